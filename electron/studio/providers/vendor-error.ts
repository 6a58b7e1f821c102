/** Owns what all vendors' failures share: scrubbing, quoting, waiting times and the reading of a broken connection. */
import { type ErrorCode, StudioError, type StudioErrorDetail } from '../../../shared/errors.ts';
import type { CallState } from './guarded-call.ts';

const QUOTE_CHARACTERS = 300;
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** Whose sentence it is: the vendor's name for people, and the key that must never be shown. */
export interface Vendor {
  readonly name: string;
  readonly apiKey: string | null;
}

/** Removes the key, and whatever looks like one (servers echo a mistyped key back). */
function scrub(text: string, apiKey: string | null): string {
  const withoutKey = apiKey !== null && apiKey.length >= 4 ? text.replaceAll(apiKey, '[key]') : text;
  return withoutKey
    .replace(/\bsk-[\w*.-]{4,}/g, '[key]')
    .replace(/\bAIza[\w*.-]{4,}/g, '[key]')
    .replace(/\bbearer\s+[\w.~+/-]{8,}=*/gi, 'Bearer [key]');
}

/** The vendor's words for a sentence: one line, at most 300 characters, scrubbed. Empty when it is HTML or nothing. */
function quote(text: unknown, apiKey: string | null): string {
  if (typeof text !== 'string' || /<\s*(?:!doctype|html|head|body|center|title|h1|pre|p)\b/i.test(text)) return '';
  const line = scrub(text.replace(/\s+/g, ' ').trim(), apiKey);
  return line.length > QUOTE_CHARACTERS ? `${line.slice(0, QUOTE_CHARACTERS - 1)}…` : line;
}

/** null for a text that is not JSON. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** ` It said: "…"`, or nothing. */
export function saying(text: unknown, vendor: Vendor): string {
  const words = quote(text, vendor.apiKey);
  return words === '' ? '' : ` It said: “${words}”`;
}

/**
 * The cause that goes to the log instead of the SDK's error: those carry headers and whole bodies.
 * `facts` are short values such as status, code and request id.
 */
function logCause(vendor: Vendor, facts: Readonly<Record<string, unknown>>): Error {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const words = known.map(([name, value]) => `${name}=${quote(String(value), vendor.apiKey)}`);
  return new Error(`${vendor.name}: ${words.join(' ')}`);
}

/** Epoch milliseconds from `retry-after-ms`, or `retry-after` in seconds or as a date; null when absent or absurd. */
export function retryAtFromHeaders(headers: Headers | null, nowMs: number): number | null {
  const inMs = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(inMs)) return waitUntil(nowMs, inMs);
  const after = headers?.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(after)) return waitUntil(nowMs, Number(after) * 1000);
  return waitUntil(nowMs, Date.parse(after) - nowMs);
}

export function waitUntil(nowMs: number, waitMs: number): number | null {
  return waitMs >= 0 && waitMs <= LONGEST_WAIT_MS ? Math.round(nowMs + waitMs) : null;
}

export function waitWords(retryAtMs: number | null, nowMs: number): string {
  if (retryAtMs === null) return 'Wait a minute and run it again.';
  const seconds = Math.max(1, Math.ceil((retryAtMs - nowMs) / 1000));
  return seconds < 120 ? `Try again in ${seconds} s.` : `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}

/**
 * A call that ended without a vendor's answer: cancelled, timed out, cut, or never connected. null when the state names
 * none of these, so that the caller goes on to read the vendor's error.
 *
 * Money: `timeout` and `network` may be thrown after the request had left, and then the vendor may have drawn and billed
 * the pictures. This layer cannot know, so it never says `possibly-billed`: the transport behind `context.fetch` wrote
 * down whether bytes had left, and the runner decides from that row.
 */
export function brokenCall(error: unknown, state: CallState, vendor: Vendor): StudioError | null {
  const own = studioErrorWithin(state.transportError) ?? studioErrorWithin(error);
  if (own !== null) return own;
  if (state.endedBy === 'cancel') return cancelled(state, vendor);
  if (state.endedBy !== null) return timedOut(state, vendor);
  const cause = systemCode(state.transportError) ?? systemCode(error);
  if (state.transportError === null && cause === null) return null;
  const detail = { cause: logCause(vendor, { failure: 'connection', cause }) };
  if (cause?.includes('TIMEOUT') || cause === 'ETIMEDOUT') {
    return new StudioError(
      'timeout',
      `${vendor.name} did not answer in time. Check the connection and run it again.`,
      detail,
    );
  }
  return new StudioError('network', networkSentence(cause, state, vendor), detail);
}

function cancelled({ isSent, limits }: CallState, vendor: Vendor): StudioError {
  if (!isSent) return new StudioError('cancelled', 'Cancelled before anything was sent.');
  const bill = limits.isPaid ? ` The request had already left, so ${vendor.name} may still charge for it.` : '';
  return new StudioError('cancelled', `Cancelled.${bill}`);
}

function timedOut({ endedBy, limits }: CallState, vendor: Vendor): StudioError {
  const seconds = Math.round((endedBy === 'idle' ? limits.idleMs : limits.overallMs) / 1000);
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  const what =
    endedBy === 'idle' ? `went silent for ${time} in the middle of its answer` : `did not finish within ${time}`;
  const bill = limits.isPaid ? ' It may have been charged.' : ' Try again in a moment.';
  const sentence = `${vendor.name} ${what}, so the call was ended.${bill}`;
  return new StudioError('timeout', sentence, { cause: logCause(vendor, { failure: endedBy }) });
}

function networkSentence(cause: string | null, state: CallState, vendor: Vendor): string {
  const check = 'Check the network, or the address in Settings, and run it again.';
  if (cause === 'ENOTFOUND' || cause === 'EAI_AGAIN') return `${vendor.name}'s address was not found. ${check}`;
  if (cause === 'ECONNREFUSED') return `Nothing answers at ${vendor.name}'s address. Nothing was sent. ${check}`;
  if (cause !== null && /CERT|SSL|TLS/.test(cause)) {
    return `The connection to ${vendor.name} is not trusted, so nothing was sent. A proxy may be in between. ${check}`;
  }
  return state.hasHeaders
    ? `The connection to ${vendor.name} broke off in the middle of the answer.`
    : `The connection to ${vendor.name} broke off before an answer came. ${check}`;
}

function* causes(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth += 1) {
    yield current;
    current = current.cause;
  }
}

function studioErrorWithin(error: unknown): StudioError | null {
  for (const cause of causes(error)) if (cause instanceof StudioError) return cause;
  return null;
}

/** The innermost `code` of Node or undici: ECONNREFUSED, UND_ERR_SOCKET. */
function systemCode(error: unknown): string | null {
  let code: string | null = null;
  for (const cause of causes(error)) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(cause.code)) code = cause.code;
  }
  return code;
}

/** An answer that came whole and is not what the API promises. */
export function badResponse(vendor: Vendor, what: string, facts: Readonly<Record<string, unknown>> = {}): StudioError {
  return vendorFailure('bad-response', `${vendor.name} ${what}`, vendor, { facts });
}

export function vendorFailure(
  code: ErrorCode,
  sentence: string,
  vendor: Vendor,
  detail: Omit<StudioErrorDetail, 'cause'> & { readonly facts: Readonly<Record<string, unknown>> },
): StudioError {
  return new StudioError(code, scrub(sentence, vendor.apiKey), {
    retryAtMs: detail.retryAtMs ?? null,
    // A field's name can come from the vendor's own words.
    field: detail.field == null ? null : scrub(detail.field.slice(0, 100), vendor.apiKey),
    cause: logCause(vendor, detail.facts),
  });
}

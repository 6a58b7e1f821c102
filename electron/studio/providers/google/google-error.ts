/** Owns what Google's failures mean for a person: code, sentence, field and waiting time. */
import { z } from 'zod';
import { type ErrorCode, StudioError } from '../../../../shared/errors.ts';
import type { CallState } from '../guarded-call.ts';
import {
  badResponse,
  brokenCall,
  jsonOrNull,
  saying,
  type Vendor,
  vendorFailure,
  waitUntil,
  waitWords,
} from '../vendor-error.ts';

const violation = z.looseObject({ quotaId: z.string().optional(), field: z.string().optional() });

/** One entry of `details`; which fields are there depends on its `@type`. */
const detailSchema = z.looseObject({
  reason: z.string().optional(),
  retryDelay: z.string().optional(),
  violations: z.array(violation).optional(),
  fieldViolations: z.array(violation).optional(),
});

const bodySchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().catch(''),
    details: z.array(detailSchema).catch([]).default([]),
  }),
});

interface Facts {
  readonly http: number;
  readonly status: string;
  readonly message: string;
  readonly reasons: readonly string[];
  readonly quotaIds: readonly string[];
  readonly field: string | null;
  readonly retryDelayMs: number | null;
}

interface Verdict {
  readonly code: ErrorCode;
  readonly sentence: string;
  readonly field?: string | null;
  readonly retryAtMs?: number | null;
}

/** Anything thrown during a call becomes a StudioError here. */
export function googleError(error: unknown, state: CallState, vendor: Vendor, nowMs: number): StudioError {
  if (error instanceof StudioError && state.endedBy === null) return error;
  const broken = brokenCall(error, state, vendor);
  if (broken !== null) return broken;
  const facts = factsOf(error);
  if (facts === null) {
    const what =
      'sent an answer that is not the one its API promises. A proxy or a wrong address in Settings can cause this.';
    return badResponse(vendor, what, { contentType: state.contentType, requestId: state.requestId });
  }
  const verdict = judge(facts, saying(facts.message, vendor), nowMs);
  return vendorFailure(verdict.code, verdict.sentence, vendor, {
    field: verdict.field ?? null,
    retryAtMs: verdict.retryAtMs ?? null,
    facts: {
      http: facts.http,
      status: facts.status,
      field: facts.field,
      requestId: state.requestId,
      message: facts.message,
    },
  });
}

function judge(facts: Facts, said: string, nowMs: number): Verdict {
  return (
    money(facts, said) ??
    access(facts, said) ??
    quota(facts, said, nowMs) ??
    request(facts, said) ??
    server(facts, said)
  );
}

function money({ http, status, message }: Facts, said: string): Verdict | null {
  const isUnbilled = status === 'FAILED_PRECONDITION' && /billing/i.test(message);
  if (http !== 402 && !isUnbilled) return null;
  const sentence = isUnbilled
    ? `Google serves this model to projects with billing only. Switch billing on at aistudio.google.com. Nothing was charged.${said}`
    : 'Your Google balance is used up. Add credit at aistudio.google.com, then run it again. Nothing was charged.';
  return { code: 'billing', sentence };
}

function access({ http, status, message, reasons }: Facts, said: string): Verdict | null {
  const isBadKey = reasons.includes('API_KEY_INVALID') || /api key (?:not valid|expired|not found)/i.test(message);
  if (isBadKey || http === 401) {
    return { code: 'auth', sentence: 'Google did not accept the API key. Check it in Settings, or make a new one.' };
  }
  if (http === 403) {
    return {
      code: 'auth',
      sentence: `This Google key is blocked or restricted. Make a new one at aistudio.google.com.${said}`,
    };
  }
  if (status === 'FAILED_PRECONDITION') {
    return { code: 'unsupported', sentence: `Google does not serve this account or region.${said}` };
  }
  return null;
}

/** A day's quota or a limit of zero does not come back by waiting a minute, so it is no `rate` with a time to retry. */
function quota(facts: Facts, said: string, nowMs: number): Verdict | null {
  if (facts.http !== 429) return null;
  if (facts.quotaIds.some((id) => id.includes('PerDay'))) {
    const sentence = `Today's quota of this Google project is used up; it starts again at midnight Pacific time. Raise it at aistudio.google.com or use another model.${said}`;
    return { code: 'billing', sentence };
  }
  if (/\blimit:\s*0\b/i.test(facts.message) || facts.quotaIds.some((id) => id.includes('FreeTier'))) {
    const sentence =
      'This Google key has no paid quota, and image models have no free one. Switch billing on at aistudio.google.com.';
    return { code: 'billing', sentence };
  }
  const retryAtMs = facts.retryDelayMs === null ? null : waitUntil(nowMs, facts.retryDelayMs);
  return {
    code: 'rate',
    sentence: `Google is limiting how fast this project may work. ${waitWords(retryAtMs, nowMs)}`,
    retryAtMs,
  };
}

function request({ http, field }: Facts, said: string): Verdict | null {
  if (http === 404) {
    const sentence = `Google does not offer this model to your key, or has switched it off. Pick another model.${said}`;
    return { code: 'not-found', sentence, field: 'modelId' };
  }
  if (http === 405 || http === 501) {
    return { code: 'unsupported', sentence: `This server cannot do that. Use another model.${said}` };
  }
  if (http === 413) {
    const sentence = 'The pictures are too large for Google. Send fewer or smaller references.';
    return { code: 'invalid-param', sentence, field: 'references' };
  }
  if (http !== 400 && http !== 422) return null;
  const about = field === null ? 'the request' : `“${field}”`;
  return { code: 'invalid-param', sentence: `Google refused ${about}. Change it and run it again.${said}`, field };
}

function server({ http }: Facts, said: string): Verdict {
  const busy = http === 503 ? 'is overloaded' : 'has trouble on its side';
  return {
    code: 'server',
    sentence: `Google ${busy} (${http}). Try again in a moment; failed calls are not charged.${said}`,
  };
}

/** Reads the SDK's ApiError by shape: its message is the body's JSON. null for any other error. */
function factsOf(error: unknown): Facts | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  const parsed = bodySchema.safeParse(jsonOrNull(error.message));
  const body = parsed.success ? parsed.data.error : { message: '', status: '', details: [] };
  const { details } = body;
  const fields = details.flatMap((detail) => detail.fieldViolations ?? []);
  return {
    http: error.status,
    status: body.status,
    message: body.message,
    reasons: details.flatMap((detail) => detail.reason ?? []),
    quotaIds: details.flatMap((detail) => detail.violations ?? []).flatMap((one) => one.quotaId ?? []),
    field: fields.find((one) => one.field)?.field ?? null,
    retryDelayMs: durationMs(details.find((detail) => detail.retryDelay)?.retryDelay),
  };
}

/** "34.4s" as 34400. */
function durationMs(duration: string | undefined): number | null {
  const match = /^(\d+(?:\.\d+)?)s$/.exec(duration ?? '');
  return match === null ? null : Number(match[1]) * 1000;
}

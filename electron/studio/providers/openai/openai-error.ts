/** Owns what OpenAI's failures mean for a person: code, sentence, field and waiting time. */
import { z } from 'zod';
import { type ErrorCode, StudioError } from '../../../../shared/errors.ts';
import type { CallState } from '../guarded-call.ts';
import {
  badResponse,
  brokenCall,
  retryAtFromHeaders,
  saying,
  type Vendor,
  vendorFailure,
  waitWords,
} from '../vendor-error.ts';

/** The inner `error` object of an answer. Compatible servers send a bare string or leave fields out. */
const innerSchema = z.object({
  message: z.string().nullish().catch(null),
  code: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  param: z.string().nullish().catch(null),
  moderation_details: z
    .object({ moderation_stage: z.string().nullish(), categories: z.array(z.string()).nullish() })
    .nullish()
    .catch(null),
});

interface Facts {
  /** null for an error event inside a stream, or an error in an answer with status 200. */
  readonly status: number | null;
  readonly code: string;
  readonly type: string;
  readonly param: string | null;
  readonly message: string;
  readonly stage: string;
  readonly categories: readonly string[];
  readonly headers: Headers | null;
}

interface Verdict {
  readonly code: ErrorCode;
  readonly sentence: string;
  readonly field?: string | null;
  readonly retryAtMs?: number | null;
}

const BILLING_CODES = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
]);

/** Anything thrown during a call becomes a StudioError here. */
export function openAiError(error: unknown, state: CallState, vendor: Vendor, nowMs: number): StudioError {
  if (error instanceof StudioError && state.endedBy === null) return error;
  const broken = brokenCall(error, state, vendor);
  if (broken !== null) return broken;
  const facts = factsOf(error, state);
  if (facts === null) return badResponse(vendor, 'sent an answer that cannot be read.', { error: nameOf(error) });
  return failure(facts, state, vendor, nowMs);
}

/** An `error` object that came inside an answer with status 200. */
export function openAiInnerError(inner: unknown, state: CallState, vendor: Vendor, nowMs: number): StudioError {
  return failure(factsFrom(inner, '', null, null), state, vendor, nowMs);
}

function failure(facts: Facts, state: CallState, vendor: Vendor, nowMs: number): StudioError {
  const verdict = judge(facts, vendor, nowMs);
  const { status, code, type, param, message } = facts;
  return vendorFailure(verdict.code, verdict.sentence, vendor, {
    field: verdict.field ?? null,
    retryAtMs: verdict.retryAtMs ?? null,
    facts: { status, code, type, param, requestId: state.requestId, message },
  });
}

function judge(facts: Facts, vendor: Vendor, nowMs: number): Verdict {
  const said = saying(facts.message, vendor);
  return (
    moderation(facts, said) ??
    money(facts) ??
    access(facts, said) ??
    rate(facts, nowMs) ??
    request(facts, said) ??
    server(facts, said)
  );
}

function moderation(facts: Facts, said: string): Verdict | null {
  const isModeration =
    facts.code === 'moderation_blocked' ||
    facts.code === 'content_policy_violation' ||
    facts.code === 'image_content_policy_violation' ||
    facts.code === 'invalid_prompt' ||
    facts.code === 'bio_policy';
  if (!isModeration) return null;
  const about = facts.categories.length > 0 ? ` (${facts.categories.join(', ')})` : '';
  if (facts.stage === 'output') {
    const sentence = `OpenAI's safety check held back the finished picture${about}. Change the prompt and run it again.${said}`;
    return { code: 'moderation', sentence };
  }
  const what = facts.stage === 'input' ? 'the prompt or a picture you sent' : 'this request';
  const sentence = `OpenAI's safety check refused ${what}${about}. Change the wording or the references.${said}`;
  return { code: 'moderation', sentence, field: 'prompt' };
}

function money(facts: Facts): Verdict | null {
  if (facts.status !== 402 && !BILLING_CODES.has(facts.code) && !BILLING_CODES.has(facts.type)) return null;
  const sentence = /spend_limit|usage_limit|hard_limit/.test(facts.code)
    ? 'A spending limit of your OpenAI account is reached. Raise it at platform.openai.com under Limits, then run it again. Nothing was charged.'
    : 'Your OpenAI account has no credit left. Add some at platform.openai.com under Billing, then run it again. Nothing was charged.';
  return { code: 'billing', sentence };
}

function access(facts: Facts, said: string): Verdict | null {
  const isUnknownModel = facts.code === 'model_not_found' || facts.code === 'model_deprecated';
  if (isUnknownModel) {
    const sentence = `OpenAI does not offer this model to your key, or has switched it off. Pick another model.${said}`;
    return { code: 'not-found', sentence, field: 'modelId' };
  }
  if (facts.status === 401 || facts.code === 'invalid_api_key') {
    return { code: 'auth', sentence: 'OpenAI did not accept the API key. Check it in Settings, or make a new one.' };
  }
  if (facts.status !== 403) return null;
  // No code of its own: the message is all there is to tell it from other refusals.
  if (/must be verified|verify organization|verification/i.test(facts.message)) {
    const sentence =
      'OpenAI serves this model to verified organizations only. Verify yours at platform.openai.com under Organization, General; it counts after up to 15 minutes. Nothing was charged.';
    return { code: 'verification', sentence };
  }
  if (facts.code === 'unsupported_country_region_territory') {
    return { code: 'unsupported', sentence: `OpenAI does not serve this region.${said}` };
  }
  return { code: 'auth', sentence: `This OpenAI key is not allowed to do that. Check its permissions.${said}` };
}

function rate(facts: Facts, nowMs: number): Verdict | null {
  if (facts.status !== 429 && facts.code !== 'rate_limit_exceeded') return null;
  const retryAtMs = retryAtFromHeaders(facts.headers, nowMs);
  const sentence = `OpenAI is limiting how fast this account may work. ${waitWords(retryAtMs, nowMs)}`;
  return { code: 'rate', sentence, retryAtMs };
}

function request(facts: Facts, said: string): Verdict | null {
  const { status, param } = facts;
  if (status === 404) {
    return {
      code: 'not-found',
      sentence: `OpenAI's address does not know this call. Check the address in Settings.${said}`,
    };
  }
  if (status === 405 || status === 501) {
    return { code: 'unsupported', sentence: `This server cannot do that with pictures. Use another model.${said}` };
  }
  if (status === 408) {
    return { code: 'timeout', sentence: 'OpenAI gave up waiting for the request. Run it again.' };
  }
  if (status === 413) {
    return {
      code: 'invalid-param',
      sentence: 'The pictures are too large for OpenAI. Send fewer or smaller references.',
      field: 'references',
    };
  }
  const isRefused = status === 400 || status === 422 || facts.type === 'invalid_request_error';
  if (!isRefused) return null;
  const about = param === null ? 'the request' : `“${param}”`;
  return {
    code: 'invalid-param',
    sentence: `OpenAI refused ${about}. Change it and run it again.${said}`,
    field: param,
  };
}

function server(facts: Facts, said: string): Verdict {
  const { status } = facts;
  if (status !== null && status < 400) {
    return {
      code: 'bad-response',
      sentence:
        'OpenAI’s address answered with a redirect, which is not followed because it would carry the key along. Check the address in Settings.',
    };
  }
  return {
    code: 'server',
    sentence: `OpenAI has trouble on its side${status === null ? '' : ` (${status})`}. Try again in a moment.${said}`,
  };
}

/** Reads the SDK's APIError by shape, so that this file does not load the SDK. null for any other error. */
function factsOf(error: unknown, state: CallState): Facts | null {
  if (!(error instanceof Error) || !('status' in error) || !('error' in error)) return null;
  const status = typeof error.status === 'number' ? error.status : null;
  const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : null;
  // Connection errors and our own aborts have neither; they were handled before.
  if (status === null && error.error === undefined) return null;
  const fallback =
    state.contentType.includes('json') || state.contentType.startsWith('text/plain') ? error.message : '';
  return factsFrom(error.error, fallback, status, headers);
}

function factsFrom(inner: unknown, fallback: string, status: number | null, headers: Headers | null): Facts {
  const parsed = innerSchema.safeParse(typeof inner === 'string' ? { message: inner } : inner);
  const read = parsed.success ? parsed.data : {};
  return {
    status,
    headers,
    code: read.code ?? '',
    type: read.type ?? '',
    param: read.param ?? null,
    message: read.message ?? fallback,
    stage: read.moderation_details?.moderation_stage ?? '',
    categories: read.moderation_details?.categories ?? [],
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

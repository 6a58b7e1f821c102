/** Owns OpenAI's error bodies: honest refusals and the scripted ones. Source: fact sheet A11. */
import type { Answer } from './emulator-delivery.ts';
import type { Fault } from './emulator-faults.ts';
import { Refusal } from './emulator-server.ts';

interface OpenAiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
  readonly moderation_details?: { readonly moderation_stage: string; readonly categories: readonly string[] };
}

/** Counts up over the process; a person quotes it to the vendor's support. */
let requestSerial = 0;
export const openAiHeaders = (): Record<string, string> => {
  requestSerial += 1;
  return {
    'x-request-id': `req_emulator${String(requestSerial).padStart(8, '0')}`,
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': '499',
    'x-ratelimit-reset-requests': '1s',
  };
};

export function refuse(code: string | null, param: string | null, message: string, status = 400): never {
  throw new Refusal(status, { error: { message, type: 'invalid_request_error', param, code } }, openAiHeaders());
}

export const missing = (param: string): never =>
  refuse('missing_required_parameter', param, `Missing required parameter: '${param}'.`);
export const unknown = (param: string): never => refuse('unknown_parameter', param, `Unknown parameter: '${param}'.`);
export const invalid = (param: string, message: string): never =>
  refuse('invalid_value', param, `Invalid value for '${param}': ${message}`);
export const unsupported = (param: string, message: string): never =>
  refuse('unsupported_value', param, `Unsupported value for '${param}': ${message}`);
export const wrongType = (param: string, expected: string): never =>
  refuse('invalid_type', param, `Invalid type for '${param}': expected ${expected}.`);

const failure = (status: number, error: OpenAiError, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { ...openAiHeaders(), ...headers },
  payload: { kind: 'json', value: { error } },
  isBilled: false,
});

export const badKey = (): Refusal =>
  new Refusal(
    401,
    {
      error: {
        message: 'Incorrect API key provided. You can find your API key in your account settings.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    },
    openAiHeaders(),
  );

export const tooLarge = (): Answer =>
  failure(413, {
    message: 'The request is too large.',
    type: 'invalid_request_error',
    param: null,
    code: 'request_too_large',
  });

export function scriptedRefusal(fault: Fault): Answer {
  if (fault.kind === 'unauthorized') return badKey().answer;
  if (fault.kind === 'forbidden') return failure(403, unverified);
  if (fault.kind === 'rate-limit') return rateLimit(fault);
  if (fault.kind === 'quota') return quota(fault);
  if (fault.kind === 'unavailable') return failure(503, serverError('The server is overloaded or not ready yet.'));
  return failure(500, serverError('The server had an error while processing your request. Sorry about that.'));
}

const serverError = (message: string): OpenAiError => ({ message, type: 'server_error', param: null, code: null });

const unverified: OpenAiError = {
  message: 'Your organization must be verified to use this model. Please go to the organization settings and verify.',
  type: 'invalid_request_error',
  param: null,
  code: null,
};

function rateLimit(fault: Fault): Answer {
  const seconds = fault.retryAfterSeconds ?? 1;
  const error = {
    message: `Rate limit reached on images per min. Limit: 5 / 1min. Please try again in ${seconds}s.`,
    type: 'requests',
    param: null,
    code: 'rate_limit_exceeded',
  };
  return failure(429, error, { 'retry-after': String(seconds) });
}

const quota = (fault: Fault): Answer =>
  failure(429, {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    param: null,
    code: fault.detail ?? 'insufficient_quota',
  });

export const moderationRefusal = (fault: Fault): Answer =>
  failure(400, {
    message: 'Your request was rejected by the safety system. If you believe this is an error, contact us.',
    type: 'image_generation_user_error',
    param: null,
    code: 'moderation_blocked',
    moderation_details: {
      moderation_stage: fault.kind === 'moderation' ? 'input' : 'output',
      categories: [fault.detail ?? 'violence'],
    },
  });

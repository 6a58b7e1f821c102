/** Owns Google's error bodies: honest refusals and the scripted ones. Source: fact sheet C10. */
import type { Answer } from './emulator-delivery.ts';
import type { Fault } from './emulator-faults.ts';
import { Refusal } from './emulator-server.ts';

interface GoogleError {
  readonly code: number;
  readonly message: string;
  readonly status: string;
  readonly details?: readonly unknown[];
}

const failure = (error: GoogleError): Answer => ({
  status: error.code,
  payload: { kind: 'json', value: { error } },
  isBilled: false,
});

const refusal = (error: GoogleError): Refusal => new Refusal(error.code, { error });

/** `field` in the snake case of Google's own messages, '' when the whole request is meant. */
export function refuseArgument(message: string, field = ''): never {
  const violation = {
    '@type': 'type.googleapis.com/google.rpc.BadRequest',
    fieldViolations: [{ field, description: message }],
  };
  throw refusal({
    code: 400,
    message,
    status: 'INVALID_ARGUMENT',
    ...(field === '' ? {} : { details: [violation] }),
  });
}

export const unknownField = (name: string, at: string): never =>
  refuseArgument(
    `Invalid JSON payload received. Unknown name "${name}"${at === '' ? '' : ` at '${at}'`}: Cannot find field.`,
    at === '' ? name : at,
  );

export function refuseModel(id: string, version: string): never {
  const message = `models/${id} is not found for API version ${version}, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`;
  throw refusal({ code: 404, message, status: 'NOT_FOUND' });
}

export function refuseKey(key: string): never {
  if (key === '') {
    const message =
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
    throw refusal({ code: 403, message, status: 'PERMISSION_DENIED' });
  }
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  };
  throw refusal({
    code: 400,
    message: 'API key not valid. Please pass a valid API key.',
    status: 'INVALID_ARGUMENT',
    details: [info],
  });
}

export const payloadTooLarge = (): Answer =>
  failure({
    code: 400,
    message: 'Request payload size exceeds the limit: 20971520 bytes.',
    status: 'INVALID_ARGUMENT',
  });

const SIMPLE: Readonly<Record<string, GoogleError>> = {
  unauthorized: {
    code: 401,
    message: 'Request had invalid authentication credentials.',
    status: 'UNAUTHENTICATED',
  },
  forbidden: {
    code: 403,
    message: 'Your API key was reported as leaked. Please use another API key.',
    status: 'PERMISSION_DENIED',
  },
  'server-error': { code: 500, message: 'An internal error has occurred. Please retry.', status: 'INTERNAL' },
  unavailable: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' },
};

export function scriptedGoogleRefusal(fault: Fault): Answer {
  if (fault.kind === 'rate-limit') return exhausted(fault, 'GenerateRequestsPerMinutePerProjectPerModel', '10');
  if (fault.kind === 'quota') return exhausted(fault, fault.detail ?? 'GenerateRequestsPerDayPerProjectPerModel', '0');
  return failure(SIMPLE[fault.kind] ?? { code: 500, message: 'Internal error.', status: 'INTERNAL' });
}

/** Google names the wait in the body only, there is no Retry-After header. */
function exhausted(fault: Fault, quotaId: string, quotaValue: string): Answer {
  const quotaMetric = 'generativelanguage.googleapis.com/generate_content_paid_tier_requests';
  return failure({
    code: 429,
    message: `You exceeded your current quota, please check your plan and billing details. Quota exceeded for metric: ${quotaMetric}, limit: ${quotaValue}`,
    status: 'RESOURCE_EXHAUSTED',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaMetric, quotaId, quotaValue }] },
      { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: 'Learn more about quotas' }] },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${fault.retryAfterSeconds ?? 1}s` },
    ],
  });
}

/** Arrives as a chunk in the middle of a stream. */
export const streamError = {
  error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' },
} as const;

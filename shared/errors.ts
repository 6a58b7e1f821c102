/** Owns the closed list of error codes, and how an error crosses the wire. */
import { z } from 'zod';

/** Codes a provider's answer is reduced to, then the studio's own. The window has one sentence per code. */
export const ERROR_CODES = [
  // what a vendor said, or did not say
  'auth',
  'verification',
  'billing',
  'rate',
  'moderation',
  'no-image',
  'invalid-param',
  'unsupported',
  'not-found',
  'timeout',
  'network',
  'server',
  'cancelled',
  'bad-response',
  'possibly-billed',
  // what a person asked
  'bad-request',
  'prompt-empty',
  'prompt-too-long',
  'unknown-model',
  'impossible-size',
  'bad-count',
  'too-many-references',
  'not-an-image',
  'image-too-large',
  'image-damaged',
  'key-missing',
  'cap-reached',
  'file-exists',
  'bad-destination',
  // the library on disk
  'library-missing',
  'library-read-only',
  'library-in-use',
  'library-corrupt',
  'library-newer',
  'disk-full',
  'secrets-unavailable',
  'forbidden',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export const wireErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  /** One or two sentences for a person: what happened, what it cost if anything, what to do. */
  message: z.string(),
  /** When a retry makes sense, as epoch milliseconds; only with `rate`. */
  retryAtMs: z.number().nullable().default(null),
  /** The request field the vendor or the studio refused, if it named one. */
  field: z.string().nullable().default(null),
});
export type WireError = z.infer<typeof wireErrorSchema>;

export interface StudioErrorDetail {
  readonly retryAtMs?: number | null;
  readonly field?: string | null;
  readonly cause?: unknown;
}

/** The only error class that carries a message meant for a person. Anything else is answered as `internal`. */
export class StudioError extends Error {
  readonly code: ErrorCode;
  readonly retryAtMs: number | null;
  readonly field: string | null;

  constructor(code: ErrorCode, message: string, detail: StudioErrorDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = 'StudioError';
    this.code = code;
    this.retryAtMs = detail.retryAtMs ?? null;
    this.field = detail.field ?? null;
  }
}

/** What may leave the studio: a StudioError as it is, anything else without its text (it may hold a path or a key). */
export function toWireError(error: unknown): WireError {
  if (error instanceof StudioError) {
    return { code: error.code, message: error.message, retryAtMs: error.retryAtMs, field: error.field };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside the studio. Nothing was lost; the log has the details.',
    retryAtMs: null,
    field: null,
  };
}

export function fromWireError(wire: WireError): StudioError {
  return new StudioError(wire.code, wire.message, { retryAtMs: wire.retryAtMs, field: wire.field });
}

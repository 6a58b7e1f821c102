/** Owns telling trouble of this computer from trouble with an answer: the first passes, and the answer is still good. */
import { type ErrorCode, StudioError } from '../../../shared/errors.ts';

const LOCAL: ReadonlySet<ErrorCode> = new Set([
  'disk-full',
  'library-missing',
  'library-read-only',
  'library-in-use',
  'library-corrupt',
]);

/** True: the attempt stays as it is, paid for and stored, and a retry reads its answer again instead of sending. */
export function isLocalTrouble(error: unknown): boolean {
  return !(error instanceof StudioError) || LOCAL.has(error.code);
}

/** Owns the sentences for what a disk can refuse. */
import { StudioError } from '../../../shared/errors.ts';

/** A file system error as a StudioError where it is one a person can mend; else the error itself. */
export function asStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new StudioError('disk-full', 'The disk is full. Free some space and try again; nothing was lost.', {
      cause: error,
    });
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new StudioError(
      'library-read-only',
      'The library folder cannot be written. Allow writing to it, or choose another library.',
      { cause: error },
    );
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new StudioError(
      'library-missing',
      'A file of the library is not where it should be. Check that its disk is connected, then start Maquette again.',
      { cause: error },
    );
  }
  return error;
}

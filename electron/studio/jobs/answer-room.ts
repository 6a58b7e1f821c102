/** Owns room for answers: nothing is bought that could not be stored, and what was bought waits until it can be. */
import { statfs } from 'node:fs/promises';
import { StudioError } from '../../../shared/errors.ts';
import type { Call } from './call.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { setJobNote } from './job-store.ts';

/** Eight 4K pictures, once as the raw answer and once as files, with room to spare. */
const ROOM_BYTES = 200 * 1024 * 1024;
const LOOK_AGAIN_MS = 5_000;

/** Throws disk-full before anything is sent. A disk that does not tell is trusted. */
export async function requireRoom(libraryPath: string): Promise<void> {
  const disk = await statfs(libraryPath).catch(() => null);
  if (disk === null || disk.bavail * disk.bsize >= ROOM_BYTES) return;
  throw new StudioError(
    'disk-full',
    'The disk of this library is nearly full, so nothing was sent: the answer might not fit. Free 200 MB and try again.',
  );
}

/** The answer is here and the disk is full: says so, waits, and returns to try again. Throws when the call was ended. */
export async function waitForRoom(
  parts: JobParts,
  call: Call,
  { error, signal }: { error: unknown; signal: AbortSignal },
): Promise<void> {
  if (!(error instanceof StudioError) || error.code !== 'disk-full' || signal.aborted) throw error;
  const note =
    'The disk is full. The answer has arrived and waits in memory: free some space and it is stored by itself.';
  tell(parts, call, note);
  await parts.wait(LOOK_AGAIN_MS, signal).catch(() => {
    throw new StudioError('disk-full', 'The disk was full, so the answer that had arrived could not be stored.');
  });
  tell(parts, call, null);
}

/** A database on a full disk cannot take the note either; the waiting goes on without it. */
function tell(parts: JobParts, call: Call, note: string | null): void {
  try {
    setJobNote(parts.context.db, call.job.id, note);
    announceJob(parts, call.job.id);
  } catch (error) {
    parts.context.log.error('a note could not be written', error);
  }
}

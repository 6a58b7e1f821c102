/** Owns one call of a job, from the ledger's intent to pictures in history, or to a truth about why there are none. */
import { StudioError } from '../../../shared/errors.ts';
import { reserveAttempt } from '../spending/cap-store.ts';
import { requireRoom, waitForRoom } from './answer-room.ts';
import { askModel, type ModelAnswer, progressOf } from './ask-model.ts';
import { type Call, SHUTDOWN } from './call.ts';
import { closeFailed, isRepeatable } from './close-call.ts';
import { capMoment, type JobParts } from './job-parts.ts';
import { CallFailed } from './patience.ts';
import { recordCall } from './recorded-fetch.ts';
import { replayStored } from './recover-call.ts';
import { saveAnswer } from './save-answer.ts';

/**
 * Writes the intent and reserves the most this call may cost (null when unknown); nothing has left yet. Throws
 * cap-reached and writes nothing when a cap has no room for it.
 */
export function openAttempt(parts: JobParts, call: Call, reservedMicros: number | null): void {
  const { sessionId, localDay } = capMoment(parts, call.job.boardId);
  reserveAttempt(parts.context.db, {
    id: call.attemptId,
    jobId: call.job.id,
    boardId: call.job.boardId,
    sessionId,
    localDay,
    providerId: call.provider.id,
    modelId: call.model.id,
    slots: call.slots,
    reservedMicros,
    isFree: !call.provider.needsKey,
    createdAtMs: parts.context.clock.now(),
  });
}

/**
 * Sends the call and saves what comes. Throws CallFailed when it brought nothing; the ledger already tells whether it
 * may have been billed.
 */
export async function runCall(parts: JobParts, call: Call, signal: AbortSignal): Promise<void> {
  const { db, blobs, clock, libraryPath } = parts.context;
  const apiKey = await parts.access.key(call.provider.id);
  const onUnstored = (error: unknown) => waitForRoom(parts, call, { error, signal });
  const recorded = recordCall({ db, blobs, clock, libraryPath, onUnstored, attemptId: call.attemptId });
  const startedAtMs = clock.now();
  let answer: ModelAnswer;
  try {
    if (call.provider.needsKey && apiKey === null) {
      throw new StudioError('key-missing', `${call.provider.label} needs a key. Add one in Settings.`);
    }
    if (call.provider.needsKey) await requireRoom(libraryPath);
    answer = await askModel(call, {
      apiKey,
      baseUrl: parts.access.address(call.provider.id),
      fetch: recorded.fetch,
      signal,
      onProgress: progressOf(parts, call),
    });
    await recorded.requireStored();
  } catch (error) {
    const outcome = await recorded.outcome();
    if (outcome === 'answered' && isOwnEnd(error) && signal.reason !== SHUTDOWN) {
      return replayStored(parts, call);
    }
    const closed = await closeFailed(parts, call, { error, outcome, signal });
    throw new CallFailed(closed, isRepeatable(closed, { outcome, status: recorded.status() }));
  }
  await saveAnswer(parts, call, { answer, recorded, startedAtMs });
}

/** Our side stopped waiting after the whole answer was stored: it is paid for, so it is read all the same. */
function isOwnEnd(error: unknown): boolean {
  return error instanceof StudioError && ['cancelled', 'timeout', 'network'].includes(error.code);
}

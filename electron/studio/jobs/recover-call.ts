/** Owns what an earlier run left of a job: what was lost is said, what arrived is read; nothing is sent here. */
import { fromWireError, StudioError, toWireError } from '../../../shared/errors.ts';
import type { AttemptId, JobId } from '../../../shared/ids.ts';
import { dropAnswer, findAnswer } from './answer-file.ts';
import { askModel } from './ask-model.ts';
import { type Attempt, closeAttempt, listAttempts, markAccepted } from './attempt-store.ts';
import type { Call } from './call.ts';
import { closeFailed } from './close-call.ts';
import { announceSpending, type JobParts } from './job-parts.ts';
import { getJob } from './job-store.ts';
import { isLocalTrouble } from './local-trouble.ts';
import { type CallOutcome, isWhole, replayAnswer } from './recorded-fetch.ts';
import { saveAnswer } from './save-answer.ts';

export type DraftCall = Omit<Call, 'slots' | 'attemptId'>;

/**
 * Attempts of an earlier run that ended with the process. An intent never left; a sent one may have been billed and is
 * never sent again by itself, unless its answer lies on disk; an accepted one only needs decoding. Answers the errors
 * a person has not read yet.
 */
export async function settleEarlier(parts: JobParts, draft: DraftCall, isResumed: boolean): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const attempt of listAttempts(parts.context.db, draft.job.id)) {
    const call: Call = { ...draft, slots: attempt.slots, attemptId: attempt.id };
    if (attempt.state === 'intent' || (attempt.state === 'sent' && attempt.isFree)) {
      closeAttempt(parts.context.db, attempt.id, { state: 'rejected', error: null, nowMs: parts.context.clock.now() });
    } else if (attempt.state === 'sent') {
      await recoverSent(parts, call, attempt).catch((error: unknown) => errors.push(error));
    } else if (attempt.state === 'accepted') {
      await replayStored(parts, call).catch((error: unknown) => errors.push(error));
    } else if (attempt.state === 'possibly-billed' && !attempt.isAcknowledged) {
      errors.push(new StudioError('possibly-billed', attempt.error?.message ?? STOPPED_BEFORE));
    }
  }
  if (isResumed) errors.push(...refusedAttempts(parts, draft.job.id).map(refusalOf));
  return errors;
}

function refusalOf({ error }: Attempt): StudioError {
  const short = 'The answer held fewer pictures than were asked for. Retry asks for the missing ones.';
  return error === null ? new StudioError('no-image', short) : fromWireError(error);
}

/** Whole answers that brought less than was asked: already paid, so they are not asked for again unseen. */
export function refusedAttempts(parts: JobParts, id: JobId): Attempt[] {
  const job = getJob(parts.context.db, id);
  if (job.text !== null) return [];
  const filled = new Set(job.candidates.map((candidate) => candidate.slot));
  return listAttempts(parts.context.db, id).filter(
    ({ state, isFree, isAcknowledged, slots }) =>
      state === 'settled' && !isFree && !isAcknowledged && slots.some((slot) => !filled.has(slot)),
  );
}

const STOPPED_BEFORE = 'Maquette stopped after sending, before the answer was here.';
const STOPPED_WITHIN = 'Maquette stopped before the whole answer was here.';

async function recoverSent(parts: JobParts, call: Call, attempt: Attempt): Promise<void> {
  const { db, blobs, libraryPath } = parts.context;
  const found = await findAnswer(libraryPath, attempt.id);
  if (found === null) throw lose(parts, attempt.id, STOPPED_BEFORE);
  const whole = isWhole(found.bytes, found.head);
  if (whole !== false) {
    const responseHash = await blobs.put(found.bytes);
    if (whole) markAccepted(db, attempt.id, { responseHash, responseHead: found.head });
    // Without a length only the adapter can tell whether it is all there: a stream says so in its last event.
    const outcome = whole ? 'answered' : 'lost';
    try {
      await replay(parts, call, { ...found, attempt, responseHash, outcome });
    } catch (error) {
      if (whole || isLocalTrouble(error)) throw error;
      throw lose(parts, attempt.id, STOPPED_WITHIN);
    } finally {
      if (!isOpen(parts, attempt)) await dropAnswer(libraryPath, attempt.id);
    }
    return;
  }
  await dropAnswer(libraryPath, attempt.id);
  throw lose(parts, attempt.id, STOPPED_WITHIN);
}

function isOpen(parts: JobParts, attempt: Attempt): boolean {
  const now = listAttempts(parts.context.db, attempt.jobId).find((one) => one.id === attempt.id);
  return now?.state === 'sent';
}

function lose(parts: JobParts, id: AttemptId, sentence: string): StudioError {
  const error = new StudioError('possibly-billed', sentence);
  const close = { state: 'possibly-billed', error: toWireError(error), nowMs: parts.context.clock.now() } as const;
  closeAttempt(parts.context.db, id, close);
  announceSpending(parts);
  return error;
}

/** Decodes the stored answer of an accepted attempt. Throws what a person should read when it brings nothing. */
export async function replayStored(parts: JobParts, call: Call): Promise<void> {
  const attempts = listAttempts(parts.context.db, call.job.id);
  const attempt = attempts.find((one) => one.id === call.attemptId);
  if (!attempt || attempt.responseHash === null || attempt.responseHead === null) return;
  const { responseHash, responseHead: head } = attempt;
  const bytes = await parts.context.blobs.read(responseHash);
  await replay(parts, call, { bytes, head, attempt, responseHash, outcome: 'answered' });
}

interface StoredAnswer {
  readonly bytes: Uint8Array;
  readonly head: string;
  readonly attempt: Attempt;
  readonly responseHash: string;
  /** What a failure to read it means. */
  readonly outcome: CallOutcome;
}

async function replay(parts: JobParts, call: Call, stored: StoredAnswer): Promise<void> {
  const signal = new AbortController().signal;
  try {
    const answer = await askModel(call, {
      apiKey: 'stored-answer',
      baseUrl: parts.access.address(call.provider.id),
      fetch: replayAnswer(stored.bytes, stored.head),
      signal,
      onProgress: () => {},
    });
    const recorded = { requestHash: () => stored.attempt.requestHash, responseHash: () => stored.responseHash };
    await saveAnswer(parts, call, { answer, recorded, startedAtMs: stored.attempt.createdAtMs });
  } catch (error) {
    if (isLocalTrouble(error) || stored.outcome === 'lost') throw error;
    throw await closeFailed(parts, call, { error, outcome: stored.outcome, signal });
  }
}

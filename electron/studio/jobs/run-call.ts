/** Owns one call of a job, from the ledger's intent to pictures in history, or to a truth about why there are none. */
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { Receipt, Usage, Warning } from '../../../shared/generation.ts';
import { type AttemptId, newId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import type { ModelEntry } from '../../../shared/model.ts';
import { costFromUsage } from '../../../shared/pricing.ts';
import type { Provider, ProviderContext, ProviderRequest, ProviderResult } from '../providers/provider.ts';
import { reserveAttempt } from '../spending/cap-store.ts';
import { closeAttempt, type Settlement, settleAttempt } from './attempt-store.ts';
import type { CallInputs } from './call-inputs.ts';
import { announceSpending, capMoment, type JobParts } from './job-parts.ts';
import { makeReceipt } from './make-receipt.ts';
import { CallFailed } from './patience.ts';
import { type CallOutcome, type RecordedCall, recordCall, replayAnswer } from './recorded-fetch.ts';
import { commitResult, storePictures } from './save-result.ts';

export interface Call {
  readonly job: Job;
  readonly attemptId: AttemptId;
  readonly slots: readonly number[];
  readonly model: ModelEntry;
  readonly provider: Provider;
  readonly quality: string | null;
  readonly baseSeed: number;
  /** Bytes of the source as stored, for measuring drift. */
  readonly sourceBytes: Uint8Array | null;
  readonly inputs: CallInputs;
}

export interface CallAnswer {
  readonly warnings: readonly Warning[];
  readonly usage: Usage | null;
  readonly requestId: string | null;
  readonly revisedPrompt: string | null;
}

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
  const { db, blobs, clock } = parts.context;
  const apiKey = await parts.access.key(call.provider.id);
  const recorded = recordCall({ db, blobs, clock, attemptId: call.attemptId });
  const startedAtMs = clock.now();
  let result: ProviderResult;
  try {
    if (call.provider.needsKey && apiKey === null) {
      throw new StudioError('key-missing', `${call.provider.label} needs a key. Add one in Settings.`);
    }
    result = await call.provider.generate(requestOf(call), {
      apiKey,
      baseUrl: parts.access.address(call.provider.id),
      fetch: recorded.fetch,
      signal,
      onProgress: progressOf(parts, call),
    });
  } catch (error) {
    const outcome = await recorded.outcome();
    const closed = await closeFailed(parts, call, { error, outcome, signal });
    throw new CallFailed(closed, isRepeatable(closed, { outcome, status: recorded.status() }));
  }
  await recorded.outcome();
  await saveAnswer(parts, call, { result, recorded, startedAtMs });
}

/** True when the vendor certainly drew nothing and may be free in a moment. */
function isRepeatable(error: unknown, sent: { outcome: CallOutcome; status: number | null }): boolean {
  if (!(error instanceof StudioError) || (sent.outcome !== 'refused' && sent.outcome !== 'unsent')) return false;
  if (error.code === 'rate') return sent.status === 429 || error.retryAtMs !== null;
  return (error.code === 'network' && sent.status === null) || (error.code === 'server' && sent.status === 503);
}

/** Decodes an answer that reached this computer before a crash; nothing is sent. */
export async function replayCall(
  parts: JobParts,
  call: Call,
  stored: { bytes: Uint8Array; head: string; requestHash: string | null; responseHash: string; startedAtMs: number },
): Promise<void> {
  const context: ProviderContext = {
    apiKey: 'stored-answer',
    baseUrl: parts.access.address(call.provider.id),
    fetch: replayAnswer(stored.bytes, stored.head),
    signal: new AbortController().signal,
    onProgress: () => {},
  };
  try {
    const result = await call.provider.generate(requestOf(call), context);
    const recorded = { requestHash: () => stored.requestHash, responseHash: () => stored.responseHash };
    await saveAnswer(parts, call, { result, recorded, startedAtMs: stored.startedAtMs });
  } catch (error) {
    throw await closeFailed(parts, call, { error, outcome: 'answered', signal: context.signal });
  }
}

/** Builds the request of a call once more for a fetch that only looks at it. */
export async function rebuildRequest(parts: JobParts, call: Call, look: typeof fetch): Promise<void> {
  const context: ProviderContext = {
    apiKey: 'not-sent',
    baseUrl: parts.access.address(call.provider.id),
    fetch: look,
    signal: new AbortController().signal,
    onProgress: () => {},
  };
  await call.provider.generate(requestOf(call), context).catch(() => undefined);
}

function requestOf(call: Call): ProviderRequest {
  const { request, widthPx, heightPx } = call.job;
  return {
    model: call.model,
    prompt: request.prompt,
    count: call.slots.length,
    aspect: request.aspect,
    tier: request.tier,
    sizePx: { widthPx, heightPx },
    quality: call.quality,
    background: request.background,
    seeds: call.slots.map((slot) => (call.baseSeed + slot) % 4_294_967_296),
    source: call.inputs.source,
    references: call.inputs.references,
    mask: call.inputs.mask,
  };
}

function progressOf(parts: JobParts, call: Call): ProviderContext['onProgress'] {
  return ({ index, fraction, picture }) => {
    const slot = call.slots[index];
    if (slot === undefined) return;
    const partialUrl = picture ? parts.partials.set(call.job.id, slot, picture) : null;
    parts.context.events.publish({ name: 'job-progressed', jobId: call.job.id, slot, fraction, partialUrl });
  };
}

interface SavedAnswer {
  readonly result: ProviderResult;
  readonly recorded: Pick<RecordedCall, 'requestHash' | 'responseHash'>;
  readonly startedAtMs: number;
}

async function saveAnswer(parts: JobParts, call: Call, answer: SavedAnswer): Promise<void> {
  const { result } = answer;
  const costMicros = costOf(call, result.usage);
  const stored = await storePictures(parts, call, {
    pictures: result.pictures,
    costMicros,
    startedAtMs: answer.startedAtMs,
  });
  const nowMs = parts.context.clock.now();
  const receipt: Receipt = makeReceipt(call, {
    result,
    costMicros,
    requestHash: answer.recorded.requestHash(),
    responseHash: answer.recorded.responseHash(),
    assets: stored.map((one) => one.asset),
    seeds: stored.map((one) => one.candidate.seed),
    startedAtMs: answer.startedAtMs,
    endedAtMs: nowMs,
  });
  const settlement: Settlement = {
    costMicros,
    usage: result.usage,
    requestId: result.requestId,
    receipt,
    error: null,
    nowMs,
  };
  commitResult(parts, call, { stored, settlement, answer: result });
  announceSpending(parts);
  if (stored.length < call.slots.length) {
    throw new StudioError(
      'no-image',
      `${stored.length} of ${call.slots.length} pictures came back. Retry asks for the missing ones.`,
    );
  }
}

function costOf(call: Call, usage: Usage | null): number | null {
  if (!call.provider.needsKey) return 0;
  return usage === null ? null : costFromUsage(call.model, usage);
}

/** Closes the ledger row of a call that brought nothing, and answers the error a person should read. */
async function closeFailed(
  parts: JobParts,
  call: Call,
  failure: { error: unknown; outcome: CallOutcome; signal: AbortSignal },
): Promise<unknown> {
  const { db, clock } = parts.context;
  const nowMs = clock.now();
  const wire = toWireError(failure.error);
  const isShutdown = failure.signal.aborted && failure.signal.reason === SHUTDOWN;
  // The next start finds the row as it is and tells the truth about it.
  if (isShutdown) return failure.error;
  const isLost = failure.outcome === 'lost' || (failure.outcome === 'answered' && wire.code === 'bad-response');
  if (!call.provider.needsKey || failure.outcome === 'unsent' || failure.outcome === 'refused') {
    closeAttempt(db, call.attemptId, { state: 'rejected', error: wire, nowMs });
    return failure.error;
  }
  if (!isLost) {
    // A whole answer without a picture: a refusal. Whether it was charged is only known where usage came along.
    settleAttempt(db, call.attemptId, {
      costMicros: null,
      usage: null,
      requestId: null,
      receipt: null,
      error: wire,
      nowMs,
    });
    announceSpending(parts);
    return failure.error;
  }
  closeAttempt(db, call.attemptId, { state: 'possibly-billed', error: wire, nowMs });
  announceSpending(parts);
  const reason = failure.signal.aborted ? 'It was cancelled after sending.' : wire.message;
  return new StudioError('possibly-billed', reason, { cause: failure.error });
}

/** The reason a signal carries when the studio closes, as opposed to a person's cancel. */
export const SHUTDOWN = 'shutdown';

export function newAttemptId(parts: JobParts): AttemptId {
  return newId('attempt', parts.context.clock.now());
}

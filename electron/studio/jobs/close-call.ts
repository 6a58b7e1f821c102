/** Owns the end of a call that brought nothing: what the ledger says of it, and whether it may be sent again. */
import { StudioError, toWireError } from '../../../shared/errors.ts';
import { formatMicros } from '../../../shared/money.ts';
import { costFromUsage } from '../../../shared/pricing.ts';
import { CountedRefusal } from '../providers/counted-refusal.ts';
import { closeAttempt, settleAttempt } from './attempt-store.ts';
import { type Call, SHUTDOWN } from './call.ts';
import { announceSpending, type JobParts } from './job-parts.ts';
import type { CallOutcome } from './recorded-fetch.ts';

/** True when the vendor certainly drew nothing and may be free in a moment. */
export function isRepeatable(error: unknown, sent: { outcome: CallOutcome; status: number | null }): boolean {
  if (!(error instanceof StudioError) || (sent.outcome !== 'refused' && sent.outcome !== 'unsent')) return false;
  if (error.code === 'rate') return sent.status === 429 || error.retryAtMs !== null;
  return (error.code === 'network' && sent.status === null) || (error.code === 'server' && sent.status === 503);
}

/** Closes the ledger row of a call that brought nothing, and answers the error a person should read. */
export async function closeFailed(
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
    // A whole answer without a result: a refusal. What it was charged is only known where usage came along.
    const usage = failure.error instanceof CountedRefusal ? failure.error.usage : null;
    const costMicros = costFromUsage(call.model, usage);
    settleAttempt(db, call.attemptId, {
      costMicros,
      usage,
      requestId: null,
      receipt: null,
      error: wire,
      nowMs,
    });
    announceSpending(parts);
    if (costMicros === null || costMicros === 0) return failure.error;
    const { code, message, field } = wire;
    return new StudioError(code, `${message} It cost ${formatMicros(costMicros)}.`, { field, cause: failure.error });
  }
  closeAttempt(db, call.attemptId, { state: 'possibly-billed', error: wire, nowMs });
  announceSpending(parts);
  const reason = failure.signal.aborted ? 'It was cancelled after sending.' : wire.message;
  return new StudioError('possibly-billed', reason, { cause: failure.error });
}

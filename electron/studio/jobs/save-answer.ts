/** Owns turning an answer into history: pictures or text, with receipt and cost, settled in the ledger. */
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { Usage } from '../../../shared/generation.ts';
import { costFromUsage } from '../../../shared/pricing.ts';
import type { ProviderResult } from '../providers/provider.ts';
import type { TextResult } from '../providers/text-provider.ts';
import type { ModelAnswer } from './ask-model.ts';
import { settleAttempt } from './attempt-store.ts';
import type { Call } from './call.ts';
import { announceSpending, type JobParts } from './job-parts.ts';
import { makeReceipt } from './make-receipt.ts';
import type { RecordedCall } from './recorded-fetch.ts';
import { commitResult, storePictures } from './save-result.ts';
import { commitText } from './save-text.ts';

export interface SavedAnswer {
  readonly answer: ModelAnswer;
  readonly recorded: Pick<RecordedCall, 'requestHash' | 'responseHash'>;
  readonly startedAtMs: number;
}

/** Throws when less came than was asked; what came is saved all the same. */
export async function saveAnswer(parts: JobParts, call: Call, saved: SavedAnswer): Promise<void> {
  if (saved.answer.kind === 'text') saveText(parts, call, saved, saved.answer.result);
  else await savePictures(parts, call, saved, saved.answer.result);
  announceSpending(parts);
}

async function savePictures(parts: JobParts, call: Call, saved: SavedAnswer, result: ProviderResult): Promise<void> {
  const costMicros = costOf(call, result.usage);
  const { stored, damage } = await storePictures(parts, call, {
    pictures: result.pictures,
    costMicros,
    startedAtMs: saved.startedAtMs,
  });
  const nowMs = parts.context.clock.now();
  const receipt = makeReceipt(call, {
    result,
    costMicros,
    requestHash: saved.recorded.requestHash(),
    responseHash: saved.recorded.responseHash(),
    assets: stored.map((one) => one.asset),
    seeds: stored.map((one) => one.candidate.seed),
    startedAtMs: saved.startedAtMs,
    endedAtMs: nowMs,
  });
  const error = damage === null ? null : toWireError(damage);
  const { usage, requestId } = result;
  // A job whose places are all filled ends without an error, so what was wrong with a kept picture is told as a warning.
  const told = error && stored.length > 0 ? [{ field: 'maskAssetId', note: error.message }] : [];
  commitResult(parts, call, {
    stored,
    settlement: { costMicros, usage, requestId, receipt, error, nowMs },
    answer: { ...result, warnings: [...result.warnings, ...told] },
  });
  if (damage !== null) throw damage;
  if (stored.length < call.slots.length) {
    throw new StudioError(
      'no-image',
      `${stored.length} of ${call.slots.length} pictures came back. Retry asks for the missing ones.`,
    );
  }
}

function saveText(parts: JobParts, call: Call, saved: SavedAnswer, result: TextResult): void {
  const costMicros = costOf(call, result.usage);
  const nowMs = parts.context.clock.now();
  const receipt = makeReceipt(call, {
    result: { ...result, pictures: [], revisedPrompt: null },
    costMicros,
    requestHash: saved.recorded.requestHash(),
    responseHash: saved.recorded.responseHash(),
    assets: [],
    seeds: [],
    startedAtMs: saved.startedAtMs,
    endedAtMs: nowMs,
  });
  const { usage, requestId } = result;
  parts.context.db.transaction(() => {
    settleAttempt(parts.context.db, call.attemptId, { costMicros, usage, requestId, receipt, error: null, nowMs });
    commitText(parts, call, result);
  })();
}

function costOf(call: Call, usage: Usage | null): number | null {
  if (!call.provider.needsKey) return 0;
  return usage === null ? null : costFromUsage(call.model, usage);
}

/** Owns laying a model's answer on its source: registered, composited, proven, and stored as a patch over the original. */
import type { AssetId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import type { EditInput, EditOutcome } from '../imaging/editing/apply-edit.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import { findEdit, type StoredEdit } from './edit-store.ts';
import type { PlannedEdit } from './plan-edit.ts';

export interface LaidEdit {
  /** The finished file, or the answer as it came when it could not be aligned. */
  readonly bytes: Uint8Array;
  /** The row but for the picture's own id. */
  readonly edit: Omit<StoredEdit, 'assetId'>;
}

export interface EditSource {
  readonly sourceAssetId: AssetId;
  readonly maskAssetId: AssetId;
  readonly planned: Pick<PlannedEdit, 'crop' | 'mask' | 'isToneMatched'>;
}

/**
 * Off the main thread. Throws when the answer is no picture, the source changed meanwhile, or one sample outside the
 * mask would differ; the answer's bytes are stored before, so that nothing paid for is lost.
 */
export async function layEdit(
  context: StudioContext,
  { sourceAssetId, maskAssetId, planned }: EditSource,
  answer: Uint8Array,
  nudge?: EditInput['nudge'],
): Promise<LaidEdit> {
  const answerHash = await context.blobs.put(answer);
  const sourceHash = getAsset(context.db, sourceAssetId).hash;
  const source = await context.blobs.read(sourceHash);
  const input: EditInput = {
    source,
    mask: planned.mask,
    result: answer,
    crop: planned.crop,
    isToneMatched: planned.isToneMatched,
    expectedSourceHash: sourceHash,
  };
  const outcome = await runEditing('applyEdit', [nudge ? { ...input, nudge } : input]);
  const before = findEdit(context.db, sourceAssetId);
  const base = {
    sourceAssetId,
    maskAssetId,
    originalAssetId: before?.originalAssetId ?? sourceAssetId,
    depth: (before?.depth ?? 0) + 1,
    answerHash,
    crop: planned.crop,
    isToneMatched: planned.isToneMatched,
  };
  if (outcome.status === 'not-aligned') {
    const nothing = { proof: null, rect: null, patchPixelsHash: null, patchMaskHash: null };
    return { bytes: answer, edit: { ...base, ...nothing, status: 'not-aligned' } };
  }
  return { bytes: outcome.file, edit: { ...base, ...(await storePatch(context, outcome)) } };
}

async function storePatch(context: StudioContext, outcome: Extract<EditOutcome, { status: 'aligned' }>) {
  return {
    status: 'aligned' as const,
    proof: outcome.proof,
    rect: outcome.patch.rect,
    patchPixelsHash: await context.blobs.put(outcome.patch.pixels),
    patchMaskHash: await context.blobs.put(outcome.patch.mask),
  };
}

/** Owns what one step of a chain asks for once more: its mask and its words, over what lies below it now. */
import type { ProcedureParsed } from '../../../shared/contract.ts';
import type { ChainFrame } from '../../../shared/edit-chain.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { StudioContext } from '../context.ts';
import { findCandidateOfAsset } from '../jobs/candidate-store.ts';
import { getJob } from '../jobs/job-store.ts';
import { arrangeChain, isSameSteps } from './edit-chain-arrange.ts';
import { frameOf, type PlacedStep, placeSteps } from './edit-chain-layers.ts';
import { findAskedAsset } from './edit-chain-store.ts';
import { readStack, type StoredEdit } from './edit-store.ts';
import { widenCanvas } from './widen-canvas.ts';

/**
 * Priced and paid like any edit. Throws `not-found` when what was asked is not known any more, `bad-request` when the
 * canvas below is another now.
 */
export async function prepareRerun(
  context: StudioContext,
  ask: ProcedureParsed<'edits.prepareRerun'>,
): Promise<GenerationRequest> {
  const { originalAssetId, steps } = readStack(context.db, ask.assetId);
  const placed = placeSteps(context.db, originalAssetId, steps);
  const at = placed.findIndex((step) => step.assetId === ask.stepAssetId);
  const step = placed[at];
  if (!step) throw new StudioError('bad-request', 'That edit is not one of this picture.');
  const asked = askedRequest(context, step.edit);
  const below = placed.slice(0, at).filter((one) => !one.isHidden);
  const grounds = await groundsOf(context, { assetId: ask.assetId, step, below });
  return { ...asked, ...grounds, count: 1, seed: null };
}

function askedRequest({ db }: StudioContext, edit: StoredEdit): GenerationRequest {
  const askedId = findAskedAsset(db, edit);
  const candidate = askedId && findCandidateOfAsset(db, askedId);
  if (!candidate) throw new StudioError('not-found', 'What was asked for in that edit is not known any more.');
  const { request, modelId } = getJob(db, candidate.jobId);
  return { ...request, modelId };
}

interface Grounds {
  readonly sourceAssetId: AssetId;
  readonly maskAssetId: AssetId;
}

interface Below {
  readonly assetId: AssetId;
  readonly step: PlacedStep;
  readonly below: readonly PlacedStep[];
}

/** What it was made on when that is still what lies below; else that state, made of original and patches. */
async function groundsOf(context: StudioContext, { assetId, step, below }: Below): Promise<Grounds> {
  const { sourceAssetId, maskAssetId } = step.edit;
  const then = readStack(context.db, sourceAssetId).steps.filter((one) => !one.isHidden);
  const now = below.map((one) => ({ assetId: one.assetId, isHidden: false }));
  if (isSameSteps(then, now)) return { sourceAssetId, maskAssetId };
  const state = await arrangeChain(context, { assetId, steps: now, isKept: false });
  const frame = frameOf(context.db, state.id);
  if (step.base === null) {
    requireSame(frame, step.frame);
    return { sourceAssetId: state.id, maskAssetId };
  }
  requireSame(frame, step.base);
  const margins = {
    left: step.base.left - step.frame.left,
    top: step.base.top - step.frame.top,
    right: step.frame.left + step.frame.widthPx - step.base.left - step.base.widthPx,
    bottom: step.frame.top + step.frame.heightPx - step.base.top - step.base.heightPx,
  };
  const { source, mask } = await widenCanvas(context, state, { margins, nextTo: null, isContinuation: false });
  return { sourceAssetId: source.id, maskAssetId: mask.id };
}

function requireSame(now: ChainFrame, then: ChainFrame): void {
  const isSame =
    now.left === then.left && now.top === then.top && now.widthPx === then.widthPx && now.heightPx === then.heightPx;
  if (isSame) return;
  const message =
    'That edit was made on another canvas than the one below it now. Show the same extensions as then, and run it again.';
  throw new StudioError('bad-request', message);
}

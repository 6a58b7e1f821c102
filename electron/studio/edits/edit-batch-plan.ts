/** Owns what several edits in one go would do and cost, together: each as its own plan, the sum held against the caps. */
import type { BatchPlan, BatchPreview, PlannedStep } from '../../../shared/edit-batch.ts';
import { StudioError, toWireError, type WireError } from '../../../shared/errors.ts';
import type { CostEstimate, GenerationRequest } from '../../../shared/generation.ts';
import type { AssetId, BoardId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { formatMicros } from '../../../shared/money.ts';
import { sumEstimates, worstCaseMicros } from '../../../shared/pricing.ts';
import type { JobParts } from '../jobs/job-parts.ts';
import { capMoment } from '../jobs/job-parts.ts';
import { planJob } from '../jobs/plan-job.ts';
import { leftMicros } from '../spending/cap-store.ts';
import { findEdit } from './edit-store.ts';

/**
 * Sends nothing. A later place is priced on the first picture: its pixels, its mask and so its crop are the same.
 * Throws bad-request for a plan that is none, and not-found when a picture is gone.
 */
export async function previewBatch(parts: JobParts, plan: BatchPlan, boardId: BoardId | null): Promise<BatchPreview> {
  requirePlan(plan);
  const steps: PlannedStep[] = [];
  let under: AssetId | null = null;
  // A later place is known to be the earlier one only while everything under it is.
  let isUnderKnown = true;
  for (const asked of plan.steps) {
    const request: GenerationRequest = { ...asked, sourceAssetId: under ?? asked.sourceAssetId };
    const { plan: planned, earlier } = await planJob(parts, request, boardId);
    const taken: AssetId | null = plan.repeat === 'earlier' && isUnderKnown ? reusable(parts, earlier) : null;
    if (plan.kind === 'places') {
      isUnderKnown = taken !== null;
      under = taken ?? under;
    }
    steps.push({
      modelId: planned.model?.id ?? null,
      modelLabel: planned.model?.label ?? 'No model',
      estimate: taken === null ? planned.estimate : { kind: 'free' },
      isEarlier: taken !== null,
      warnings: [...planned.warnings],
      problem: taken === null ? (planned.problems[0] ?? null) : null,
    });
  }
  const total = sumEstimates(steps.map((step) => step.estimate));
  const problem = steps.find((step) => step.problem !== null)?.problem ?? capProblem(parts, total, boardId);
  return { steps, total, problem };
}

/** The edit that an earlier job of the very same request made; an answer that was not aligned is none. */
export function reusable({ context }: JobParts, earlier: Job | null): AssetId | null {
  const assetId = earlier?.candidates[0]?.assetId;
  return assetId && findEdit(context.db, assetId)?.status === 'aligned' ? assetId : null;
}

function requirePlan({ kind, steps }: BatchPlan): void {
  const refuse = (message: string) => new StudioError('bad-request', message);
  if (steps.some((step) => step.operation !== 'edit' || step.sourceAssetId === null || step.maskAssetId === null)) {
    throw refuse('Each of the edits needs a picture and a mask.');
  }
  if (steps.some((step) => step.count !== 1)) {
    throw refuse('Several edits in one go make one picture each. Set the count to 1.');
  }
  if (kind === 'places' && new Set(steps.map((step) => step.sourceAssetId)).size > 1) {
    throw refuse('Several places in one go lie on one picture. For several pictures, use one mask over all of them.');
  }
}

/** All of it has to fit under the caps before the first call leaves; each call is held against them once more. */
function capProblem(parts: JobParts, total: CostEstimate, boardId: BoardId | null): WireError | null {
  const left = leftMicros(parts.context.db, capMoment(parts, boardId));
  const most = worstCaseMicros(total);
  if (left === null || total.kind === 'free' || (most !== null && most <= left)) return null;
  const price =
    most === null ? 'The price of all together is not known' : `Together they may cost up to ${formatMicros(most)}`;
  const advice = 'Raise the cap in Spend, choose a cheaper model, or do fewer at once.';
  return toWireError(
    new StudioError('cap-reached', `${price}, and ${formatMicros(left)} is left under the cap. ${advice}`),
  );
}

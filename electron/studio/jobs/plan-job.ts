/** Owns planning a request with everything this machine knows: models, bindings, health, caps, what was done before. */

import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { BoardId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { TIERS } from '../../../shared/model.ts';
import { formatMicros } from '../../../shared/money.ts';
import { worstCaseMicros } from '../../../shared/pricing.ts';
import type { JobPreview, PlanAssumptions } from '../../../shared/views.ts';
import { getAsset, listAssets } from '../assets/asset-store.ts';
import { isMaskEdit, planEdit } from '../edits/plan-edit.ts';
import { countPicks } from '../models/pick-store.ts';
import { planRequest, type RequestPlan } from '../routing/plan-request.ts';
import { estimateFor } from '../routing/route-request.ts';
import { readSettings } from '../settings/settings-store.ts';
import { leftMicros } from '../spending/cap-store.ts';
import { assumeKeys, assumeRequest } from './assume-request.ts';
import { chainOf } from './fallback-chain.ts';
import { capMoment, type JobParts } from './job-parts.ts';
import { findJobByKey } from './job-store.ts';
import { requestKey } from './request-key.ts';

export interface PlannedJob {
  readonly plan: RequestPlan;
  /** null when nothing can run, or when a drawn seed makes every run new. */
  readonly key: string | null;
  readonly underWay: Job | null;
  readonly earlier: Job | null;
}

/** Sends nothing. Throws not-found when a picture of the request is gone. */
export async function planJob(
  parts: JobParts,
  asked: GenerationRequest,
  boardId: BoardId | null,
  assumptions?: PlanAssumptions,
): Promise<PlannedJob> {
  const { db, clock } = parts.context;
  const sent = [asked.sourceAssetId, ...asked.references.map((reference) => reference.assetId)];
  const ids = sent.filter((id) => id !== null);
  const assets = listAssets(db, ids);
  if (assets.length < new Set(ids).size) {
    throw new StudioError(
      'not-found',
      'A picture of this request is not in this library any more. Remove it and try again.',
    );
  }
  const settings = readSettings(db);
  const left = leftMicros(db, capMoment(parts, boardId));
  const { request, assumedPx } = isMaskEdit(asked)
    ? { request: { ...asked, ...CROP_LABELS }, assumedPx: [] }
    : assumptions
      ? assumeRequest(asked, assumptions)
      : { request: asked, assumedPx: [] };
  const models = await parts.access.models();
  const plan = planRequest({
    request,
    models: assumptions?.hasAllKeys ? assumeKeys(models) : models,
    budget: assumptions?.budget ?? null,
    isSpeedFirst: assumptions?.isSpeedFirst ?? false,
    bindings: settings.roleBindings,
    rules: settings.routingRules,
    picks: settings.isLearning ? countPicks(db, settings.learnedSinceMs) : [],
    referencePx: [...ids.flatMap((id) => assets.filter((asset) => asset.id === id)), ...assumedPx],
    nowMs: clock.now(),
    paused: parts.health.paused(),
    spendLeftMicros: left,
  });
  const key = keyOf(parts, request, plan);
  return {
    plan: withinCap(assumptions ? plan : await withCrop(parts, request, plan), left),
    key,
    underWay: key === null ? null : findJobByKey(db, key, ['queued', 'running']),
    earlier: key === null ? null : findJobByKey(db, key, ['done']),
  };
}

/** Which crop is sent follows from mask and model, so every ratio fits; the price is then that of the crop's real size. */
const CROP_LABELS = { aspect: '1:1', tier: '1K' } as const;

/** A mask edit is priced by the crop that is sent, and makes a picture of its source's size. */
async function withCrop(parts: JobParts, request: GenerationRequest, plan: RequestPlan): Promise<RequestPlan> {
  const { model, quality } = plan;
  if (!model || !isMaskEdit(request) || plan.problems.length > 0) return plan;
  try {
    const { crop, tier } = await planEdit(parts.context, request, model);
    const sent = { ...request, tier: TIERS.find((one) => one === tier) ?? request.tier };
    const pictures = listAssets(
      parts.context.db,
      request.references.map((one) => one.assetId),
    );
    const estimate = estimateFor(model, {
      request: sent,
      referencePx: [crop.sendPx, ...pictures],
      sizePx: crop.sendPx,
      quality,
    });
    const { widthPx, heightPx } = getAsset(parts.context.db, request.sourceAssetId);
    return { ...plan, estimate, sizePx: { widthPx, heightPx } };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return { ...plan, problems: [toWireError(error)] };
  }
}

/** A named model is not compared with others, but the caps hold for it too. The ledger has the last word. */
function withinCap(plan: RequestPlan, leftMicros: number | null): RequestPlan {
  if (leftMicros === null || plan.problems.length > 0 || plan.estimate.kind === 'free') return plan;
  const most = worstCaseMicros(plan.estimate);
  if (most !== null && most <= leftMicros) return plan;
  const price = most === null ? 'Its price is not known' : `It may cost up to ${formatMicros(most)}`;
  const message = `${price}, and ${formatMicros(leftMicros)} is left under the cap. Raise the cap in Spend, or choose a cheaper model.`;
  return { ...plan, problems: [{ code: 'cap-reached', message, retryAtMs: null, field: null }] };
}

function keyOf(parts: JobParts, request: GenerationRequest, plan: RequestPlan): string | null {
  const { model, sizePx, quality } = plan;
  if (!model || !sizePx || (model.hasSeed && request.seed === null)) return null;
  return requestKey(parts.context.db, request, { modelId: model.id, quality, hasSeed: model.hasSeed, ...sizePx });
}

export function previewOf({ plan, underWay, earlier }: PlannedJob): JobPreview {
  const same = underWay ?? earlier;
  return {
    modelId: plan.model?.id ?? null,
    modelLabel: plan.model?.label ?? 'No model',
    reasons: [...plan.reasons],
    widthPx: plan.sizePx?.widthPx ?? null,
    heightPx: plan.sizePx?.heightPx ?? null,
    quality: plan.quality,
    estimate: plan.estimate,
    warnings: [...plan.warnings],
    problems: [...plan.problems],
    chain: chainOf(plan),
    alternatives: alternativesOf(plan),
    earlier: same && {
      jobId: same.id,
      isUnderWay: underWay !== null,
      createdAtMs: same.createdAtMs,
      assetIds: same.candidates.map((candidate) => candidate.assetId),
    },
  };
}

function alternativesOf({ model, route }: RequestPlan): JobPreview['alternatives'] {
  if (!route) return [];
  const able = route.ranked.filter((entry) => entry.model.id !== model?.id);
  return [
    ...able.map((entry) => ({
      modelId: entry.model.id,
      modelLabel: entry.model.label,
      widthPx: entry.sizePx?.widthPx ?? null,
      heightPx: entry.sizePx?.heightPx ?? null,
      quality: entry.quality,
      estimate: entry.estimate,
      reasons: [...entry.reasons],
      refusals: [],
    })),
    ...route.refused.map((entry) => ({
      modelId: entry.model.id,
      modelLabel: entry.model.label,
      widthPx: null,
      heightPx: null,
      quality: null,
      estimate: { kind: 'unknown' as const, reason: 'It cannot do this.' },
      reasons: [],
      refusals: [...entry.reasons],
    })),
  ];
}

/** Owns how an edit is shaped for a model: the crop with its context, at a size the model takes, and the mask that goes along. */
import type { Laying } from '../../../shared/edit.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { ModelEntry, SizeRule } from '../../../shared/model.ts';
import { nearestAspect, type PixelSize } from '../../../shared/sizes.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import { type CropPlan, planCrop } from '../imaging/editing/crop-plan.ts';
import type { MaskReading } from '../imaging/editing/mask-file.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';

export interface PlannedEdit {
  readonly crop: CropPlan;
  readonly mask: MaskReading['mask'];
  /** What a ratio-and-tier model is told; for others only a label. */
  readonly aspect: string;
  readonly tier: string;
  readonly isToneMatched: boolean;
}

/** What a request without a wish of its own gets: context by the mask's size, the picture's tone. */
const PLAIN_LAYING: Laying = { paddingPx: null, isToneMatched: true };

/** True for an edit that touches only what its mask covers; an edit without a mask redraws the whole picture. */
export function isMaskEdit(
  request: GenerationRequest,
): request is GenerationRequest & { sourceAssetId: `asset_${string}`; maskAssetId: `asset_${string}` } {
  return request.sourceAssetId !== null && request.maskAssetId !== null;
}

/** Throws bad-request for a mask of another size or an empty one, impossible-size, and what pictures are refused for. */
export async function planEdit(
  context: StudioContext,
  request: GenerationRequest,
  model: ModelEntry,
): Promise<PlannedEdit> {
  if (!isMaskEdit(request) || model.sizes === null) {
    throw new StudioError('unsupported', `${model.label} cannot edit pictures. Choose another model.`);
  }
  const source = getAsset(context.db, request.sourceAssetId);
  const maskBytes = await context.blobs.read(getAsset(context.db, request.maskAssetId).hash);
  const picture = { widthPx: source.widthPx, heightPx: source.heightPx };
  const { mask, bounds } = await runEditing('readMask', [maskBytes, picture]);
  const { paddingPx, isToneMatched } = request.laying ?? PLAIN_LAYING;
  const crop = planCrop({ bounds, picture, rule: model.sizes, tiers: model.tiers, paddingPx });
  return { crop, mask, isToneMatched, ...labelsOf(model.sizes, crop.sendPx) };
}

function labelsOf(rule: SizeRule, size: PixelSize): { aspect: string; tier: string } {
  if (rule.kind !== 'table') return { aspect: nearestAspect(size), tier: '1K' };
  for (const [aspect, tiers] of Object.entries(rule.pixelsByAspect)) {
    for (const [tier, [widthPx, heightPx]] of Object.entries(tiers)) {
      if (widthPx === size.widthPx && heightPx === size.heightPx) return { aspect, tier };
    }
  }
  throw new StudioError('impossible-size', 'The crop has no size that this model makes. Choose another model.');
}

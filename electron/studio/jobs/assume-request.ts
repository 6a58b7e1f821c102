/** Owns comparing models for pictures and keys that are not there yet. */
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { ModelState } from '../../../shared/model.ts';
import type { PixelSize } from '../../../shared/sizes.ts';
import type { PlanAssumptions } from '../../../shared/views.ts';

/** What vendors bill a reference as, near enough, when nobody knows its pixels. */
const ASSUMED_PX: PixelSize = { widthPx: 1024, heightPx: 1024 };
/** Names no asset, so such a request can be compared and never run. */
const NOWHERE: AssetId = 'asset_00000000assumed';

/** The request as it will be, and the pixels of the assumed pictures. */
export function assumeRequest(
  request: GenerationRequest,
  { references, hasSource, hasMask }: PlanAssumptions,
): { request: GenerationRequest; assumedPx: PixelSize[] } {
  const assumed = Array.from({ length: references }, () => ({ assetId: NOWHERE, role: 'object' as const }));
  const assumesSource = hasSource && request.sourceAssetId === null;
  return {
    request: {
      ...request,
      references: [...request.references, ...assumed],
      sourceAssetId: assumesSource ? NOWHERE : request.sourceAssetId,
      maskAssetId: hasMask ? (request.maskAssetId ?? NOWHERE) : request.maskAssetId,
    },
    assumedPx: Array.from({ length: references + (assumesSource ? 1 : 0) }, () => ASSUMED_PX),
  };
}

export function assumeKeys(models: readonly ModelState[]): ModelState[] {
  return models.map((model) => (model.availability === 'key-missing' ? { ...model, availability: 'ready' } : model));
}

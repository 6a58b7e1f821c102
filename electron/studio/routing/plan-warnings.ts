/** Owns what a chosen model will do other than asked, said before anything is sent. */
import type { GenerationRequest, Warning } from '../../../shared/generation.ts';
import type { ModelState } from '../../../shared/model.ts';
import { type PixelSize, TIER_EDGE_PX } from '../../../shared/sizes.ts';

const DAY_MS = 86_400_000;
/** How long before its end a model says so. */
const ENDS_SOON_DAYS = 60;

interface Planned {
  readonly model: ModelState;
  readonly request: GenerationRequest;
  readonly sizePx: PixelSize | null;
  readonly nowMs: number | null;
}

export function warningsFor(planned: Planned): Warning[] {
  return [
    seedWarning(planned),
    qualityWarning(planned),
    ...sizeWarnings(planned),
    maskWarning(planned),
    backgroundWarning(planned),
    endWarning(planned),
    doubtWarning(planned),
  ].filter((warning) => warning !== null);
}

function seedWarning({ model, request }: Planned): Warning | null {
  if (request.seed === null || model.hasSeed) return null;
  return { field: 'seed', note: `${model.label} has no seed: the same prompt gives another picture each time.` };
}

function qualityWarning({ model, request }: Planned): Warning | null {
  if (request.quality === null || model.qualities.length > 0) return null;
  return { field: 'quality', note: `${model.label} has no quality setting: “${request.quality}” is left out.` };
}

function sizeWarnings({ model, request, sizePx }: Planned): Warning[] {
  if (sizePx === null) return [];
  const area = sizePx.widthPx * sizePx.heightPx;
  const size = `${sizePx.widthPx} × ${sizePx.heightPx}`;
  const found: Warning[] = [];
  if (area < 0.9 * TIER_EDGE_PX[request.tier] ** 2) {
    found.push({ field: 'tier', note: `${request.tier} asked: ${model.label} makes ${size} at ${request.aspect}.` });
  }
  if (model.experimentalAbovePixels !== undefined && area > model.experimentalAbovePixels) {
    found.push({ field: 'tier', note: `The vendor calls sizes like ${size} experimental: results vary more.` });
  }
  return found;
}

function maskWarning({ model, request }: Planned): Warning | null {
  if (request.maskAssetId === null || model.mask !== 'none') return null;
  return {
    field: 'mask',
    note: `${model.label} takes no mask: it redraws the whole picture and only your masked area is used.`,
  };
}

function backgroundWarning({ model, request }: Planned): Warning | null {
  if (request.background !== 'transparent' || model.isTransparencyPreview !== true) return null;
  return { field: 'background', note: `Transparent backgrounds are a preview on ${model.label}: they may be refused.` };
}

function endWarning({ model, nowMs }: Planned): Warning | null {
  if (model.shutdownDate === null || nowMs === null) return null;
  if (Date.parse(model.shutdownDate) - nowMs > ENDS_SOON_DAYS * DAY_MS) return null;
  return { field: 'modelId', note: `${model.label} ends on ${model.shutdownDate}.` };
}

function doubtWarning({ model }: Planned): Warning | null {
  return model.availabilityDoubt === undefined ? null : { field: 'modelId', note: model.availabilityDoubt };
}

/** Owns the maths from "3:2 at 4K" to real pixels, per model rule. */
import type { SizeRule, Tier } from './model.ts';

export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Pixels along the edge of a square of each tier; other ratios keep about the same area. */
export const TIER_EDGE_PX: Readonly<Record<Tier, number>> = { '512': 512, '1K': 1024, '2K': 2048, '4K': 4096 };

/** Aspects offered in the window, widest last. Models may support more or fewer. */
export const ASPECTS = ['9:16', '2:3', '3:4', '4:5', '1:1', '5:4', '4:3', '3:2', '16:9', '21:9'] as const;

/** "3:2" as 1.5; null when it is not two positive numbers of at most 3 digits. */
export function parseAspect(aspect: string): number | null {
  const match = /^(\d{1,3}(?:\.\d{1,3})?):(\d{1,3}(?:\.\d{1,3})?)$/.exec(aspect);
  const width = Number(match?.[1] ?? 0);
  const height = Number(match?.[2] ?? 0);
  return width > 0 && height > 0 ? width / height : null;
}

/**
 * The pixels a model will be asked for, or null when it cannot do that aspect at that tier.
 * `free` rules scale down to the largest legal size, so that 4K on a model with an 8.3-megapixel limit answers that limit:
 * the caller shows the true pixels before anything is sent.
 */
export function pixelsFor(rule: SizeRule, aspect: string, tier: Tier): PixelSize | null {
  if (rule.kind === 'table') {
    const pair = rule.pixelsByAspect[aspect]?.[tier];
    return pair ? { widthPx: pair[0], heightPx: pair[1] } : null;
  }
  const ratio = parseAspect(aspect);
  if (ratio === null) return null;
  if (rule.kind === 'fixed') {
    const hit = rule.sizes.find(([width, height]) => Math.abs(width / height / ratio - 1) < 0.02);
    return hit ? { widthPx: hit[0], heightPx: hit[1] } : null;
  }
  return freePixels(rule, ratio, TIER_EDGE_PX[tier] ** 2);
}

/** True when a free rule allows exactly these pixels. */
export function allowsPixels(rule: SizeRule, size: PixelSize): boolean {
  if (rule.kind === 'fixed') return rule.sizes.some(([w, h]) => w === size.widthPx && h === size.heightPx);
  if (rule.kind === 'table') {
    return Object.values(rule.pixelsByAspect).some((byTier) =>
      Object.values(byTier).some(([w, h]) => w === size.widthPx && h === size.heightPx),
    );
  }
  const area = size.widthPx * size.heightPx;
  const long = Math.max(size.widthPx, size.heightPx);
  const short = Math.min(size.widthPx, size.heightPx);
  return (
    size.widthPx % rule.multipleOfPx === 0 &&
    size.heightPx % rule.multipleOfPx === 0 &&
    area >= rule.minPixels &&
    area <= rule.maxPixels &&
    long <= rule.maxEdgePx &&
    long / short <= rule.maxRatio
  );
}

function freePixels(rule: Extract<SizeRule, { kind: 'free' }>, ratio: number, wantedArea: number): PixelSize | null {
  if (Math.max(ratio, 1 / ratio) > rule.maxRatio + 1e-9) return null;
  const step = rule.multipleOfPx;
  let area = Math.min(Math.max(wantedArea, rule.minPixels), rule.maxPixels);
  const edgeArea = ratio >= 1 ? rule.maxEdgePx ** 2 / ratio : rule.maxEdgePx ** 2 * ratio;
  area = Math.min(area, edgeArea);
  const rounded = {
    widthPx: Math.round(Math.sqrt(area * ratio) / step) * step,
    heightPx: Math.round(Math.sqrt(area / ratio) / step) * step,
  };
  // Rounding can step over a bound by one unit; walk the neighbours and keep the legal one nearest in ratio and area.
  let best: PixelSize | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  for (let dx = -3; dx <= 3; dx += 1) {
    for (let dy = -3; dy <= 3; dy += 1) {
      const size = { widthPx: rounded.widthPx + dx * step, heightPx: rounded.heightPx + dy * step };
      if (size.widthPx <= 0 || size.heightPx <= 0 || !allowsPixels(rule, size)) continue;
      const ratioError = Math.abs(Math.log(size.widthPx / size.heightPx / ratio));
      const areaError = Math.abs(Math.log((size.widthPx * size.heightPx) / area));
      const score = ratioError * 4 + areaError;
      if (score < bestScore) {
        best = size;
        bestScore = score;
      }
    }
  }
  return best;
}

/** The aspect of the list that is nearest to a picture's own. */
export function nearestAspect(size: PixelSize, aspects: readonly string[] = ASPECTS): string {
  const wanted = Math.log(size.widthPx / size.heightPx);
  let best = '1:1';
  let bestError = Number.POSITIVE_INFINITY;
  for (const aspect of aspects) {
    const error = Math.abs(Math.log(parseAspect(aspect) ?? 1) - wanted);
    if (error < bestError) {
      best = aspect;
      bestError = error;
    }
  }
  return best;
}

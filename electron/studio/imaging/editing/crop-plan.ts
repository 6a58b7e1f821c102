/** Owns which part of a picture goes to the model, and at what size, so that a small mask gets its full resolution. */
import { StudioError } from '../../../../shared/errors.ts';
import type { SizeRule, Tier } from '../../../../shared/model.ts';
import { allowsPixels, pixelsFor } from '../../../../shared/sizes.ts';
import { containsRect, growRect, type Rect, type Size } from './plane.ts';

export interface CropPlan {
  /** What is cut from the picture, in its upright pixels. */
  readonly rect: Rect;
  /** The pixels the model is asked for, and those it is sent. */
  readonly sendPx: Size;
  /** Where the crop lies in what is sent: all of it, unless no crop of the model's ratios fits the picture. */
  readonly placement: Rect;
}

export interface CropWish {
  /** Around everything masked. */
  readonly bounds: Rect;
  readonly picture: Size;
  readonly rule: SizeRule;
  /** Tiers the model offers, smallest first; a `free` rule needs none. */
  readonly tiers: readonly Tier[];
  /** Context around the mask in pixels of the picture; null picks half of the mask's long edge, at least 64. */
  readonly paddingPx: number | null;
}

const MIN_PADDING_PX = 64;
const PADDING_SHARE = 0.5;
/** Context worth more than enlargement: a crop is widened before its pixels are blown up further than this. */
const MAX_ENLARGEMENT = 2;

/** Throws `impossible-size` when the rule holds no size at all. */
export function planCrop(wish: CropWish): CropPlan {
  const { bounds, picture } = wish;
  const padding =
    wish.paddingPx ?? Math.max(MIN_PADDING_PX, Math.round(PADDING_SHARE * Math.max(bounds.widthPx, bounds.heightPx)));
  const wanted = growRect(bounds, padding, picture);
  const plans = sizesFor(wish, wanted).map((size) => planFor(size, wanted, wish));
  const best = plans.toSorted((one, other) => scorePlan(one, wanted) - scorePlan(other, wanted))[0];
  if (!best)
    throw new StudioError(
      'impossible-size',
      'This model has no size that an edit could be sent at. Pick another model.',
    );
  return best;
}

/** Sizes worth trying: every fixed or listed one, or for a free rule a few around the crop's own ratio. */
function sizesFor({ rule, tiers, picture }: CropWish, wanted: Rect): readonly Size[] {
  if (rule.kind === 'fixed') return rule.sizes.map(([widthPx, heightPx]) => ({ widthPx, heightPx }));
  if (rule.kind === 'table') {
    return Object.keys(rule.pixelsByAspect).flatMap((aspect) =>
      tiers.flatMap((tier) => pixelsFor(rule, aspect, tier) ?? []),
    );
  }
  const ratio = boundRatio(wanted.widthPx / wanted.heightPx, rule.maxRatio);
  const areas = [wanted.widthPx * wanted.heightPx, 1024 ** 2, rule.minPixels, rule.maxPixels];
  return [ratio, boundRatio(picture.widthPx / picture.heightPx, rule.maxRatio)].flatMap((wish) =>
    areas.flatMap((area) => freeSize(rule, wish, area)),
  );
}

function boundRatio(ratio: number, maxRatio: number): number {
  return Math.min(maxRatio, Math.max(1 / maxRatio, ratio));
}

function freeSize(rule: Extract<SizeRule, { kind: 'free' }>, ratio: number, wantedArea: number): readonly Size[] {
  const step = rule.multipleOfPx;
  const longest = rule.maxEdgePx ** 2 / Math.max(ratio, 1 / ratio);
  const area = Math.min(Math.max(wantedArea, rule.minPixels), rule.maxPixels, longest);
  const around = (length: number) => [Math.floor(length / step), Math.ceil(length / step)].map((count) => count * step);
  return around(Math.sqrt(area * ratio)).flatMap((widthPx) =>
    around(Math.sqrt(area / ratio))
      .map((heightPx) => ({ widthPx, heightPx }))
      .filter((size) => allowsPixels(rule, size)),
  );
}

/** The crop around `wanted` that has the size's ratio; where none fits, the crop is padded inside what is sent. */
function planFor(size: Size, wanted: Rect, { picture }: CropWish): CropPlan {
  const ratio = size.widthPx / size.heightPx;
  const least = Math.max(wanted.widthPx, wanted.heightPx * ratio, size.widthPx / MAX_ENLARGEMENT);
  const widthPx = Math.min(picture.widthPx, Math.max(1, Math.round(Math.min(least, picture.heightPx * ratio))));
  const heightPx = Math.min(picture.heightPx, Math.max(1, Math.round(widthPx / ratio)));
  const rect = around(wanted, { widthPx, heightPx }, picture);
  if (containsRect(rect, wanted)) return { rect, sendPx: size, placement: { left: 0, top: 0, ...size } };
  return paddedPlan(size, wanted);
}

function around(wanted: Rect, size: Size, picture: Size): Rect {
  const place = (start: number, length: number, own: number, limit: number) =>
    Math.min(Math.max(0, Math.round(start + length / 2 - own / 2)), limit - own);
  return {
    left: place(wanted.left, wanted.widthPx, size.widthPx, picture.widthPx),
    top: place(wanted.top, wanted.heightPx, size.heightPx, picture.heightPx),
    ...size,
  };
}

function paddedPlan(size: Size, wanted: Rect): CropPlan {
  const scale = Math.min(size.widthPx / wanted.widthPx, size.heightPx / wanted.heightPx);
  const widthPx = Math.min(size.widthPx, Math.max(1, Math.round(wanted.widthPx * scale)));
  const heightPx = Math.min(size.heightPx, Math.max(1, Math.round(wanted.heightPx * scale)));
  const placement = {
    left: Math.floor((size.widthPx - widthPx) / 2),
    top: Math.floor((size.heightPx - heightPx) / 2),
    widthPx,
    heightPx,
  };
  return { rect: wanted, sendPx: size, placement };
}

/** Lower is better: lost resolution weighs most, then pixels paid for nothing, then context beyond the wish, padding. */
function scorePlan({ rect, sendPx, placement }: CropPlan, wanted: Rect): number {
  const scale = placement.widthPx / rect.widthPx;
  const shrink = Math.max(0, -Math.log2(scale));
  const enlarge = Math.max(0, Math.log2(scale));
  const extra = Math.log2((rect.widthPx * rect.heightPx) / (wanted.widthPx * wanted.heightPx));
  const unused = 1 - (placement.widthPx * placement.heightPx) / (sendPx.widthPx * sendPx.heightPx);
  return shrink * 4 + enlarge + extra * 0.5 + unused * 6;
}

/** The part of an answer of any size that shows the crop, in the answer's pixels. */
export function partOfAnswer({ sendPx, placement }: CropPlan, answer: Size): Rect {
  const x = answer.widthPx / sendPx.widthPx;
  const y = answer.heightPx / sendPx.heightPx;
  return {
    left: placement.left * x,
    top: placement.top * y,
    widthPx: placement.widthPx * x,
    heightPx: placement.heightPx * y,
  };
}

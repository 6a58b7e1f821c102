/** Owns registration: where every pixel of a crop is found in the model's answer, and how sure that is. */
import { probeAround } from './alignment-probe.ts';
import { buildPyramid, type Level, toCoarserLevel, toFinerLevel } from './alignment-pyramid.ts';
import { type Agreement, measureAgreement } from './block-agreement.ts';
import { guessAlignment, preference } from './coarse-alignment.ts';
import { type Fit, placeAlignment, refineAlignment } from './fine-alignment.ts';
import type { NativePicture } from './native-picture.ts';
import { isAlikeInPlace } from './plain-agreement.ts';
import type { FloatPlane, Plane, Rect, Size } from './plane.ts';
import { brightness, type ReducedPicture, reduceKept, reduceResult, reduceSource } from './reduced-planes.ts';
import type { ResultPicture } from './result-picture.ts';
import { type AxisMap, mapPoint, type PixelMap } from './separable-resample.ts';

export interface Alignment {
  readonly status: 'aligned' | 'not-aligned';
  /** `nothing-to-compare`: all of the crop is masked or transparent. `plain`: too even to be placed, but equal in tone. */
  readonly reason: 'matched' | 'nothing-to-compare' | 'plain' | 'too-little-agrees' | 'nudged';
  /** Crop pixels to the answer's pixels. */
  readonly map: PixelMap;
  /** Median distance by which blocks of the crop still miss, in pixels of the source. */
  readonly residualPx: number;
  /** 0 to 1; below `CONFIDENCE_LIMIT` an answer is not used. */
  readonly confidence: number;
  /** How far the middle of the answer had moved, in pixels of the source, and its scale. */
  readonly movedXPx: number;
  readonly movedYPx: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export interface RegistrationInput {
  readonly source: NativePicture;
  /** At the source's size. */
  readonly mask: Plane;
  readonly crop: Rect;
  readonly result: ResultPicture;
  /** What part of the answer shows the crop, in the answer's pixels; all of it unless the crop was padded. */
  readonly part: Rect;
}

/** What both sides look like on the measuring grid once aligned; tone is read from it. */
export interface Registration {
  readonly alignment: Alignment;
  readonly source: ReducedPicture;
  readonly result: ReducedPicture;
  readonly kept: FloatPlane;
  /** Grid pixels of the source to grid pixels of the result. */
  readonly gridMap: PixelMap;
}

export const CONFIDENCE_LIMIT = 0.5;
/** Long edge of the measuring grid: at 4096 px its pixels span six, and the fit is good to a fiftieth of one. */
const GRID_EDGE_PX = 720;
const MIN_KEPT_PIXELS = 150;
const MIN_TEXTURED_BLOCKS = 4;
/** A larger miss shows as a kink where a line crosses the border of the mask. */
const RESIDUAL_LIMIT_PX = 1;
const RESIDUAL_LIMIT_GRID = 0.25;
const GUESS_STEPS = 8;
const STEPS = 20;

const IDENTITY: PixelMap = { x: { scale: 1, shift: 0 }, y: { scale: 1, shift: 0 } };

export function registerPictures(input: RegistrationInput): Registration {
  const { crop } = input;
  const factor = Math.max(1, Math.ceil(Math.max(crop.widthPx, crop.heightPx) / GRID_EDGE_PX));
  const source = reduceSource(input.source, crop, factor);
  const part = partOfGrid(input.part, crop, { source, factor });
  const result = reduceResult(input.result, part, source);
  const kept = keptWhereOpaque(reduceKept(input.mask, crop, factor), source, result);
  const finest = { source: brightness(source), result: brightness(result), kept };
  const found = countKept(kept) < MIN_KEPT_PIXELS ? NOTHING : alignLevels(finest, factor);
  const alignment = {
    ...found.verdict,
    ...describe(found.map, source, factor),
    map: cropMap(found.map, source, { part, factor }),
  };
  return { alignment, source, result, kept, gridMap: found.map };
}

interface Found {
  readonly map: PixelMap;
  readonly verdict: Pick<Alignment, 'status' | 'reason' | 'residualPx' | 'confidence'>;
}

const NOTHING: Found = {
  map: IDENTITY,
  verdict: { status: 'aligned', reason: 'nothing-to-compare', residualPx: 0, confidence: 1 },
};

function alignLevels(finest: Level, factor: number): Found {
  const levels = buildPyramid(finest);
  const top = levels.at(-1) ?? finest;
  const coarse = guessAlignment(top, factor * 2 ** (levels.length - 1));
  const below = levels.at(-2);
  const starts = coarse.map((guess): Fit => {
    const first = placeAlignment(top, { map: guess.map, gain: 1, offset: 0 }, GUESS_STEPS);
    return below ? settle(below, { ...first, map: toFinerLevel(first.map) }, GUESS_STEPS) : first;
  });
  const judge = below ?? top;
  let fit = starts.reduce((one, other) => (preference(judge, other.map) > preference(judge, one.map) ? other : one));
  for (const level of levels.slice(0, -2).reverse()) {
    fit = settle(level, { ...fit, map: toFinerLevel(fit.map) }, STEPS);
  }
  const base = levels[0] ?? finest;
  if (levels.length <= 2) fit = settle(base, fit, STEPS);
  const probed = probeAround(base, fit.map);
  if (probed !== fit.map) fit = settle(base, { ...fit, map: probed }, STEPS);
  return judgeFit(levels, fit, factor);
}

/** Where a stretch or turn runs away, the shift alone is settled first, which shows what does not belong. */
function settle(level: Level, start: Fit, steps: number): Fit {
  const free = refineAlignment(level, start, steps);
  if (isBelievable(free.map, level)) return free;
  const placed = placeAlignment(level, start, steps);
  const again = refineAlignment(level, placed, steps);
  return isBelievable(again.map, level) ? again : placed;
}

/** Where grain hides the structure on the finest level, the next one, with less of it, may still tell. */
function judgeFit(levels: readonly Level[], fit: Fit, factor: number): Found {
  const [base, below] = levels;
  if (!base) return NOTHING;
  const isPossible = isBelievable(fit.map, base);
  const limit = Math.max(RESIDUAL_LIMIT_PX, RESIDUAL_LIMIT_GRID * factor);
  const seen = [judgeLevel(base, fit.map, factor)];
  if (below && !isSure(seen[0], limit)) seen.push(judgeLevel(below, toCoarserLevel(fit.map), 2 * factor));
  const best = seen.find((judged) => isSure(judged, limit));
  if (best && isPossible) {
    const { residualPx, confidence } = best;
    return { map: fit.map, verdict: { status: 'aligned', reason: 'matched', residualPx, confidence } };
  }
  if (seen.some((judged) => judged.textured < MIN_TEXTURED_BLOCKS)) return judgePlain(below ?? base);
  const { residualPx = 0, confidence = 0 } = seen[0] ?? {};
  return { map: fit.map, verdict: { ...REFUSED, residualPx, confidence: Math.min(confidence, 0.49) } };
}

interface Judged {
  readonly textured: number;
  readonly confidence: number;
  /** In pixels of the crop. */
  readonly residualPx: number;
}

function judgeLevel(level: Level, map: PixelMap, pixelPx: number): Judged {
  const agreement = measureAgreement(level, map);
  const { textured } = agreement;
  return { textured, confidence: confidenceOf(agreement), residualPx: agreement.residualPx * pixelPx };
}

function isSure(judged: Judged | undefined, limitPx: number): boolean {
  return (
    judged !== undefined &&
    judged.textured >= MIN_TEXTURED_BLOCKS &&
    judged.confidence >= CONFIDENCE_LIMIT &&
    judged.residualPx <= limitPx
  );
}

const REFUSED = { status: 'not-aligned', reason: 'too-little-agrees' } as const;
const PLAIN_CONFIDENCE = 0.55;

/** An even surround shows no seam wherever it is put, so long as nothing in it stands out. */
function judgePlain(level: Level): Found {
  if (!isAlikeInPlace(level)) return { map: IDENTITY, verdict: { ...REFUSED, residualPx: 0, confidence: 0.2 } };
  const verdict = { status: 'aligned', reason: 'plain', residualPx: 0, confidence: PLAIN_CONFIDENCE } as const;
  return { map: IDENTITY, verdict };
}

/** Half of the blocks, well correlated, make 0.5. */
function confidenceOf({ share, correlation }: Agreement): number {
  const unit = (value: number) => Math.min(1, Math.max(0, value));
  return unit((share - 0.2) / 0.6) * unit((correlation - 0.5) / 0.3);
}

const MAX_STRETCH = 0.08;
/** Across and down alike, but for a size that was rounded to sixteens. */
const MAX_SKEW = 0.03;
const MAX_MOVE_SHARE = 0.2;
/** A model that turns a picture further than this has drawn another one. */
const MAX_TURN_DEGREES = 2.5;

function isBelievable(map: PixelMap, { source: { widthPx, heightPx } }: Level): boolean {
  const middle = mapPoint(map, widthPx / 2, heightPx / 2);
  const isTurned = [map.x, map.y].some(({ cross = 0 }) => Math.abs(cross) > (MAX_TURN_DEGREES * Math.PI) / 180);
  return (
    !isTurned &&
    Math.abs(map.x.scale - map.y.scale) <= MAX_SKEW &&
    Math.max(Math.abs(map.x.scale - 1), Math.abs(map.y.scale - 1)) <= MAX_STRETCH &&
    Math.abs(middle.x - widthPx / 2) <= MAX_MOVE_SHARE * widthPx &&
    Math.abs(middle.y - heightPx / 2) <= MAX_MOVE_SHARE * heightPx
  );
}

function countKept(kept: FloatPlane): number {
  let count = 0;
  for (const value of kept.data) count += value;
  return count;
}

const OPAQUE = 0.98;

/** What is transparent on either side shows nothing that could be compared. */
function keptWhereOpaque(kept: FloatPlane, source: ReducedPicture, result: ReducedPicture): FloatPlane {
  if (!source.alpha && !result.alpha) return kept;
  const isOpaque = (plane: FloatPlane | null, index: number) => plane === null || (plane.data[index] ?? 0) >= OPAQUE;
  const both = (index: number) => isOpaque(source.alpha, index) && isOpaque(result.alpha, index);
  return { ...kept, data: kept.data.map((value, index) => (both(index) ? value : 0)) };
}

/** The grid drops what is left over of the crop after whole squares; the same share is dropped of the answer. */
function partOfGrid(part: Rect, crop: Rect, grid: { source: Size; factor: number }): Rect {
  return {
    left: part.left,
    top: part.top,
    widthPx: (part.widthPx * grid.source.widthPx * grid.factor) / crop.widthPx,
    heightPx: (part.heightPx * grid.source.heightPx * grid.factor) / crop.heightPx,
  };
}

function cropMap(map: PixelMap, grid: Size, { part, factor }: { part: Rect; factor: number }): PixelMap {
  const toGrid = 0.5 / factor - 0.5;
  const along = ({ scale, shift, cross = 0 }: AxisMap, lengthPx: number, startPx: number, count: number): AxisMap => {
    const zoom = lengthPx / count;
    return {
      scale: (zoom * scale) / factor,
      cross: (zoom * cross) / factor,
      shift: zoom * (shift + (scale + cross) * toGrid + 0.5) - 0.5 + startPx,
    };
  };
  return {
    x: along(map.x, part.widthPx, part.left, grid.widthPx),
    y: along(map.y, part.heightPx, part.top, grid.heightPx),
  };
}

function describe(map: PixelMap, grid: Size, factor: number) {
  const middle = { x: (grid.widthPx - 1) / 2, y: (grid.heightPx - 1) / 2 };
  const found = mapPoint(map, middle.x, middle.y);
  return {
    movedXPx: (found.x - middle.x) * factor,
    movedYPx: (found.y - middle.y) * factor,
    scaleX: map.x.scale,
    scaleY: map.y.scale,
  };
}

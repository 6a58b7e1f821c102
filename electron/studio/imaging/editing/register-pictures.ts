/** Owns registration: where every pixel of a crop is found in the model's answer, and how sure that is. */
import { buildPyramid, type Level, toFinerLevel } from './alignment-pyramid.ts';
import { type Agreement, measureAgreement } from './block-agreement.ts';
import { correlationUnder, guessAlignment } from './coarse-alignment.ts';
import { type Fit, refineAlignment } from './fine-alignment.ts';
import type { NativePicture } from './native-picture.ts';
import type { FloatPlane, Plane, Rect, Size } from './plane.ts';
import { brightness, type ReducedPicture, reduceKept, reduceResult, reduceSource } from './reduced-planes.ts';
import type { ResultPicture } from './result-picture.ts';
import { type AxisMap, chainAxis, type PixelMap } from './separable-resample.ts';

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
const PLAIN_DIFFERENCE = 0.03;
const RESIDUAL_LIMIT_PX = 1.5;
const GUESSES = 4;
const GUESS_STEPS = 8;

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
  const starts = coarse.slice(0, GUESSES).map((guess): Fit => {
    const first = refineAlignment(top, { map: guess.map, gain: 1, offset: 0 }, GUESS_STEPS);
    return below ? refineAlignment(below, { ...first, map: toFinerLevel(first.map) }, GUESS_STEPS) : first;
  });
  const judge = below ?? top;
  let fit = starts.reduce((one, other) =>
    correlationUnder(judge, other.map) > correlationUnder(judge, one.map) ? other : one,
  );
  for (const level of levels.slice(0, -2).reverse()) {
    fit = refineAlignment(level, { ...fit, map: toFinerLevel(fit.map) });
  }
  const base = levels[0] ?? finest;
  if (levels.length <= 2) fit = refineAlignment(base, fit);
  return judgeFit(base, fit, factor);
}

function judgeFit(base: Level, fit: Fit, factor: number): Found {
  const agreement = measureAgreement(base, fit.map, fit);
  if (agreement.textured < MIN_TEXTURED_BLOCKS) return judgePlain(base);
  const confidence = confidenceOf(agreement);
  const residualPx = agreement.residualPx * factor;
  const isAligned =
    confidence >= CONFIDENCE_LIMIT &&
    residualPx <= Math.max(RESIDUAL_LIMIT_PX, 0.6 * factor) &&
    isBelievable(fit.map, base);
  const verdict = isAligned ? ({ status: 'aligned', reason: 'matched' } as const) : REFUSED;
  return {
    map: fit.map,
    verdict: { ...verdict, residualPx, confidence: isAligned ? confidence : Math.min(confidence, 0.49) },
  };
}

const REFUSED = { status: 'not-aligned', reason: 'too-little-agrees' } as const;

/** An even surround shows no seam wherever it is put, so long as its tone is the same. */
function judgePlain(base: Level): Found {
  const { difference } = measureAgreement(base, IDENTITY, { gain: 1, offset: 0 });
  if (difference > PLAIN_DIFFERENCE) return { map: IDENTITY, verdict: { ...REFUSED, residualPx: 0, confidence: 0.2 } };
  return { map: IDENTITY, verdict: { status: 'aligned', reason: 'plain', residualPx: 0, confidence: 0.6 } };
}

/** Half of the blocks, well correlated, make 0.5. */
function confidenceOf({ share, correlation }: Agreement): number {
  const unit = (value: number) => Math.min(1, Math.max(0, value));
  return unit((share - 0.2) / 0.6) * unit((correlation - 0.5) / 0.3);
}

const MAX_STRETCH = 0.08;
const MAX_MOVE_SHARE = 0.2;

function isBelievable(map: PixelMap, { source }: Level): boolean {
  const isNear = ({ scale, shift }: AxisMap, length: number) =>
    Math.abs(scale - 1) <= MAX_STRETCH &&
    Math.abs(scale * (length / 2) + shift - length / 2) <= MAX_MOVE_SHARE * length;
  return isNear(map.x, source.widthPx) && isNear(map.y, source.heightPx);
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
  const toGrid: AxisMap = { scale: 1 / factor, shift: 0.5 / factor - 0.5 };
  const along = (axis: AxisMap, lengthPx: number, startPx: number, count: number): AxisMap => {
    const scale = lengthPx / count;
    return chainAxis({ scale, shift: scale / 2 - 0.5 + startPx }, chainAxis(axis, toGrid));
  };
  return {
    x: along(map.x, part.widthPx, part.left, grid.widthPx),
    y: along(map.y, part.heightPx, part.top, grid.heightPx),
  };
}

function describe(map: PixelMap, grid: Size, factor: number) {
  const moved = ({ scale, shift }: AxisMap, length: number) => {
    const middle = (length - 1) / 2;
    return (scale * middle + shift - middle) * factor;
  };
  return {
    movedXPx: moved(map.x, grid.widthPx),
    movedYPx: moved(map.y, grid.heightPx),
    scaleX: map.x.scale,
    scaleY: map.y.scale,
  };
}

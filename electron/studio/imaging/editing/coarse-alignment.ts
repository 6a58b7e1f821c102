/** Owns the first guess of a registration: every shift and scale in range tried on the smallest level. */
import type { Level } from './alignment-pyramid.ts';
import type { FloatPlane } from './plane.ts';
import { mapPoint, type PixelMap } from './separable-resample.ts';

export interface Guess {
  readonly map: PixelMap;
  /** Zero-mean correlation of what both show, -1 to 1, less a little for the way; blind to brightness and contrast. */
  readonly correlation: number;
}

/** Half a step is what the fine search bridges from the smallest level. */
const SCALES = [1, 0.985, 1.015, 0.97, 1.03, 0.955, 1.045] as const;
/** Models move pictures by up to this many pixels of the crop, beside a share of its edge. */
const EXPECTED_SHIFT_PX = 24;
const EXPECTED_SHARE = 0.05;
const SPARE_PX = 2;
const MAX_RADIUS_PX = 14;

/** How many places per scale, and of all, are worth a closer look: a repeating texture agrees in several. */
const PEAKS = 3;
const GUESSES = 8;
/** Of two places that agree alike the nearer is right more often: loss of correlation per share of the long edge. */
const FAR_LOSS = 0.12;

/** The best shifts of every scale, best first. `levelFactor` is how many crop pixels one pixel of this level spans. */
export function guessAlignment(level: Level, levelFactor: number): readonly Guess[] {
  const longPx = Math.max(level.source.widthPx, level.source.heightPx);
  const wanted = Math.ceil(Math.max(EXPECTED_SHIFT_PX / levelFactor, EXPECTED_SHARE * longPx)) + SPARE_PX;
  const radius = Math.min(wanted, MAX_RADIUS_PX);
  return SCALES.flatMap((scale) => bestShifts(level, scale, radius))
    .sort((one, other) => other.correlation - one.correlation)
    .slice(0, GUESSES);
}

/** Correlation less a little for every pixel of the move. */
export function preference(level: Level, map: PixelMap): number {
  return correlationUnder(level, map) - farLoss(level, map);
}

function farLoss({ source: { widthPx, heightPx } }: Level, map: PixelMap): number {
  const middle = mapPoint(map, widthPx / 2, heightPx / 2);
  return (FAR_LOSS * Math.hypot(middle.x - widthPx / 2, middle.y - heightPx / 2)) / Math.max(widthPx, heightPx);
}

function bestShifts(level: Level, scale: number, radius: number): readonly Guess[] {
  const { source } = level;
  const centred = (length: number) => ({ scale, shift: ((length - 1) / 2) * (1 - scale) });
  const map = { x: centred(source.widthPx), y: centred(source.heightPx) };
  const padded = paddedWarp(level.result, map, { ...source, radius });
  const edge = 2 * radius + 1;
  const field = Float32Array.from({ length: edge * edge }, (_, at) =>
    correlate(level, padded, { dx: (at % edge) - radius, dy: Math.floor(at / edge) - radius, radius }),
  );
  return peaksOf(field, edge)
    .map((at): Guess => {
      const moved = {
        x: { scale, shift: map.x.shift + ((at % edge) - radius) * scale },
        y: { scale, shift: map.y.shift + (Math.floor(at / edge) - radius) * scale },
      };
      return { map: moved, correlation: (field[at] ?? -1) - farLoss(level, moved) };
    })
    .sort((one, other) => other.correlation - one.correlation)
    .slice(0, PEAKS);
}

/** Where no neighbour is higher. */
function peaksOf(field: Float32Array, edge: number): readonly number[] {
  const peaks: number[] = [];
  for (let at = 0; at < field.length; at += 1) {
    const column = at % edge;
    let isPeak = true;
    for (let y = -1; y <= 1; y += 1) {
      for (let x = Math.max(-1, -column); x <= Math.min(1, edge - 1 - column); x += 1) {
        isPeak &&= !((field[at + y * edge + x] ?? -1) > (field[at] ?? -1));
      }
    }
    if (isPeak) peaks.push(at);
  }
  return peaks;
}

/** The result on the source's grid and `radius` px around it; NaN where it shows nothing. */
function paddedWarp(
  result: FloatPlane,
  map: PixelMap,
  grid: { widthPx: number; heightPx: number; radius: number },
): FloatPlane {
  const widthPx = grid.widthPx + 2 * grid.radius;
  const heightPx = grid.heightPx + 2 * grid.radius;
  const data = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const { x, y } = mapPoint(map, column - grid.radius, row - grid.radius);
      data[row * widthPx + column] = sampleLinear(result, x, y);
    }
  }
  return { widthPx, heightPx, data };
}

/** Between four pixels; NaN beyond the centres of the outermost ones. */
export function sampleLinear({ widthPx, heightPx, data }: FloatPlane, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x <= widthPx - 1 && y <= heightPx - 1)) return Number.NaN;
  const left = Math.min(Math.floor(x), widthPx - 2);
  const top = Math.min(Math.floor(y), heightPx - 2);
  const fx = x - left;
  const fy = y - top;
  const at = top * widthPx + left;
  const upper = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx;
  const lower = (data[at + widthPx] ?? 0) * (1 - fx) + (data[at + widthPx + 1] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

function correlate(
  { source, kept }: Level,
  padded: FloatPlane,
  at: { dx: number; dy: number; radius: number },
): number {
  let count = 0;
  let sumS = 0;
  let sumR = 0;
  let sumSs = 0;
  let sumRr = 0;
  let sumSr = 0;
  for (let row = 0; row < source.heightPx; row += 1) {
    const other = (row + at.dy + at.radius) * padded.widthPx + at.dx + at.radius;
    const start = row * source.widthPx;
    for (let column = 0; column < source.widthPx; column += 1) {
      const r = padded.data[other + column] ?? Number.NaN;
      if (kept.data[start + column] === 0 || Number.isNaN(r)) continue;
      const s = source.data[start + column] ?? 0;
      count += 1;
      sumS += s;
      sumR += r;
      sumSs += s * s;
      sumRr += r * r;
      sumSr += s * r;
    }
  }
  if (count < MIN_PIXELS) return -1;
  const variances = (sumSs - (sumS * sumS) / count) * (sumRr - (sumR * sumR) / count);
  return variances > 1e-12 ? (sumSr - (sumS * sumR) / count) / Math.sqrt(variances) : 0;
}

const MIN_PIXELS = 40;

/** The same correlation under any map, for telling guesses apart on a finer level. */
function correlationUnder(level: Level, map: PixelMap): number {
  const seen = paddedWarp(level.result, map, { ...level.source, radius: 0 });
  return correlate(level, seen, { dx: 0, dy: 0, radius: 0 });
}

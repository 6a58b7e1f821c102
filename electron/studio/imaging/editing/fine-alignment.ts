/** Owns the sub-pixel fit of shift, scale, turn, gain and offset on one level: Lucas-Kanade steps with Tukey's weights. */
import type { Level } from './alignment-pyramid.ts';
import { sampleLinear } from './coarse-alignment.ts';
import { mapPoint, type PixelMap } from './separable-resample.ts';
import { solveLinear } from './solve-linear.ts';

export interface Fit {
  readonly map: PixelMap;
  /** Result × gain + offset is the source's brightness. */
  readonly gain: number;
  readonly offset: number;
}

const MAX_POINTS = 30_000;
const CONVERGED_PX = 0.002;
/** Tukey's biweight keeps 95 % efficiency on Gaussian noise at 4.685 sigma; what the model redrew gets no say. */
const TUKEY = 4.685;
const MAD_TO_SIGMA = 1.4826;
const MIN_SIGMA = 0.004;
const UNKNOWNS = 7;
const PLACE_UNKNOWNS = 5;

/** All unknowns, or shift and tone alone: where much was redrawn, a stretch fits itself to what does not belong. */
const ALL = [0, 1, 2, 3, 4, 5, 6] as const;
const SHIFT_AND_TONE = [0, 1, 5, 6] as const;

/** Shift and tone on the smallest level; scale and turn stay as they are. */
export function placeAlignment(level: Level, start: Fit, maxSteps: number): Fit {
  return improve(level, start, { maxSteps, free: SHIFT_AND_TONE });
}

/** Returns the fit it started from when there is too little to fit. */
export function refineAlignment(level: Level, start: Fit, maxSteps: number): Fit {
  return improve(level, start, { maxSteps, free: ALL });
}

interface Freedom {
  readonly maxSteps: number;
  readonly free: readonly number[];
}

function improve(level: Level, start: Fit, { maxSteps, free }: Freedom): Fit {
  const points = choosePoints(level);
  let fit = start;
  for (let step = 0; step < maxSteps; step += 1) {
    const change = solveStep(level, points, { ...fit, free });
    if (!change) return fit;
    fit = applyStep(fit, change, points);
    if (Math.hypot(...change.subarray(0, PLACE_UNKNOWNS)) < CONVERGED_PX) return fit;
  }
  return fit;
}

interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly value: Float32Array;
  readonly slopeX: Float32Array;
  readonly slopeY: Float32Array;
  /** Coordinates are counted from the centre in halves of the long edge, which keeps the equations well conditioned. */
  readonly centreX: number;
  readonly centreY: number;
  readonly halfPx: number;
}

function choosePoints({ source, kept }: Level): Points {
  const { widthPx, heightPx, data } = source;
  const stride = Math.max(1, Math.ceil(Math.sqrt(data.length / MAX_POINTS)));
  const room = Math.ceil(widthPx / stride) * Math.ceil(heightPx / stride);
  const [x, y, value, slopeX, slopeY] = [room, room, room, room, room].map((count) => new Float32Array(count));
  if (!x || !y || !value || !slopeX || !slopeY) throw new RangeError('no room for points');
  let count = 0;
  for (let row = 1; row < heightPx - 1; row += stride) {
    // Rows start at different columns, so that no vertical line falls through the grid.
    for (let column = 1 + (row % stride); column < widthPx - 1; column += stride) {
      const at = row * widthPx + column;
      if (kept.data[at] === 0) continue;
      x[count] = column;
      y[count] = row;
      value[count] = data[at] ?? 0;
      slopeX[count] = ((data[at + 1] ?? 0) - (data[at - 1] ?? 0)) / 2;
      slopeY[count] = ((data[at + widthPx] ?? 0) - (data[at - widthPx] ?? 0)) / 2;
      count += 1;
    }
  }
  return {
    x: x.subarray(0, count),
    y: y.subarray(0, count),
    value: value.subarray(0, count),
    slopeX: slopeX.subarray(0, count),
    slopeY: slopeY.subarray(0, count),
    centreX: (widthPx - 1) / 2,
    centreY: (heightPx - 1) / 2,
    halfPx: Math.max(widthPx, heightPx) / 2,
  };
}

function solveStep(
  level: Level,
  points: Points,
  { map, gain, offset, free }: Fit & { free: readonly number[] },
): Float64Array | null {
  const count = points.x.length;
  const seen = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const { x, y } = mapPoint(map, points.x[index] ?? 0, points.y[index] ?? 0);
    seen[index] = sampleLinear(level.result, x, y);
  }
  const limit = TUKEY * spread(points, seen, { gain, offset });
  const sums = new Float64Array(UNKNOWNS * (UNKNOWNS + 1));
  const row = new Float64Array(UNKNOWNS + 1);
  let used = 0;
  for (let index = 0; index < count; index += 1) {
    const r = seen[index] ?? Number.NaN;
    const error = gain * r + offset - (points.value[index] ?? 0);
    // Also false for NaN, where the result shows nothing.
    if (!(Math.abs(error) < limit)) continue;
    used += 1;
    const weight = (1 - (error / limit) ** 2) ** 2;
    fillRow(row, points, { index, r, error });
    addEquation(sums, row, weight);
  }
  return used < UNKNOWNS * 10 ? null : solveSums(sums, free);
}

/** How the error changes with: shift x, shift y, stretch x, stretch y, turn, gain, offset; then what it should change by. */
function fillRow(row: Float64Array, points: Points, at: { index: number; r: number; error: number }): void {
  const slopeX = points.slopeX[at.index] ?? 0;
  const slopeY = points.slopeY[at.index] ?? 0;
  row[0] = slopeX;
  row[1] = slopeY;
  const x = ((points.x[at.index] ?? 0) - points.centreX) / points.halfPx;
  const y = ((points.y[at.index] ?? 0) - points.centreY) / points.halfPx;
  row[2] = slopeX * x;
  row[3] = slopeY * y;
  row[4] = slopeY * x - slopeX * y;
  row[5] = at.r;
  row[6] = 1;
  row[7] = -at.error;
}

/** The upper half is enough: normal equations are symmetric. */
function addEquation(sums: Float64Array, row: Float64Array, weight: number): void {
  for (let one = 0; one < UNKNOWNS; one += 1) {
    const scaled = weight * (row[one] ?? 0);
    const start = one * (UNKNOWNS + 1);
    for (let other = one; other <= UNKNOWNS; other += 1) {
      sums[start + other] = (sums[start + other] ?? 0) + scaled * (row[other] ?? 0);
    }
  }
}

/** What is not free changes by 0. */
function solveSums(sums: Float64Array, free: readonly number[]): Float64Array | null {
  const at = (one: number, other: number) => sums[Math.min(one, other) * (UNKNOWNS + 1) + Math.max(one, other)] ?? 0;
  const solved = solveLinear(
    free.map((one) => Float64Array.from(free, (other) => at(one, other))),
    Float64Array.from(free, (one) => at(one, UNKNOWNS)),
  );
  if (!solved) return null;
  const change = new Float64Array(UNKNOWNS);
  for (const [place, one] of free.entries()) change[one] = solved[place] ?? 0;
  return change;
}

/** A robust standard deviation of the errors, from every eighth point. */
function spread(points: Points, seen: Float32Array, { gain, offset }: { gain: number; offset: number }): number {
  const errors = new Float32Array(Math.ceil(seen.length / 8));
  let count = 0;
  for (let index = 0; index < seen.length; index += 8) {
    const error = Math.abs(gain * (seen[index] ?? Number.NaN) + offset - (points.value[index] ?? 0));
    if (Number.isNaN(error)) continue;
    errors[count] = error;
    count += 1;
  }
  const sorted = errors.subarray(0, count).sort();
  return Math.max(MIN_SIGMA, MAD_TO_SIGMA * (sorted[count >> 1] ?? 0));
}

function applyStep({ map, gain, offset }: Fit, change: Float64Array, points: Points): Fit {
  const [dx = 0, dy = 0, stretchX = 0, stretchY = 0, turn = 0, dGain = 0, dOffset = 0] = change;
  const { centreX, centreY, halfPx } = points;
  return {
    map: {
      x: {
        scale: map.x.scale + stretchX / halfPx,
        cross: (map.x.cross ?? 0) - turn / halfPx,
        shift: map.x.shift + dx - (stretchX * centreX - turn * centreY) / halfPx,
      },
      y: {
        scale: map.y.scale + stretchY / halfPx,
        cross: (map.y.cross ?? 0) + turn / halfPx,
        shift: map.y.shift + dy - (stretchY * centreY + turn * centreX) / halfPx,
      },
    },
    gain: Math.min(4, Math.max(0.25, gain + dGain)),
    offset: offset + dOffset,
  };
}

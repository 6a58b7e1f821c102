/** Owns resampling: shift and scale by any amount, one pass per axis; a small turn as one pass over both. */
import type { FloatPlane, Rect, Size } from './plane.ts';

/** Where a target pixel's centre lies: `at = scale × target + cross × (its other coordinate) + shift`, in pixel centres. */
export interface AxisMap {
  readonly scale: number;
  readonly shift: number;
  /** A small turn; absent where there is none. */
  readonly cross?: number;
}

export interface PixelMap {
  readonly x: AxisMap;
  readonly y: AxisMap;
}

/** The source's coordinates of a target's pixel. */
export function mapPoint({ x, y }: PixelMap, column: number, row: number): { readonly x: number; readonly y: number } {
  return {
    x: x.scale * column + (x.cross ?? 0) * row + x.shift,
    y: y.scale * row + (y.cross ?? 0) * column + y.shift,
  };
}

interface Taps {
  /** First source index of each target, clamped to the source; then `count` weights each, which sum to 1. */
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/** Catmull-Rom: exact on whole shifts, so that nothing is softened without need. Widened to shrink. */
function cubic(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 1.5 * d * d * d - 2.5 * d * d + 1;
  return d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
}

function makeTaps(map: AxisMap, source: number, target: { from: number; count: number }): Taps {
  const width = Math.max(1, map.scale);
  const count = Math.min(source, Math.ceil(width * 4) + 1);
  const first = new Int32Array(target.count);
  const weights = new Float32Array(target.count * count);
  for (let index = 0; index < target.count; index += 1) {
    const centre = map.scale * (target.from + index) + map.shift;
    const wanted = Math.ceil(centre - 2 * width - 1e-9);
    const start = Math.min(Math.max(0, wanted), source - count);
    first[index] = start;
    let sum = 0;
    // Weights that fall beyond the edge go to the edge itself.
    for (let tap = wanted; tap <= centre + 2 * width; tap += 1) {
      const weight = cubic((tap - centre) / width);
      const at = Math.min(Math.max(tap, start), start + count - 1) - start;
      weights[index * count + at] = (weights[index * count + at] ?? 0) + weight;
      sum += weight;
    }
    for (let at = 0; at < count; at += 1) weights[index * count + at] = (weights[index * count + at] ?? 0) / (sum || 1);
  }
  return { first, weights, count };
}

export function resamplePlane(plane: FloatPlane, map: PixelMap, target: Size): FloatPlane {
  const data = resample({ samples: plane.data, widthPx: plane.widthPx, heightPx: plane.heightPx, channels: 1 }, map, {
    left: 0,
    top: 0,
    ...target,
  });
  return { ...target, data };
}

interface Interleaved extends Size {
  readonly samples: Uint8Array | Uint16Array | Float32Array;
  readonly channels: number;
}

/** The target rectangle's samples as floats in the source's own range (they may overshoot it a little at edges). */
export function resample(source: Interleaved, map: PixelMap, target: Rect): Float32Array {
  if (map.x.cross || map.y.cross) return resampleTurned(source, map, target);
  const across = makeTaps(map.x, source.widthPx, { from: target.left, count: target.widthPx });
  const down = makeTaps(map.y, source.heightPx, { from: target.top, count: target.heightPx });
  const rowLength = target.widthPx * source.channels;
  const result = new Float32Array(target.heightPx * rowLength);
  // Rows already resampled across; only those that the next target row still needs are kept.
  const rows = new Map<number, Float32Array>();
  for (let row = 0; row < target.heightPx; row += 1) {
    const first = down.first[row] ?? 0;
    for (const known of rows.keys()) if (known < first) rows.delete(known);
    const into = result.subarray(row * rowLength, (row + 1) * rowLength);
    for (let tap = 0; tap < down.count; tap += 1) {
      const weight = down.weights[row * down.count + tap] ?? 0;
      if (weight === 0) continue;
      const line = rows.get(first + tap) ?? resampleRow(source, first + tap, across);
      rows.set(first + tap, line);
      for (let index = 0; index < rowLength; index += 1) into[index] = (into[index] ?? 0) + weight * (line[index] ?? 0);
    }
  }
  return result;
}

function resampleRow({ samples, widthPx, channels }: Interleaved, row: number, taps: Taps): Float32Array {
  const count = taps.first.length;
  const line = new Float32Array(count * channels);
  for (let index = 0; index < count; index += 1) {
    const start = (row * widthPx + (taps.first[index] ?? 0)) * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = 0;
      for (let tap = 0; tap < taps.count; tap += 1) {
        sum += (taps.weights[index * taps.count + tap] ?? 0) * (samples[start + tap * channels + channel] ?? 0);
      }
      line[index * channels + channel] = sum;
    }
  }
  return line;
}

/** The same cubic over both axes at once, because a turned row is no row of the source. Clamped at the edges. */
function resampleTurned(source: Interleaved, map: PixelMap, target: Rect): Float32Array {
  const { channels } = source;
  const result = new Float32Array(target.widthPx * target.heightPx * channels);
  const across = tapsAt(map.x.scale, source.widthPx);
  const down = tapsAt(map.y.scale, source.heightPx);
  for (let row = 0; row < target.heightPx; row += 1) {
    for (let column = 0; column < target.widthPx; column += 1) {
      const { x, y } = mapPoint(map, target.left + column, target.top + row);
      across.moveTo(x);
      down.moveTo(y);
      sumTaps(source, { across, down }, result.subarray((row * target.widthPx + column) * channels));
    }
  }
  return result;
}

interface MovingTaps {
  readonly places: Int32Array;
  readonly weights: Float64Array;
  readonly moveTo: (centre: number) => void;
}

function tapsAt(scale: number, length: number): MovingTaps {
  const width = Math.max(1, scale);
  const count = Math.ceil(width * 4) + 1;
  const places = new Int32Array(count);
  const weights = new Float64Array(count);
  const moveTo = (centre: number) => {
    const first = Math.ceil(centre - 2 * width - 1e-9);
    let sum = 0;
    for (let tap = 0; tap < count; tap += 1) {
      places[tap] = Math.min(length - 1, Math.max(0, first + tap));
      const weight = cubic((first + tap - centre) / width);
      weights[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < count; tap += 1) weights[tap] = (weights[tap] ?? 0) / (sum || 1);
  };
  return { places, weights, moveTo };
}

function sumTaps(
  { samples, widthPx, channels }: Interleaved,
  { across, down }: { across: MovingTaps; down: MovingTaps },
  into: Float32Array,
): void {
  for (let tapY = 0; tapY < down.places.length; tapY += 1) {
    const weightY = down.weights[tapY] ?? 0;
    if (weightY === 0) continue;
    const start = (down.places[tapY] ?? 0) * widthPx;
    for (let tapX = 0; tapX < across.places.length; tapX += 1) {
      const weight = weightY * (across.weights[tapX] ?? 0);
      const at = (start + (across.places[tapX] ?? 0)) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        into[channel] = (into[channel] ?? 0) + weight * (samples[at + channel] ?? 0);
      }
    }
  }
}

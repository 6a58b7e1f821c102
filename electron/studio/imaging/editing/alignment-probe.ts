/** Owns the second look at a fit: a fine repeating texture, blurred away when it was guessed, may lie a period off. */
import type { Level } from './alignment-pyramid.ts';
import { sampleLinear } from './coarse-alignment.ts';
import { type AxisMap, mapPoint, type PixelMap } from './separable-resample.ts';

/** A fit that correlates this well is right. */
const GOOD_CORRELATION = 0.85;
/** So much better must another place be. */
const BETTER_BY = 0.05;
const REACH_PX = 16;
const MAX_POINTS = 2500;

/** The fit's map, or the same moved by whole pixels to where far more agrees. */
export function probeAround(level: Level, map: PixelMap): PixelMap {
  const points = choosePoints(level);
  const here = correlationAt(level, map, { points, dx: 0, dy: 0 });
  if (here >= GOOD_CORRELATION) return map;
  let best = { correlation: here + BETTER_BY, dx: 0, dy: 0 };
  for (let dy = -REACH_PX; dy <= REACH_PX; dy += 1) {
    for (let dx = -REACH_PX; dx <= REACH_PX; dx += 1) {
      const correlation = correlationAt(level, map, { points, dx, dy });
      if (correlation > best.correlation) best = { correlation, dx, dy };
    }
  }
  if (best.dx === 0 && best.dy === 0) return map;
  const moved = (axis: AxisMap, by: number): AxisMap => ({ ...axis, shift: axis.shift + by });
  return { x: moved(map.x, best.dx), y: moved(map.y, best.dy) };
}

/** Steps of an irrational share of the whole, so that no texture keeps time with them. */
function choosePoints({ kept }: Level): Int32Array {
  const points: number[] = [];
  for (let step = 0; points.length < MAX_POINTS && step < 4 * MAX_POINTS; step += 1) {
    const at = Math.floor(((step * 0.618_033_988_75) % 1) * kept.data.length);
    if (kept.data[at] !== 0) points.push(at);
  }
  return Int32Array.from(points);
}

interface Probe {
  readonly points: Int32Array;
  readonly dx: number;
  readonly dy: number;
}

function correlationAt({ source, result }: Level, map: PixelMap, { points, dx, dy }: Probe): number {
  let count = 0;
  const sums = { s: 0, r: 0, ss: 0, rr: 0, sr: 0 };
  for (const at of points) {
    const { x, y } = mapPoint(map, at % source.widthPx, Math.floor(at / source.widthPx));
    const r = sampleLinear(result, x + dx, y + dy);
    if (Number.isNaN(r)) continue;
    const s = source.data[at] ?? 0;
    count += 1;
    sums.s += s;
    sums.r += r;
    sums.ss += s * s;
    sums.rr += r * r;
    sums.sr += s * r;
  }
  if (count < points.length / 2) return -1;
  const variances = (sums.ss - (sums.s * sums.s) / count) * (sums.rr - (sums.r * sums.r) / count);
  return variances > 1e-12 ? (sums.sr - (sums.s * sums.r) / count) / Math.sqrt(variances) : 0;
}

/** Owns the shifts a hole may be filled by: from where, moved as a whole, a part of the picture continues its rim. */
import type { FloatPicture } from './float-picture.ts';

export interface Shift {
  readonly dx: number;
  readonly dy: number;
}

/** A known pixel beside the hole, and how to get from it to the first pixel of the hole. */
interface RimPoint {
  readonly x: number;
  readonly y: number;
  readonly inX: number;
  readonly inY: number;
}

/** The rim is cut into so many stretches, because what continues one side seldom continues the other. */
const STRETCHES = 12;
const POINTS_COARSE = 36;
const POINTS_FINE = 60;
const SHIFTS_PER_STRETCH = 5;
const SHIFTS_OF_ALL = 12;
const MIN_COVERAGE = 0.7;
/** Squared difference of one channel beyond which two pixels are simply different. */
const TRUNCATED = 45 ** 2;
/** How deep in the rim: its very edge, and what stands a little further in, as the last joint of a wall. */
const RIM_DEPTHS_PX = [1, 2, 3, 5, 8, 12] as const;

/** At most 72; empty when nothing of the picture can be moved over its hole. `step` is the coarse search's in pixels. */
export function copyPlaces(picture: FloatPicture, step: number): readonly Shift[] {
  const rim = rimPoints(picture);
  if (rim.length === 0) return [];
  const stretches = cutRim(rim);
  const found = new Map<string, Shift>();
  for (const [index, points] of [rim, ...stretches].entries()) {
    const count = index === 0 ? SHIFTS_OF_ALL : SHIFTS_PER_STRETCH;
    const coarse = bestShifts(picture, thinned(points, POINTS_COARSE), { step, count });
    const fine = thinned(points, POINTS_FINE);
    for (const shift of coarse) {
      const placed = refineShift(picture, fine, { shift, reach: step });
      found.set(`${placed.dx},${placed.dy}`, placed);
    }
  }
  return [...found.values()];
}

function rimPoints({ widthPx, heightPx, hole }: FloatPicture): readonly RimPoint[] {
  const points: RimPoint[] = [];
  const sides = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      if (hole[y * widthPx + x] === 0) continue;
      for (const [dx, dy] of sides) {
        const isInside = x + dx >= 0 && x + dx < widthPx && y + dy >= 0 && y + dy < heightPx;
        if (!isInside || hole[(y + dy) * widthPx + x + dx] !== 0) continue;
        for (const depth of RIM_DEPTHS_PX) {
          const at = { x: x + dx * depth, y: y + dy * depth, inX: -dx * depth, inY: -dy * depth };
          const isKnown = at.x >= 0 && at.x < widthPx && at.y >= 0 && at.y < heightPx;
          if (isKnown && hole[at.y * widthPx + at.x] === 0) points.push(at);
        }
      }
    }
  }
  return points;
}

/** By angle about the middle of the rim, each with as many points. */
function cutRim(rim: readonly RimPoint[]): readonly (readonly RimPoint[])[] {
  const middle = {
    x: rim.reduce((sum, point) => sum + point.x, 0) / rim.length,
    y: rim.reduce((sum, point) => sum + point.y, 0) / rim.length,
  };
  const angleOf = (point: RimPoint) => Math.atan2(point.y - middle.y, point.x - middle.x);
  const sorted = rim.toSorted((one, other) => angleOf(one) - angleOf(other));
  const length = Math.ceil(sorted.length / STRETCHES);
  return Array.from({ length: Math.ceil(sorted.length / length) }, (_, at) =>
    sorted.slice(at * length, (at + 1) * length),
  );
}

/** Evenly, but out of step with any texture. */
function thinned(points: readonly RimPoint[], count: number): readonly RimPoint[] {
  if (points.length <= count) return points;
  return Array.from({ length: count }, (_, at) => points[Math.floor(((at * 0.618_034) % 1) * points.length)]).filter(
    (point) => point !== undefined,
  );
}

function bestShifts(
  picture: FloatPicture,
  points: readonly RimPoint[],
  { step, count }: { step: number; count: number },
): readonly Shift[] {
  const scored: (Shift & { readonly cost: number })[] = [];
  const farY = Math.floor((picture.heightPx - 1) / step);
  const farX = Math.floor((picture.widthPx - 1) / step);
  let limit = Number.POSITIVE_INFINITY;
  for (let row = -farY; row <= farY; row += 1) {
    for (let column = -farX; column <= farX; column += 1) {
      const shift = { dx: column * step, dy: row * step };
      const cost = costOf(picture, points, { shift, limit });
      if (cost >= limit) continue;
      scored.push({ ...shift, cost });
      if (scored.length > 40 * count) limit = keepBest(scored, 20 * count);
    }
  }
  keepBest(scored, scored.length);
  const chosen: Shift[] = [];
  for (const { dx, dy } of scored) {
    if (chosen.length >= count) break;
    if (!chosen.some((other) => Math.hypot(other.dx - dx, other.dy - dy) < 3 * step)) chosen.push({ dx, dy });
  }
  return chosen;
}

/** The cost that only the best `count` stay below. */
function keepBest(scored: { readonly cost: number }[], count: number): number {
  scored.sort((one, other) => one.cost - other.cost);
  scored.length = Math.min(scored.length, count);
  return scored.at(-1)?.cost ?? Number.POSITIVE_INFINITY;
}

function refineShift(
  picture: FloatPicture,
  points: readonly RimPoint[],
  { shift, reach }: { shift: Shift; reach: number },
): Shift {
  let best = shift;
  let limit = costOf(picture, points, { shift, limit: Number.POSITIVE_INFINITY });
  for (let dy = shift.dy - reach; dy <= shift.dy + reach; dy += 1) {
    for (let dx = shift.dx - reach; dx <= shift.dx + reach; dx += 1) {
      const cost = costOf(picture, points, { shift: { dx, dy }, limit });
      if (cost >= limit) continue;
      limit = cost;
      best = { dx, dy };
    }
  }
  return best;
}

/** Mean of the truncated squared differences; infinite when too much of it comes from the hole or beyond the edge. */
function costOf(
  { widthPx, heightPx, channels, data, hole }: FloatPicture,
  points: readonly RimPoint[],
  { shift, limit }: { shift: Shift; limit: number },
): number {
  let missing = 0;
  let sum = 0;
  const spare = (1 - MIN_COVERAGE) * points.length;
  const most = limit * points.length;
  for (const point of points) {
    const x = point.x + shift.dx;
    const y = point.y + shift.dy;
    const inX = x + point.inX;
    const inY = y + point.inY;
    const isSeen =
      x >= 0 && y >= 0 && x < widthPx && y < heightPx && inX >= 0 && inY >= 0 && inX < widthPx && inY < heightPx;
    if (!isSeen || hole[y * widthPx + x] !== 0 || hole[inY * widthPx + inX] !== 0) {
      missing += 1;
      if (missing > spare) return Number.POSITIVE_INFINITY;
      continue;
    }
    const one = (point.y * widthPx + point.x) * channels;
    const other = (y * widthPx + x) * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += Math.min(TRUNCATED, ((data[one + channel] ?? 0) - (data[other + channel] ?? 0)) ** 2);
    }
    if (sum > most) return Number.POSITIVE_INFINITY;
  }
  return sum / Math.max(1, points.length - missing);
}

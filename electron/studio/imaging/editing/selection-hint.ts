/** Owns what a click or a rough box says about every pixel before anything is cut. */
import type { Rect, Size } from './plane.ts';

export const KEEP_OUT = 0;
export const MAYBE_OUT = 1;
export const MAYBE_IN = 2;
export const SURE_IN = 3;

export interface Hint {
  /** One of the four above per pixel. */
  readonly labels: Uint8Array;
  /** The clicked pixel's index; null for a box. */
  readonly seed: number | null;
}

/** A box is rough: what lies outside is out, what lies deep inside is likely in. */
export function hintFromBox(box: Rect, size: Size): Hint {
  const labels = new Uint8Array(size.widthPx * size.heightPx).fill(KEEP_OUT);
  const inset = { x: box.widthPx * 0.1, y: box.heightPx * 0.1 };
  for (let row = Math.max(0, box.top); row < Math.min(size.heightPx, box.top + box.heightPx); row += 1) {
    for (let column = Math.max(0, box.left); column < Math.min(size.widthPx, box.left + box.widthPx); column += 1) {
      const isDeep =
        column >= box.left + inset.x &&
        column < box.left + box.widthPx - inset.x &&
        row >= box.top + inset.y &&
        row < box.top + box.heightPx - inset.y;
      labels[row * size.widthPx + column] = isDeep ? MAYBE_IN : MAYBE_OUT;
    }
  }
  return { labels, seed: null };
}

const SEED_SHARE = 0.02;
const BORDER_PX = 2;

/**
 * From the click, the way to every pixel is as long as the colours it crosses differ; what is near that way is likely
 * part of the object. Where "near" ends is where the fewest pixels lie: the gap between object and surround.
 */
export function hintFromClick(at: { x: number; y: number }, picture: Size & { colours: Float32Array }): Hint {
  const { widthPx, heightPx } = picture;
  const seed = at.y * widthPx + at.x;
  const ways = colourDistances(picture, seed);
  const limit = splitOf(ways);
  const radius = Math.max(2, SEED_SHARE * Math.max(widthPx, heightPx));
  const labels = new Uint8Array(ways.length);
  for (let pixel = 0; pixel < ways.length; pixel += 1) {
    const column = pixel % widthPx;
    const row = Math.floor(pixel / widthPx);
    const isBorder =
      column < BORDER_PX || row < BORDER_PX || column >= widthPx - BORDER_PX || row >= heightPx - BORDER_PX;
    const isNear = (ways[pixel] ?? 0) <= limit;
    if (Math.hypot(column - at.x, row - at.y) <= radius && isNear) labels[pixel] = SURE_IN;
    else if (isBorder && !isNear) labels[pixel] = KEEP_OUT;
    else labels[pixel] = isNear ? MAYBE_IN : MAYBE_OUT;
  }
  labels[seed] = SURE_IN;
  return { labels, seed };
}

/** Costs of a step: a little for the length, much for the change of smoothed colour and for leaving the seed's colour. */
const STEP_COST = 0.02;
const AWAY_COST = 0.15;

function colourDistances({ widthPx, heightPx, colours }: Size & { colours: Float32Array }, seed: number): Float32Array {
  const smooth = smoothed(colours, { widthPx, heightPx });
  const ways = new Float32Array(widthPx * heightPx).fill(Number.POSITIVE_INFINITY);
  ways[seed] = 0;
  const apart = (one: number, other: number) =>
    Math.hypot(
      (smooth[one * 3] ?? 0) - (smooth[other * 3] ?? 0),
      (smooth[one * 3 + 1] ?? 0) - (smooth[other * 3 + 1] ?? 0),
      (smooth[one * 3 + 2] ?? 0) - (smooth[other * 3 + 2] ?? 0),
    );
  // Sweeps there and back settle such distances in a few rounds (Toivanen 1996).
  for (let round = 0; round < 6; round += 1) {
    const isForward = round % 2 === 0;
    for (let step = 0; step < ways.length; step += 1) {
      const pixel = isForward ? step : ways.length - 1 - step;
      const column = pixel % widthPx;
      const sign = isForward ? -1 : 1;
      const sideways = column + sign >= 0 && column + sign < widthPx ? pixel + sign : -1;
      for (const other of [sideways, pixel + sign * widthPx]) {
        if (other < 0 || other >= ways.length) continue;
        const way = (ways[other] ?? 0) + STEP_COST + apart(pixel, other) + AWAY_COST * apart(pixel, seed);
        if (way < (ways[pixel] ?? 0)) ways[pixel] = way;
      }
    }
  }
  return ways;
}

/** A box mean of 5 × 5, so that texture is not taken for an edge. */
function smoothed(colours: Float32Array, { widthPx, heightPx }: Size): Float32Array {
  const reach = 2;
  const across = new Float32Array(colours.length);
  const both = new Float32Array(colours.length);
  const average = (from: Float32Array, to: Float32Array, isAcross: boolean) => {
    for (let row = 0; row < heightPx; row += 1) {
      for (let column = 0; column < widthPx; column += 1) {
        for (let axis = 0; axis < 3; axis += 1) {
          let sum = 0;
          for (let step = -reach; step <= reach; step += 1) {
            const x = isAcross ? Math.min(widthPx - 1, Math.max(0, column + step)) : column;
            const y = isAcross ? row : Math.min(heightPx - 1, Math.max(0, row + step));
            sum += from[(y * widthPx + x) * 3 + axis] ?? 0;
          }
          to[(row * widthPx + column) * 3 + axis] = sum / (2 * reach + 1);
        }
      }
    }
  };
  average(colours, across, true);
  average(across, both, false);
  return both;
}

/** Otsu's threshold over the distances: the split after which both sides are most alike within themselves. */
function splitOf(ways: Float32Array): number {
  const sorted = ways.toSorted();
  const count = sorted.length;
  const total = sorted.reduce((sum, way) => sum + Math.log1p(way), 0);
  let below = 0;
  let best = 0;
  let bestScore = -1;
  for (let index = 0; index < count - 1; index += 1) {
    below += Math.log1p(sorted[index] ?? 0);
    const share = (index + 1) / count;
    const gap = below / (index + 1) - (total - below) / (count - index - 1);
    const score = share * (1 - share) * gap * gap;
    if (score > bestScore) {
      bestScore = score;
      best = sorted[index] ?? 0;
    }
  }
  return best;
}

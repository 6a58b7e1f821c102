/** Owns the search for like patches (PatchMatch, Barnes et al. 2009): for every patch of the hole, where to copy from. */
import type { FloatPicture } from './float-picture.ts';

export interface Matches {
  /** Pixels whose patch touches the hole. */
  readonly targets: Int32Array;
  /** For each pixel of the picture the middle of its best patch in the known part; only targets count. */
  readonly source: Int32Array;
  /** How far apart the two patches are: squared, summed. */
  readonly cost: Float32Array;
}

export const PATCH_REACH_PX = 3;
const SEARCH_SHRINK = 0.5;

export interface Search {
  readonly picture: FloatPicture;
  /** Middles of patches that touch no hole and no edge. */
  readonly known: Int32Array;
  readonly isKnown: Uint8Array;
  readonly matches: Matches;
  readonly random: () => number;
}

/** Null when no whole patch is known to copy from. `guess` gives a start per target, or -1. */
export function startSearch(
  picture: FloatPicture,
  guess: (pixel: number) => number,
  random: () => number,
): Search | null {
  const { widthPx, heightPx, hole } = picture;
  const isNear = nearHole(picture);
  const isKnown = new Uint8Array(hole.length);
  for (let row = PATCH_REACH_PX; row < heightPx - PATCH_REACH_PX; row += 1) {
    for (let column = PATCH_REACH_PX; column < widthPx - PATCH_REACH_PX; column += 1) {
      if (isNear[row * widthPx + column] === 0) isKnown[row * widthPx + column] = 1;
    }
  }
  const known = pixelsWhere(isKnown);
  if (known.length === 0) return null;
  const targets = pixelsWhere(isNear);
  const source = new Int32Array(hole.length);
  const cost = new Float32Array(hole.length);
  const search = { picture, known, isKnown, matches: { targets, source, cost }, random };
  for (const pixel of targets) {
    const wished = guess(pixel);
    const start = wished >= 0 && isKnown[wished] === 1 ? wished : (known[Math.floor(random() * known.length)] ?? 0);
    source[pixel] = start;
    cost[pixel] = patchCost(picture, { pixel, from: start, limit: Number.POSITIVE_INFINITY });
  }
  return search;
}

/** One sweep: good matches spread to neighbours, then each is tried against random places ever nearer by. */
export function sweep(search: Search, isForward: boolean): void {
  const { targets } = search.matches;
  const { widthPx } = search.picture;
  const sign = isForward ? -1 : 1;
  for (let step = 0; step < targets.length; step += 1) {
    const pixel = targets[isForward ? step : targets.length - 1 - step] ?? 0;
    tryFrom(search, pixel, (search.matches.source[pixel + sign] ?? 0) - sign);
    tryFrom(search, pixel, (search.matches.source[pixel + sign * widthPx] ?? 0) - sign * widthPx);
    searchAround(search, pixel);
  }
}

/** Costs are of the picture before the last vote; this makes them true again. */
export function recost({ picture, matches }: Search): void {
  for (const pixel of matches.targets) {
    const from = matches.source[pixel] ?? 0;
    matches.cost[pixel] = patchCost(picture, { pixel, from, limit: Number.POSITIVE_INFINITY });
  }
}

function tryFrom({ picture, isKnown, matches }: Search, pixel: number, from: number): void {
  if (isKnown[from] !== 1) return;
  const limit = matches.cost[pixel] ?? 0;
  const cost = patchCost(picture, { pixel, from, limit });
  if (cost >= limit) return;
  matches.source[pixel] = from;
  matches.cost[pixel] = cost;
}

function searchAround(search: Search, pixel: number): void {
  const { widthPx, heightPx } = search.picture;
  const best = search.matches.source[pixel] ?? 0;
  const x = best % widthPx;
  const y = Math.floor(best / widthPx);
  for (let reach = Math.max(widthPx, heightPx); reach >= 1; reach *= SEARCH_SHRINK) {
    const column = Math.round(x + (search.random() * 2 - 1) * reach);
    const row = Math.round(y + (search.random() * 2 - 1) * reach);
    if (column < 0 || row < 0 || column >= widthPx || row >= heightPx) continue;
    tryFrom(search, pixel, row * widthPx + column);
  }
}

/** Stops as soon as `limit` is passed. What lies beyond the picture's edge costs nothing. */
function patchCost(
  { widthPx, heightPx, channels, data }: FloatPicture,
  at: { pixel: number; from: number; limit: number },
): number {
  const column = at.pixel % widthPx;
  const row = Math.floor(at.pixel / widthPx);
  const left = Math.max(-PATCH_REACH_PX, -column);
  const right = Math.min(PATCH_REACH_PX, widthPx - 1 - column);
  let sum = 0;
  for (let dy = -PATCH_REACH_PX; dy <= PATCH_REACH_PX; dy += 1) {
    if (row + dy < 0 || row + dy >= heightPx) continue;
    let one = (at.pixel + dy * widthPx + left) * channels;
    let other = (at.from + dy * widthPx + left) * channels;
    const end = one + (right - left + 1) * channels;
    for (; one < end; one += 1, other += 1) {
      const apart = (data[one] ?? 0) - (data[other] ?? 0);
      sum += apart * apart;
    }
    if (sum >= at.limit) return sum;
  }
  return sum;
}

function nearHole({ widthPx, heightPx, hole }: FloatPicture): Uint8Array {
  const near = new Uint8Array(hole.length);
  for (let pixel = 0; pixel < hole.length; pixel += 1) {
    if (hole[pixel] === 0) continue;
    const column = pixel % widthPx;
    const row = Math.floor(pixel / widthPx);
    const left = Math.max(0, column - PATCH_REACH_PX);
    const right = Math.min(widthPx - 1, column + PATCH_REACH_PX);
    for (let y = Math.max(0, row - PATCH_REACH_PX); y <= Math.min(heightPx - 1, row + PATCH_REACH_PX); y += 1) {
      near.fill(1, y * widthPx + left, y * widthPx + right + 1);
    }
  }
  return near;
}

function pixelsWhere(flags: Uint8Array): Int32Array {
  const pixels = new Int32Array(flags.length);
  let count = 0;
  for (let pixel = 0; pixel < flags.length; pixel += 1) {
    if (flags[pixel] === 0) continue;
    pixels[count] = pixel;
    count += 1;
  }
  return pixels.slice(0, count);
}

/**
 * Owns the search for what a hole could continue with: for every pixel of the hole the place of the known picture whose
 * surroundings fit best (PatchMatch, Barnes et al. 2009, on a small copy).
 */
import type { Breath } from './breathing.ts';
import type { Random } from './seeded-random.ts';

export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  /** Three channels, 0-255. The hole holds a first guess. */
  readonly rgb: Float32Array;
  /** The first guess as it was: what is copied should not stray far from it in colour. */
  readonly guide: Float32Array;
  /** 1 inside the hole. */
  readonly hole: Uint8Array;
}

/** Per pixel the index of the pixel it copies; itself outside the hole. */
export type CopyMap = Int32Array;

const REACH = 3;
/** How many of the 49 pixels of a patch the guide counts for. */
const GUIDANCE = 14;

interface Search extends SmallPicture {
  readonly sources: Int32Array;
  readonly isSource: Uint8Array;
  readonly inside: Int32Array;
  readonly copy: CopyMap;
  readonly random: Random;
}

/**
 * Improves `picture.rgb` inside the hole and answers where it was copied from. `start` is the map of the next coarser
 * copy, already at this size; null for the coarsest. Null when nothing is known well enough to copy from.
 */
export async function matchPatches(
  picture: SmallPicture,
  options: { start: CopyMap | null; rounds: number; random: Random; breath: Breath },
): Promise<CopyMap | null> {
  const search = prepare(picture, options);
  if (!search) return null;
  for (let round = 0; round < options.rounds; round += 1) {
    await improve(search, round % 2 === 1, options.breath);
    await vote(search, options.breath);
  }
  return search.copy;
}

function prepare(picture: SmallPicture, { start, random }: { start: CopyMap | null; random: Random }): Search | null {
  const { width, height, hole } = picture;
  const isSource = new Uint8Array(width * height);
  const sources: number[] = [];
  const inside: number[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (hole[at]) inside.push(at);
      else if (isFree(picture, x, y)) {
        isSource[at] = 1;
        sources.push(at);
      }
    }
  }
  if (sources.length === 0 || inside.length === 0) return null;
  const copy = Int32Array.from({ length: width * height }, (_, at) => at);
  for (const at of inside) {
    const given = start?.[at] ?? -1;
    copy[at] = given >= 0 && isSource[given] ? given : (sources[random.int(0, sources.length - 1)] ?? 0);
  }
  return { ...picture, sources: Int32Array.from(sources), isSource, inside: Int32Array.from(inside), copy, random };
}

/** True when the whole patch around x, y lies in the picture and is known. */
function isFree({ width, height, hole }: SmallPicture, x: number, y: number): boolean {
  if (x < REACH || y < REACH || x >= width - REACH || y >= height - REACH) return false;
  for (let dy = -REACH; dy <= REACH; dy += 1) {
    for (let dx = -REACH; dx <= REACH; dx += 1) if (hole[(y + dy) * width + x + dx]) return false;
  }
  return true;
}

/** Sum of squared differences; gives up above `limit`. */
function distance({ width, height, rgb, guide }: Search, at: number, from: number, limit: number): number {
  const x = at % width;
  const y = (at - x) / width;
  let sum = 0;
  for (let part = 0; part < 3; part += 1)
    sum += GUIDANCE * ((guide[at * 3 + part] ?? 0) - (rgb[from * 3 + part] ?? 0)) ** 2;
  for (let dy = -REACH; dy <= REACH; dy += 1) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -REACH; dx <= REACH; dx += 1) {
      if (x + dx < 0 || x + dx >= width) continue;
      const a = (at + dy * width + dx) * 3;
      const b = (from + dy * width + dx) * 3;
      const red = (rgb[a] ?? 0) - (rgb[b] ?? 0);
      const green = (rgb[a + 1] ?? 0) - (rgb[b + 1] ?? 0);
      const blue = (rgb[a + 2] ?? 0) - (rgb[b + 2] ?? 0);
      sum += red * red + green * green + blue * blue;
    }
    if (sum > limit) return sum;
  }
  return sum;
}

/** Neighbours' finds shifted by one, then random places ever nearer to the best. */
async function improve(search: Search, isBackward: boolean, breath: Breath): Promise<void> {
  const { inside, copy, width, isSource, hole } = search;
  const step = isBackward ? 1 : -1;
  for (let turn = 0; turn < inside.length; turn += 1) {
    if (turn % 256 === 0) await breath.pause();
    const at = inside[isBackward ? inside.length - 1 - turn : turn] ?? 0;
    let best = copy[at] ?? 0;
    let bestDistance = distance(search, at, best, Number.POSITIVE_INFINITY);
    const offer = (from: number) => {
      if (!isSource[from] || from === best) return;
      const found = distance(search, at, from, bestDistance);
      if (found < bestDistance) [best, bestDistance] = [from, found];
    };
    for (const side of [step, step * width]) {
      const neighbour = at + side;
      if (hole[neighbour]) offer((copy[neighbour] ?? 0) - side);
    }
    wander(search, best, offer);
    copy[at] = best;
  }
}

function wander({ random, width, height, sources }: Search, best: number, offer: (from: number) => void): void {
  offer(sources[random.int(0, sources.length - 1)] ?? 0);
  for (let radius = Math.max(width, height) / 2; radius >= 1; radius /= 2.5) {
    const x = (best % width) + Math.round(random.range(-radius, radius));
    const y = Math.floor(best / width) + Math.round(random.range(-radius, radius));
    if (x >= 0 && y >= 0 && x < width && y < height) offer(y * width + x);
  }
}

/** Every pixel of the hole becomes the mean of what the patches around it say. */
async function vote({ inside, copy, width, height, rgb, hole }: Search, breath: Breath): Promise<void> {
  const fresh = new Float32Array(inside.length * 3);
  for (let turn = 0; turn < inside.length; turn += 1) {
    if (turn % 512 === 0) await breath.pause();
    const at = inside[turn] ?? 0;
    const x = at % width;
    const y = (at - x) / width;
    let [red, green, blue, count] = [0, 0, 0, 0];
    for (let dy = -REACH; dy <= REACH; dy += 1) {
      for (let dx = -REACH; dx <= REACH; dx += 1) {
        const other = at + dy * width + dx;
        if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height || !hole[other]) continue;
        const from = ((copy[other] ?? 0) - dy * width - dx) * 3;
        const weight = dx === 0 && dy === 0 ? 6 : 1;
        red += (rgb[from] ?? 0) * weight;
        green += (rgb[from + 1] ?? 0) * weight;
        blue += (rgb[from + 2] ?? 0) * weight;
        count += weight;
      }
    }
    fresh.set([red / count, green / count, blue / count], turn * 3);
  }
  inside.forEach((at, turn) => {
    rgb.set(fresh.subarray(turn * 3, turn * 3 + 3), at * 3);
  });
}

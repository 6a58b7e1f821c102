/** Owns filling a hole by example, coarse to fine (Wexler et al. 2007): match patches, let them vote, and again. */
import { squaredDistances } from './distance-field.ts';
import { type FloatPicture, halvePicture, peelFill } from './float-picture.ts';
import { PATCH_REACH_PX, recost, type Search, startSearch, sweep } from './like-patches.ts';

interface Filling {
  readonly picture: FloatPicture;
  /** Per pixel of the hole the pixel it is like; -1 where nothing was known to copy. */
  readonly source: Int32Array;
}

const COARSEST_EDGE_PX = 28;
const ROUNDS_COARSE = 8;
const ROUNDS_FINE = 3;
/** How fast the say of a vote falls towards the middle of the hole, per pixel from its rim. */
const CONFIDENCE = 1.25;

/** Per pixel of the hole the one it is like, -1 where nothing is known to copy. The same hole always gives the same. */
export function fillHole(finest: FloatPicture): Int32Array {
  const levels = [finest];
  for (;;) {
    const last = levels.at(-1) ?? finest;
    if (Math.min(last.widthPx, last.heightPx) < COARSEST_EDGE_PX * 2) break;
    const next = halvePicture(last);
    // Where a smaller level has nothing left to copy from, it has nothing to say.
    if (
      !startSearch(
        next,
        () => -1,
        () => 0,
      )
    )
      break;
    levels.push(next);
  }
  const random = steadyRandom();
  let below: Filling | null = null;
  for (const level of levels.toReversed()) below = fillLevel(level, below, { random, isFinest: level === finest });
  return below?.source ?? new Int32Array(finest.hole.length).fill(-1);
}

function fillLevel(
  level: FloatPicture,
  below: Filling | null,
  style: { random: () => number; isFinest: boolean },
): Filling {
  const upscaled = (pixel: number) => (below ? finerSource(below, pixel, level) : -1);
  let picture = below ? paintFrom(level, below, upscaled) : peelFill(level);
  const search = startSearch(picture, upscaled, style.random);
  if (!search) return { picture: peelFill(level), source: new Int32Array(level.hole.length).fill(-1) };
  const rounds = below ? ROUNDS_FINE : ROUNDS_COARSE;
  const confidence = confidenceOf(level);
  for (let round = 0; round < rounds; round += 1) {
    sweep({ ...search, picture }, true);
    sweep({ ...search, picture }, false);
    const isLast = style.isFinest && round === rounds - 1;
    picture = isLast ? copyBest(picture, search) : vote(picture, search, confidence);
    recost({ ...search, picture });
  }
  return { picture, source: search.matches.source };
}

/** Double the coarse offset, on the finer grid. */
function finerSource({ picture, source }: Filling, pixel: number, { widthPx, heightPx }: FloatPicture): number {
  const column = pixel % widthPx;
  const row = Math.floor(pixel / widthPx);
  const x = Math.min(picture.widthPx - 1, column >> 1);
  const y = Math.min(picture.heightPx - 1, row >> 1);
  const from = source[y * picture.widthPx + x] ?? -1;
  if (from <= 0) return -1;
  const fineX = (from % picture.widthPx) * 2 + column - x * 2;
  const fineY = Math.floor(from / picture.widthPx) * 2 + row - y * 2;
  return fineX < widthPx && fineY < heightPx ? fineY * widthPx + fineX : -1;
}

/** The hole of a finer level, copied from where the coarser one found its likeness. */
function paintFrom(level: FloatPicture, below: Filling, sourceOf: (pixel: number) => number): FloatPicture {
  const { channels, widthPx } = level;
  const data = level.data.slice();
  for (let pixel = 0; pixel < level.hole.length; pixel += 1) {
    if (level.hole[pixel] === 0) continue;
    const from = sourceOf(pixel);
    const isUsable = from >= 0 && level.hole[from] === 0;
    const x = Math.min(below.picture.widthPx - 1, (pixel % widthPx) >> 1);
    const y = Math.min(below.picture.heightPx - 1, Math.floor(pixel / widthPx) >> 1);
    const coarse = y * below.picture.widthPx + x;
    for (let channel = 0; channel < channels; channel += 1) {
      const value = isUsable ? level.data[from * channels + channel] : below.picture.data[coarse * channels + channel];
      data[pixel * channels + channel] = value ?? 0;
    }
  }
  return { ...level, data };
}

/** Every patch over a pixel proposes a colour; like patches and patches near the rim count more. */
function vote(picture: FloatPicture, { matches }: Search, confidence: Float32Array): FloatPicture {
  const { widthPx, heightPx, channels, hole } = picture;
  const sums = new Float32Array(hole.length * (channels + 1));
  const spread = typicalCost(matches.cost, matches.targets);
  for (const target of matches.targets) {
    const column = target % widthPx;
    const row = Math.floor(target / widthPx);
    const shift = (matches.source[target] ?? 0) - target;
    const weight = Math.exp(-(matches.cost[target] ?? 0) / spread) * (confidence[target] ?? 0) + 1e-9;
    for (let y = Math.max(0, row - PATCH_REACH_PX); y <= Math.min(heightPx - 1, row + PATCH_REACH_PX); y += 1) {
      for (let x = Math.max(0, column - PATCH_REACH_PX); x <= Math.min(widthPx - 1, column + PATCH_REACH_PX); x += 1) {
        const pixel = y * widthPx + x;
        if (hole[pixel] === 0) continue;
        const to = pixel * (channels + 1);
        for (let channel = 0; channel < channels; channel += 1) {
          sums[to + channel] =
            (sums[to + channel] ?? 0) + weight * (picture.data[(pixel + shift) * channels + channel] ?? 0);
        }
        sums[to + channels] = (sums[to + channels] ?? 0) + weight;
      }
    }
  }
  const data = picture.data.slice();
  for (let pixel = 0; pixel < hole.length; pixel += 1) {
    const total = sums[pixel * (channels + 1) + channels] ?? 0;
    if (hole[pixel] === 0 || total === 0) continue;
    for (let channel = 0; channel < channels; channel += 1) {
      data[pixel * channels + channel] = (sums[pixel * (channels + 1) + channel] ?? 0) / total;
    }
  }
  return { ...picture, data };
}

/** At the end no mean, which would soften grain: each pixel is the middle of its best patch. */
function copyBest(picture: FloatPicture, { matches }: Search): FloatPicture {
  const { channels, hole } = picture;
  const data = picture.data.slice();
  for (const pixel of matches.targets) {
    if (hole[pixel] === 0) continue;
    const from = (matches.source[pixel] ?? 0) * channels;
    for (let channel = 0; channel < channels; channel += 1)
      data[pixel * channels + channel] = picture.data[from + channel] ?? 0;
  }
  return { ...picture, data };
}

/** The cost that three in four patches stay below. */
function typicalCost(cost: Float32Array, targets: Int32Array): number {
  const sorted = Float32Array.from(targets, (pixel) => cost[pixel] ?? 0).sort();
  return Math.max(1, sorted[Math.floor(sorted.length * 0.75)] ?? 1);
}

function confidenceOf(level: FloatPicture): Float32Array {
  return squaredDistances(level, (pixel) => level.hole[pixel] === 0).map(
    (squared) => CONFIDENCE ** -Math.sqrt(Math.min(squared, 1e4)),
  );
}

/** A fixed stream (xorshift), so that a fill can be repeated. */
function steadyRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Owns the last touch of a filling: copied pieces keep their slopes and give up their steps (Pérez et al. 2003). */
import type { FloatPicture } from './float-picture.ts';

/** A larger step is an edge of the picture itself and is left alone in part. */
const MAX_STEP = 32;
const SWEEPS = 120;
/** Over-relaxation; stable below 2. */
const OVER = 1.85;
/** Keeps a step at one side from tinting the whole of a large hole. */
const FADE = 0.002;

/**
 * What to add to each pixel of the hole (interleaved, 0 elsewhere) so that the copies in it meet each other and the
 * rim without steps. `source` is where each pixel of the hole is copied from, -1 for nowhere.
 */
export function borderCorrection(picture: FloatPicture, source: Int32Array): Float32Array {
  const { widthPx, heightPx, channels, hole } = picture;
  const correction = new Float32Array(picture.data.length);
  const pixels = Int32Array.from([...hole.keys()].filter((pixel) => hole[pixel] !== 0));
  const steps = new Float32Array(pixels.length * channels);
  const around = new Int32Array(pixels.length * 4).fill(-1);
  for (const [index, pixel] of pixels.entries()) {
    const column = pixel % widthPx;
    const sides = [
      column > 0 ? pixel - 1 : -1,
      column < widthPx - 1 ? pixel + 1 : -1,
      pixel - widthPx,
      pixel < (heightPx - 1) * widthPx ? pixel + widthPx : -1,
    ];
    around.set(sides, index * 4);
    for (const other of sides) {
      if (other < 0) continue;
      addStep(picture, source, { pixel, other, into: steps.subarray(index * channels, (index + 1) * channels) });
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) relax(correction, { pixels, steps, around, channels });
  return correction;
}

interface Pair {
  readonly pixel: number;
  readonly other: number;
  readonly into: Float32Array;
}

/** How far the pixel would have to rise to stand to its neighbour as in the places they were copied from. */
function addStep({ widthPx, channels, data, hole }: FloatPicture, source: Int32Array, pair: Pair): void {
  const { pixel, other, into } = pair;
  const from = source[pixel] ?? -1;
  const otherFrom = hole[other] === 0 ? other : (source[other] ?? -1);
  if (from < 0 || otherFrom < 0) return;
  const besideFrom = besideOf(from, other - pixel, { widthPx, hole });
  const besideOther = hole[other] === 0 ? -1 : besideOf(otherFrom, pixel - other, { widthPx, hole });
  for (let channel = 0; channel < channels; channel += 1) {
    const at = (place: number) => data[place * channels + channel] ?? 0;
    const byOne = besideFrom < 0 ? 0 : at(otherFrom) - at(besideFrom);
    const byOther = besideOther < 0 ? 0 : at(besideOther) - at(from);
    const ways = (besideFrom < 0 ? 0 : 1) + (besideOther < 0 ? 0 : 1);
    if (ways === 0) continue;
    const step = (byOne + byOther) / ways;
    into[channel] = (into[channel] ?? 0) + Math.min(MAX_STEP, Math.max(-MAX_STEP, step));
  }
}

/** The neighbour in the same direction; -1 beyond the edge or in the hole. */
function besideOf(place: number, direction: number, { widthPx, hole }: { widthPx: number; hole: Uint8Array }): number {
  const beside = place + direction;
  const isWrapped = Math.abs(direction) === 1 && Math.floor(beside / widthPx) !== Math.floor(place / widthPx);
  return isWrapped || hole[beside] !== 0 ? -1 : beside;
}

interface Relaxing {
  readonly pixels: Int32Array;
  readonly steps: Float32Array;
  readonly around: Int32Array;
  readonly channels: number;
}

function relax(correction: Float32Array, { pixels, steps, around, channels }: Relaxing): void {
  for (let index = 0; index < pixels.length; index += 1) {
    const to = (pixels[index] ?? 0) * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = steps[index * channels + channel] ?? 0;
      let count = FADE;
      for (let side = index * 4; side < index * 4 + 4; side += 1) {
        const other = around[side] ?? -1;
        if (other < 0) continue;
        sum += correction[other * channels + channel] ?? 0;
        count += 1;
      }
      const now = correction[to + channel] ?? 0;
      correction[to + channel] = now + OVER * (sum / count - now);
    }
  }
}

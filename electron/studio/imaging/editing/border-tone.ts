/** Owns the last touch of a filling: its tone is led over to the surround's, strongest at the rim. */
import type { FloatPicture } from './float-picture.ts';

/** Means each way over so many pixels: tone, not grain. */
const REACH_PX = 3;
/** A larger step is taken for an edge of the picture itself and left alone in part. */
const MAX_STEP = 24;
const SWEEPS = 48;
/** Per step inwards the correction keeps this share at most, so it fades over some thirty pixels. */
const FADE = 0.985;

/**
 * What to add to each pixel of the hole (interleaved, 0 elsewhere): at the rim half of the step between the means
 * outside and inside, spread inwards as a membrane would hang.
 */
export function borderCorrection(picture: FloatPicture): Float32Array {
  const { channels, hole } = picture;
  const correction = new Float32Array(picture.data.length);
  const isFixed = new Uint8Array(hole.length);
  for (let pixel = 0; pixel < hole.length; pixel += 1) {
    if (!isRim(picture, pixel)) continue;
    const step = stepAt(picture, pixel);
    if (!step) continue;
    isFixed[pixel] = 1;
    for (let channel = 0; channel < channels; channel += 1) {
      correction[pixel * channels + channel] = Math.min(MAX_STEP, Math.max(-MAX_STEP, step[channel] ?? 0));
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) relax(picture, correction, { isFixed, isForward: sweep % 2 === 0 });
  return correction;
}

function isRim({ widthPx, heightPx, hole }: FloatPicture, pixel: number): boolean {
  if (hole[pixel] === 0) return false;
  const column = pixel % widthPx;
  return (
    (column > 0 && hole[pixel - 1] === 0) ||
    (column < widthPx - 1 && hole[pixel + 1] === 0) ||
    (pixel >= widthPx && hole[pixel - widthPx] === 0) ||
    (pixel < (heightPx - 1) * widthPx && hole[pixel + widthPx] === 0)
  );
}

/** Mean outside minus mean inside around a rim pixel; null when one side is missing. */
function stepAt({ widthPx, heightPx, channels, data, hole }: FloatPicture, pixel: number): Float64Array | null {
  const column = pixel % widthPx;
  const row = Math.floor(pixel / widthPx);
  const outside = new Float64Array(channels);
  const inside = new Float64Array(channels);
  let outsideCount = 0;
  let insideCount = 0;
  for (let y = Math.max(0, row - REACH_PX); y <= Math.min(heightPx - 1, row + REACH_PX); y += 1) {
    for (let x = Math.max(0, column - REACH_PX); x <= Math.min(widthPx - 1, column + REACH_PX); x += 1) {
      const at = y * widthPx + x;
      const isHole = hole[at] !== 0;
      const sums = isHole ? inside : outside;
      if (isHole) insideCount += 1;
      else outsideCount += 1;
      for (let channel = 0; channel < channels; channel += 1) {
        sums[channel] = (sums[channel] ?? 0) + (data[at * channels + channel] ?? 0);
      }
    }
  }
  if (insideCount === 0 || outsideCount === 0) return null;
  return outside.map((sum, channel) => sum / outsideCount - (inside[channel] ?? 0) / insideCount);
}

function relax(
  picture: FloatPicture,
  correction: Float32Array,
  style: { isFixed: Uint8Array; isForward: boolean },
): void {
  const { widthPx, heightPx, channels, hole } = picture;
  for (let step = 0; step < hole.length; step += 1) {
    const pixel = style.isForward ? step : hole.length - 1 - step;
    if (hole[pixel] === 0 || style.isFixed[pixel] === 1) continue;
    const column = pixel % widthPx;
    const left = column > 0 ? pixel - 1 : pixel;
    const right = column < widthPx - 1 ? pixel + 1 : pixel;
    const above = pixel >= widthPx ? pixel - widthPx : pixel;
    const below = pixel < (heightPx - 1) * widthPx ? pixel + widthPx : pixel;
    for (let channel = 0; channel < channels; channel += 1) {
      const sum =
        (correction[left * channels + channel] ?? 0) +
        (correction[right * channels + channel] ?? 0) +
        (correction[above * channels + channel] ?? 0) +
        (correction[below * channels + channel] ?? 0);
      correction[pixel * channels + channel] = (sum / 4) * FADE;
    }
  }
}

/** Owns the judgement of an even surround, such as a clear sky: it cannot be placed, but it can be seen to be the same. */
import type { Level } from './alignment-pyramid.ts';
import type { FloatPlane } from './plane.ts';

/** Brightness 0 to 1; a step of tone up to here can be led back, beyond it the answer shows something else. */
const MAX_TONE_STEP = 0.12;
/** Root mean square of what is left in the worst block: some eight grey levels, a faint line. */
const MAX_BLOCK_DIFFERENCE = 0.03;
const BLOCK_PX = 8;

/** True when both show the same even tone where they lie, apart from one step of brightness and contrast. */
export function isAlikeInPlace({ source, result, kept }: Level): boolean {
  const tone = toneBetween(result, source, kept);
  if (!tone || Math.abs(tone.gain * tone.mean + tone.offset - tone.mean) > MAX_TONE_STEP) return false;
  const across = Math.ceil(source.widthPx / BLOCK_PX);
  const sums = new Float64Array(across * Math.ceil(source.heightPx / BLOCK_PX));
  const counts = new Float64Array(sums.length);
  for (let at = 0; at < source.data.length; at += 1) {
    if (kept.data[at] === 0) continue;
    const block = Math.floor(Math.floor(at / source.widthPx) / BLOCK_PX) * across;
    const place = block + Math.floor((at % source.widthPx) / BLOCK_PX);
    const apart = tone.gain * (result.data[at] ?? 0) + tone.offset - (source.data[at] ?? 0);
    sums[place] = (sums[place] ?? 0) + apart * apart;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return sums.every((sum, place) => sum <= MAX_BLOCK_DIFFERENCE ** 2 * Math.max(BLOCK_PX, counts[place] ?? 0));
}

/** Least squares; contrast is only believed where the source has some. `mean` is the result's. */
function toneBetween(from: FloatPlane, to: FloatPlane, kept: FloatPlane) {
  let count = 0;
  let sumFrom = 0;
  let sumTo = 0;
  let squares = 0;
  let products = 0;
  for (let at = 0; at < kept.data.length; at += 1) {
    if (kept.data[at] === 0) continue;
    const one = from.data[at] ?? 0;
    const other = to.data[at] ?? 0;
    count += 1;
    sumFrom += one;
    sumTo += other;
    squares += one * one;
    products += one * other;
  }
  if (count === 0) return null;
  const mean = sumFrom / count;
  const variance = squares / count - mean * mean;
  const covariance = products / count - (mean * sumTo) / count;
  const gain = variance > 1e-5 ? Math.min(2, Math.max(0.5, covariance / variance)) : 1;
  return { gain, offset: sumTo / count - gain * mean, mean };
}

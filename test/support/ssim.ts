/** Owns structural similarity (Wang et al. 2004) of two pictures: luminance, 8 by 8 windows every 4 pixels. */
import sharp from 'sharp';

const WINDOW_PX = 8;
const STEP_PX = 4;
const STABLE_MEAN = (0.01 * 255) ** 2;
const STABLE_CONTRAST = (0.03 * 255) ** 2;

/** Luminance of a picture file at this size. */
async function luminance(file: Uint8Array, widthPx: number, heightPx: number): Promise<Buffer> {
  return sharp(file)
    .flatten({ background: '#ffffff' })
    .resize(widthPx, heightPx, { fit: 'fill' })
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer();
}

/** 1 for the same picture; both files are compared at the size of the first. */
export async function ssim(reference: Uint8Array, other: Uint8Array): Promise<number> {
  const { width, height } = await sharp(reference).metadata();
  const a = await luminance(reference, width, height);
  const b = await luminance(other, width, height);
  let sum = 0;
  let windows = 0;
  for (let top = 0; top + WINDOW_PX <= height; top += STEP_PX) {
    for (let left = 0; left + WINDOW_PX <= width; left += STEP_PX) {
      sum += windowSimilarity(a, b, { top, left, width });
      windows += 1;
    }
  }
  return sum / windows;
}

function windowSimilarity(
  a: Buffer,
  b: Buffer,
  { top, left, width }: { top: number; left: number; width: number },
): number {
  const count = WINDOW_PX * WINDOW_PX;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + WINDOW_PX; y += 1) {
    for (let x = left; x < left + WINDOW_PX; x += 1) {
      const one = a[y * width + x] ?? 0;
      const two = b[y * width + x] ?? 0;
      sumA += one;
      sumB += two;
      sumAA += one * one;
      sumBB += two * two;
      sumAB += one * two;
    }
  }
  const [meanA, meanB] = [sumA / count, sumB / count];
  const varianceA = sumAA / count - meanA * meanA;
  const varianceB = sumBB / count - meanB * meanB;
  const shared = sumAB / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + STABLE_MEAN) * (2 * shared + STABLE_CONTRAST)) /
    ((meanA * meanA + meanB * meanB + STABLE_MEAN) * (varianceA + varianceB + STABLE_CONTRAST))
  );
}

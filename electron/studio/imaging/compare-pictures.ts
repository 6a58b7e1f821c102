/** Owns how far one picture is from another, such as a final from its draft. */
import { type Oklab, oklabDistance, oklabFromBytes } from './oklab.ts';
import { decoding, openPicture } from './open-picture.ts';

export interface PictureDrift {
  /** Structural similarity of lightness (Wang et al. 2004): 1 is the same structure, around 0 none of it. */
  readonly ssim: number;
  /** Mean OKLab distance × 100: 0 is the same colours, 2 a visible shift, 100 black against white. */
  readonly deltaE: number;
}

const COMPARE_EDGE_PX = 256;
const WINDOW_PX = 8;
const WINDOW_STEP_PX = 4;
/** Wang's constants for a dynamic range of 1. */
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

/**
 * Both are seen at the shape of the first, at 256 px on its long edge and over mid grey, so size and format do not
 * count. Throws `not-an-image`, `image-too-large`, `image-damaged`.
 */
export async function comparePictures(draft: Uint8Array, final: Uint8Array): Promise<PictureDrift> {
  const one = await smallOklab(draft, null);
  const other = await smallOklab(final, one);
  let distance = 0;
  for (const [index, colour] of one.colours.entries())
    distance += oklabDistance(colour, other.colours[index] ?? colour);
  return { ssim: meanSsim(one, other), deltaE: (distance / one.colours.length) * 100 };
}

interface SmallPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colours: readonly Oklab[];
}

async function smallOklab(bytes: Uint8Array, shape: SmallPicture | null): Promise<SmallPicture> {
  const { data, info } = await decoding(() =>
    openPicture(bytes)
      .autoOrient()
      .resize(
        shape
          ? { width: shape.widthPx, height: shape.heightPx, fit: 'fill' }
          : { width: COMPARE_EDGE_PX, height: COMPARE_EDGE_PX, fit: 'inside' },
      )
      .flatten({ background: '#808080' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const colours: Oklab[] = [];
  const step = info.channels;
  for (let at = 0; at + step <= data.length; at += step) {
    const red = data[at] ?? 0;
    // Grey pictures stay one channel through libvips.
    colours.push(step < 3 ? oklabFromBytes(red, red, red) : oklabFromBytes(red, data[at + 1] ?? 0, data[at + 2] ?? 0));
  }
  return { widthPx: info.width, heightPx: info.height, colours };
}

function meanSsim(one: SmallPicture, other: SmallPicture): number {
  let sum = 0;
  let windows = 0;
  for (let top = 0; top === 0 || top + WINDOW_PX <= one.heightPx; top += WINDOW_STEP_PX) {
    for (let left = 0; left === 0 || left + WINDOW_PX <= one.widthPx; left += WINDOW_STEP_PX) {
      sum += windowSsim(one, other, { left, top });
      windows += 1;
    }
  }
  return sum / windows;
}

function windowSsim(one: SmallPicture, other: SmallPicture, at: { left: number; top: number }): number {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXx = 0;
  let sumYy = 0;
  let sumXy = 0;
  const bottom = Math.min(at.top + WINDOW_PX, one.heightPx);
  const right = Math.min(at.left + WINDOW_PX, one.widthPx);
  for (let row = at.top; row < bottom; row += 1) {
    for (let column = at.left; column < right; column += 1) {
      const x = one.colours[row * one.widthPx + column]?.l ?? 0;
      const y = other.colours[row * one.widthPx + column]?.l ?? 0;
      count += 1;
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumYy += y * y;
      sumXy += x * y;
    }
  }
  const meanX = sumX / count;
  const meanY = sumY / count;
  const covariance = sumXy / count - meanX * meanY;
  const variances = sumXx / count - meanX ** 2 + (sumYy / count - meanY ** 2);
  return ((2 * meanX * meanY + C1) * (2 * covariance + C2)) / ((meanX ** 2 + meanY ** 2 + C1) * (variances + C2));
}

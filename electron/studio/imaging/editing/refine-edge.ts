/** Owns carrying a small mask up to the full picture so that its border follows the picture's own edges. */
import type { Plane, Size } from './plane.ts';

interface Rgb extends Size {
  readonly samples: Uint8Array;
}

/** Neighbours of the small mask that have a say, each way. */
const REACH = 2;
/** Squared 8-bit colour distance at which a neighbour's say falls to 1/e, and the same for its place. */
const COLOUR_SPREAD = 2 * 26 ** 2;
const PLACE_SPREAD = 2 * 1.2 ** 2;

/**
 * Joint bilateral upsampling (Kopf et al. 2007): a full pixel belongs where the small pixels around it of like colour
 * belong. Pixels whose whole neighbourhood agrees are copied.
 */
export function refineEdge(mask: Plane, small: Rgb, full: Rgb): Plane {
  const data = new Uint8Array(full.widthPx * full.heightPx);
  const scaleX = small.widthPx / full.widthPx;
  const scaleY = small.heightPx / full.heightPx;
  const undecided = undecidedPixels(mask);
  const nearX = Int32Array.from({ length: full.widthPx }, (_, column) =>
    Math.min(small.widthPx - 1, Math.max(0, Math.round((column + 0.5) * scaleX - 0.5))),
  );
  for (let row = 0; row < full.heightPx; row += 1) {
    const y = (row + 0.5) * scaleY - 0.5;
    const near = Math.min(small.heightPx - 1, Math.max(0, Math.round(y))) * small.widthPx;
    const start = row * full.widthPx;
    for (let column = 0; column < full.widthPx; column += 1) {
      const at = near + (nearX[column] ?? 0);
      data[start + column] =
        undecided[at] === 0
          ? (mask.data[at] ?? 0)
          : weighedValue(mask, small, { full, pixel: start + column, x: (column + 0.5) * scaleX - 0.5, y });
    }
  }
  return { widthPx: full.widthPx, heightPx: full.heightPx, data };
}

function undecidedPixels({ widthPx, heightPx, data }: Plane): Uint8Array {
  const undecided = new Uint8Array(data.length);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const here = data[row * widthPx + column];
      for (let y = Math.max(0, row - REACH); y <= Math.min(heightPx - 1, row + REACH); y += 1) {
        for (let x = Math.max(0, column - REACH); x <= Math.min(widthPx - 1, column + REACH); x += 1) {
          if (data[y * widthPx + x] !== here) undecided[row * widthPx + column] = 1;
        }
      }
    }
  }
  return undecided;
}

interface At {
  readonly full: Rgb;
  readonly pixel: number;
  /** The pixel's centre in the small picture. */
  readonly x: number;
  readonly y: number;
}

/** exp(-colour / COLOUR_SPREAD) in steps of 16 of the squared distance; beyond the last one nothing counts. */
const COLOUR_STEP = 16;
const COLOUR_WEIGHTS = Float64Array.from({ length: 1024 }, (_, step) =>
  Math.exp((-(step + 0.5) * COLOUR_STEP) / COLOUR_SPREAD),
);

function weighedValue(mask: Plane, small: Rgb, { full, pixel, x, y }: At): number {
  const red = full.samples[pixel * 3] ?? 0;
  const green = full.samples[pixel * 3 + 1] ?? 0;
  const blue = full.samples[pixel * 3 + 2] ?? 0;
  const middleX = Math.round(x);
  const middleY = Math.round(y);
  let sum = 0;
  let weights = 1e-9;
  for (let row = Math.max(0, middleY - REACH); row <= Math.min(small.heightPx - 1, middleY + REACH); row += 1) {
    const down = Math.exp(-((row - y) ** 2) / PLACE_SPREAD);
    let weighed = 0;
    let line = 0;
    // The Gaussian of place along the row: each next weight is the last times a factor that falls evenly.
    const first = Math.max(0, middleX - REACH);
    let place = Math.exp(-((first - x) ** 2) / PLACE_SPREAD);
    let factor = Math.exp((-2 * (first - x) - 1) / PLACE_SPREAD);
    for (let column = first; column <= Math.min(small.widthPx - 1, middleX + REACH); column += 1) {
      const at = row * small.widthPx + column;
      const dr = (small.samples[at * 3] ?? 0) - red;
      const dg = (small.samples[at * 3 + 1] ?? 0) - green;
      const db = (small.samples[at * 3 + 2] ?? 0) - blue;
      const weight = place * (COLOUR_WEIGHTS[((dr * dr + dg * dg + db * db) / COLOUR_STEP) | 0] ?? 0);
      line += weight;
      weighed += weight * (mask.data[at] ?? 0);
      place *= factor;
      factor *= FACTOR_FALL;
    }
    weights += line * down;
    sum += weighed * down;
  }
  // Steeper than the plain mean, so that the soft border stays one to two pixels wide.
  const share = sum / weights / 255;
  return Math.round(255 * Math.min(1, Math.max(0, (share - 0.5) * 2.2 + 0.5)));
}

const FACTOR_FALL = Math.exp(-2 / PLACE_SPREAD);

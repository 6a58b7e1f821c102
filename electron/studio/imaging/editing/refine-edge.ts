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
  for (let row = 0; row < full.heightPx; row += 1) {
    const y = (row + 0.5) * scaleY - 0.5;
    const near = Math.min(small.heightPx - 1, Math.max(0, Math.round(y))) * small.widthPx;
    for (let column = 0; column < full.widthPx; column += 1) {
      const x = (column + 0.5) * scaleX - 0.5;
      const at = near + Math.min(small.widthPx - 1, Math.max(0, Math.round(x)));
      const pixel = row * full.widthPx + column;
      data[pixel] = undecided[at] === 0 ? (mask.data[at] ?? 0) : weighedValue(mask, small, { full, pixel, x, y });
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

function weighedValue(mask: Plane, small: Rgb, { full, pixel, x, y }: At): number {
  const red = full.samples[pixel * 3] ?? 0;
  const green = full.samples[pixel * 3 + 1] ?? 0;
  const blue = full.samples[pixel * 3 + 2] ?? 0;
  let sum = 0;
  let weights = 1e-9;
  for (
    let row = Math.max(0, Math.round(y) - REACH);
    row <= Math.min(small.heightPx - 1, Math.round(y) + REACH);
    row += 1
  ) {
    for (
      let column = Math.max(0, Math.round(x) - REACH);
      column <= Math.min(small.widthPx - 1, Math.round(x) + REACH);
      column += 1
    ) {
      const at = row * small.widthPx + column;
      const colour =
        ((small.samples[at * 3] ?? 0) - red) ** 2 +
        ((small.samples[at * 3 + 1] ?? 0) - green) ** 2 +
        ((small.samples[at * 3 + 2] ?? 0) - blue) ** 2;
      const weight = Math.exp(-colour / COLOUR_SPREAD - ((column - x) ** 2 + (row - y) ** 2) / PLACE_SPREAD);
      weights += weight;
      sum += weight * (mask.data[at] ?? 0);
    }
  }
  // Steeper than the plain mean, so that the soft border stays one to two pixels wide.
  const share = sum / weights / 255;
  return Math.round(255 * Math.min(1, Math.max(0, (share - 0.5) * 2.2 + 0.5)));
}

/** Owns the seam: how far an answer's colours are from the source's just outside the mask, as an eye sees it. */
import { differenceCiede2000 } from 'culori';
import { openPicture } from '../open-picture.ts';
import { encodeNative } from './native-encoding.ts';
import type { NativePicture } from './native-picture.ts';
import type { Plane, Rect } from './plane.ts';

const MAX_POINTS = 500;
/** Colours are means over this many pixels each way, because an eye sees a step between tones, not grain. */
const REACH_PX = 2;

/**
 * Median ΔE00 between source and answer along the outer side of the mask's border; null when the mask has none.
 * `answer` covers `rect` in the source's format; the mask is the picture's.
 */
export async function seamDifference(
  source: NativePicture,
  answer: { rect: Rect; samples: Uint8Array | Uint16Array; hasAlpha: boolean },
  mask: Plane,
): Promise<number | null> {
  const colours = source.channels - (source.hasAlpha ? 1 : 0);
  const points = borderPoints(mask, answer.rect);
  if (points.length === 0) return null;
  const white =
    source.bitDepth === 8 ? new Uint8Array(2 * points.length * colours) : new Uint16Array(2 * points.length * colours);
  const ofSource = { samples: source.samples, channels: source.channels, widthPx: source.widthPx, left: 0, top: 0 };
  const step = colours + (answer.hasAlpha ? 1 : 0);
  const ofAnswer = { samples: answer.samples, channels: step, ...answer.rect };
  for (const [index, point] of points.entries()) {
    meanAround(ofSource, { point, mask, rect: answer.rect }, white.subarray(index * colours, (index + 1) * colours));
    const to = (points.length + index) * colours;
    meanAround(ofAnswer, { point, mask, rect: answer.rect }, white.subarray(to, to + colours));
  }
  const values = await colourDifferences({
    ...source,
    samples: white,
    channels: colours,
    hasAlpha: false,
    widthPx: points.length,
    heightPx: 2,
  });
  return values.sort((one, other) => one - other)[values.length >> 1] ?? 0;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Kept pixels with a masked neighbour, evenly thinned out. */
export function borderPoints({ widthPx, heightPx, data }: Plane, rect: Rect): readonly Point[] {
  const points: Point[] = [];
  for (let y = rect.top; y < rect.top + rect.heightPx; y += 1) {
    for (let x = rect.left; x < rect.left + rect.widthPx; x += 1) {
      const at = y * widthPx + x;
      if (data[at] !== 0) continue;
      const isBorder =
        (x > 0 && data[at - 1] !== 0) ||
        (x < widthPx - 1 && data[at + 1] !== 0) ||
        (y > 0 && data[at - widthPx] !== 0) ||
        (y < heightPx - 1 && data[at + widthPx] !== 0);
      if (isBorder) points.push({ x, y });
    }
  }
  const stride = Math.max(1, Math.ceil(points.length / MAX_POINTS));
  return points.filter((_, index) => index % stride === 0);
}

interface Grid {
  readonly samples: Uint8Array | Uint16Array;
  readonly channels: number;
  readonly widthPx: number;
  /** The picture's pixel at which the grid starts. */
  readonly left: number;
  readonly top: number;
}

function meanAround(
  grid: Grid,
  around: { point: Point; mask: Plane; rect: Rect },
  into: Uint8Array | Uint16Array,
): void {
  const { point, mask, rect } = around;
  const sums = new Float64Array(into.length);
  let count = 0;
  for (
    let y = Math.max(rect.top, point.y - REACH_PX);
    y <= Math.min(rect.top + rect.heightPx - 1, point.y + REACH_PX);
    y += 1
  ) {
    for (
      let x = Math.max(rect.left, point.x - REACH_PX);
      x <= Math.min(rect.left + rect.widthPx - 1, point.x + REACH_PX);
      x += 1
    ) {
      if (mask.data[y * mask.widthPx + x] !== 0) continue;
      const at = ((y - grid.top) * grid.widthPx + x - grid.left) * grid.channels;
      for (let channel = 0; channel < sums.length; channel += 1)
        sums[channel] = (sums[channel] ?? 0) + (grid.samples[at + channel] ?? 0);
      count += 1;
    }
  }
  for (let channel = 0; channel < sums.length; channel += 1)
    into[channel] = Math.round((sums[channel] ?? 0) / Math.max(1, count));
}

/** ΔE00 of every column of two rows, seen in sRGB through their own profile. */
export async function colourDifferences(strip: NativePicture): Promise<number[]> {
  const { file } = await encodeNative(strip);
  const { data, info } = await openPicture(file)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const difference = differenceCiede2000();
  const colourAt = (index: number) => {
    const [r = 0, g = 0, b = 0] =
      info.channels < 3 ? Array<number>(3).fill(data[index] ?? 0) : data.subarray(index * info.channels);
    return { mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 } as const;
  };
  return Array.from({ length: info.width }, (_, index) => difference(colourAt(index), colourAt(info.width + index)));
}

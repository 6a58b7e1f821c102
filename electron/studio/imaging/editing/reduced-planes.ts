/** Owns small float copies of large pictures, on which registration and tone are measured. */
import type { NativePicture } from './native-picture.ts';
import type { FloatPlane, Plane, Rect, Size } from './plane.ts';
import type { ResultPicture } from './result-picture.ts';
import { resamplePlane } from './separable-resample.ts';

/** Colour channels of one picture at one size; alpha stands apart. */
export interface ReducedPicture extends Size {
  readonly colours: readonly FloatPlane[];
  readonly alpha: FloatPlane | null;
}

interface Samples {
  readonly samples: Uint8Array | Uint16Array;
  readonly widthPx: number;
  readonly channels: number;
  readonly hasAlpha: boolean;
}

/** Averages squares of `factor` px of the rectangle; what is left over at the right and bottom is dropped. */
export function reduceSource(picture: NativePicture, rect: Rect, factor: number): ReducedPicture {
  return splitChannels(picture, rect, factor);
}

/** The answer stretched over exactly the grid of the reduced source, `part` of it (in its own pixels) if it was padded. */
export function reduceResult(result: ResultPicture, part: Rect, grid: Size): ReducedPicture {
  // Whole squares first, because they are cheap, but always leaving more pixels than the grid has.
  const factor = Math.max(1, Math.floor(Math.min(part.widthPx / grid.widthPx, part.heightPx / grid.heightPx)));
  const whole = {
    left: Math.floor(part.left),
    top: Math.floor(part.top),
    widthPx: Math.min(result.widthPx - Math.floor(part.left), Math.ceil(part.widthPx)),
    heightPx: Math.min(result.heightPx - Math.floor(part.top), Math.ceil(part.heightPx)),
  };
  const reduced = splitChannels(result, whole, factor);
  const along = (lengthPx: number, startPx: number, count: number) => {
    const scale = lengthPx / factor / count;
    return { scale, shift: scale / 2 - 0.5 + startPx / factor };
  };
  const map = {
    x: along(part.widthPx, part.left - whole.left, grid.widthPx),
    y: along(part.heightPx, part.top - whole.top, grid.heightPx),
  };
  const stretch = (plane: FloatPlane) => resamplePlane(plane, map, grid);
  return {
    ...grid,
    colours: reduced.colours.map(stretch),
    alpha: reduced.alpha ? stretch(reduced.alpha) : null,
  };
}

/** Brightness as the eye weighs it; inks are turned round so that more is lighter. */
export function brightness({ colours, widthPx, heightPx }: ReducedPicture): FloatPlane {
  const [first, second, third, black] = colours;
  if (!first || !second || !third) return first ?? { widthPx, heightPx, data: new Float32Array(widthPx * heightPx) };
  const data = first.data.map(
    (value, index) => 0.3 * value + 0.59 * (second.data[index] ?? 0) + 0.11 * (third.data[index] ?? 0),
  );
  if (!black) return { widthPx, heightPx, data };
  return { widthPx, heightPx, data: data.map((ink, index) => (1 - ink) * (1 - (black.data[index] ?? 0))) };
}

/** 1 where nothing in the square is masked, else 0. */
export function reduceKept(mask: Plane, rect: Rect, factor: number): FloatPlane {
  const widthPx = Math.floor(rect.widthPx / factor);
  const heightPx = Math.floor(rect.heightPx / factor);
  const data = new Float32Array(widthPx * heightPx).fill(1);
  for (let row = 0; row < heightPx * factor; row += 1) {
    const start = (rect.top + row) * mask.widthPx + rect.left;
    const target = Math.floor(row / factor) * widthPx;
    for (let at = 0, column = 0; column < widthPx; column += 1) {
      let any = 0;
      for (let step = 0; step < factor; step += 1, at += 1) any |= mask.data[start + at] ?? 0;
      if (any !== 0) data[target + column] = 0;
    }
  }
  return { widthPx, heightPx, data };
}

function splitChannels(picture: Samples, rect: Rect, factor: number): ReducedPicture {
  const widthPx = Math.max(1, Math.floor(rect.widthPx / factor));
  const heightPx = Math.max(1, Math.floor(rect.heightPx / factor));
  const { channels, samples } = picture;
  const sums = new Float32Array(widthPx * heightPx * channels);
  const pixelsAcross = widthPx * factor * channels;
  // A large square is read without its outermost rows: the mean stays centred and a third of the work is saved.
  const skip = factor >= 4 ? 1 : 0;
  for (let row = 0; row < heightPx * factor; row += 1) {
    const within = row % factor;
    if (within < skip || within >= factor - skip) continue;
    const from = ((rect.top + row) * picture.widthPx + rect.left) * channels;
    const line = samples.subarray(from, from + pixelsAcross);
    addRow(line, sums.subarray(Math.floor(row / factor) * widthPx * channels), { factor, channels, widthPx });
  }
  const white = samples instanceof Uint8Array ? 255 : 65_535;
  const scale = 1 / (white * factor * (factor - 2 * skip));
  const planes = Array.from({ length: channels }, (_, channel) => {
    const data = new Float32Array(widthPx * heightPx);
    for (let at = 0, from = channel; at < data.length; at += 1, from += channels) data[at] = (sums[from] ?? 0) * scale;
    return { widthPx, heightPx, data };
  });
  const alpha = picture.hasAlpha ? (planes.at(-1) ?? null) : null;
  return { widthPx, heightPx, colours: alpha ? planes.slice(0, -1) : planes, alpha };
}

interface Squares {
  readonly factor: number;
  readonly channels: number;
  readonly widthPx: number;
}

/** One pass over the samples in the order they lie in memory. */
function addRow(line: Uint8Array | Uint16Array, sums: Float32Array, { factor, channels, widthPx }: Squares): void {
  const squareLength = factor * channels;
  for (let column = 0; column < widthPx; column += 1) {
    const start = column * squareLength;
    const target = column * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = 0;
      for (let at = start + channel; at < start + squareLength; at += channels) sum += line[at] ?? 0;
      sums[target + channel] = (sums[target + channel] ?? 0) + sum;
    }
  }
}

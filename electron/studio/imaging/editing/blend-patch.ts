/** Owns the pixels of one edit: cut from the aligned answer, and blended into a picture through the mask. */
import type { NativeFormat, NativePicture } from './native-picture.ts';
import type { Plane, Rect } from './plane.ts';
import type { ResultPicture } from './result-picture.ts';
import { type PixelMap, resample } from './separable-resample.ts';
import { applyTone, type ToneMap } from './tone-match.ts';

/** What an edit puts in: samples in the source's own space and depth, and how much of each pixel counts. */
export interface PatchPixels {
  readonly rect: Rect;
  /** Colour channels of the source, then alpha if `hasAlpha`. */
  readonly samples: Uint8Array | Uint16Array;
  readonly hasAlpha: boolean;
  /** Of the rectangle. */
  readonly mask: Plane;
}

export interface AlignedAnswer {
  readonly result: ResultPicture;
  /** Crop pixels to answer pixels. */
  readonly map: PixelMap;
  readonly tone: ToneMap;
  /** The crop's place in the picture. */
  readonly crop: Rect;
}

/** Rows resampled at a time, which bounds the floats in memory. */
const BAND_ROWS = 128;

/** The answer as it lies over `rect` of the picture, moved, scaled and toned, in the picture's depth. */
export function alignedSamples(answer: AlignedAnswer, rect: Rect, format: NativeFormat): Uint8Array | Uint16Array {
  const { result, crop } = answer;
  const count = rect.widthPx * rect.heightPx * result.channels;
  const samples = format.bitDepth === 8 ? new Uint8ClampedArray(count) : new Uint16Array(count);
  const source = result.hasAlpha ? premultiplied(result) : result;
  for (let top = 0; top < rect.heightPx; top += BAND_ROWS) {
    const heightPx = Math.min(BAND_ROWS, rect.heightPx - top);
    const band = { left: rect.left - crop.left, top: rect.top - crop.top + top, widthPx: rect.widthPx, heightPx };
    const values = resample(source, answer.map, band);
    writeBand(samples.subarray(top * rect.widthPx * result.channels), values, { ...answer, bitDepth: format.bitDepth });
  }
  return samples instanceof Uint8ClampedArray ? new Uint8Array(samples.buffer) : samples;
}

function premultiplied(result: ResultPicture): Omit<ResultPicture, 'samples'> & { samples: Float32Array } {
  const { channels } = result;
  const samples = Float32Array.from(result.samples);
  for (let at = 0; at < samples.length; at += channels) {
    const share = (samples[at + channels - 1] ?? 0) / 255;
    for (let channel = 0; channel < channels - 1; channel += 1)
      samples[at + channel] = (samples[at + channel] ?? 0) * share;
  }
  return { ...result, samples };
}

interface BandStyle {
  readonly result: ResultPicture;
  readonly tone: ToneMap;
  readonly bitDepth: 8 | 16;
}

function writeBand(
  target: Uint8ClampedArray | Uint16Array,
  values: Float32Array,
  { result: { channels, hasAlpha }, tone, bitDepth }: BandStyle,
): void {
  const white = bitDepth === 8 ? 255 : 65_535;
  const colours = hasAlpha ? channels - 1 : channels;
  const colour = new Float32Array(colours);
  const toned = new Float32Array(colours);
  for (let at = 0; at < values.length; at += channels) {
    const alpha = hasAlpha ? Math.min(255, Math.max(0, values[at + colours] ?? 0)) : 255;
    const scale = alpha > 0 ? 1 / alpha : 0;
    for (let channel = 0; channel < colours; channel += 1) colour[channel] = (values[at + channel] ?? 0) * scale;
    applyTone(tone, colour, toned);
    for (let channel = 0; channel < colours; channel += 1) {
      target[at + channel] = Math.round(Math.min(1, Math.max(0, toned[channel] ?? 0)) * white);
    }
    if (hasAlpha) target[at + colours] = Math.round((alpha / 255) * white);
  }
}

/** Puts the patch in, in place. A sample whose mask is 0 is not written at all. */
export function blendPatch(picture: NativePicture, patch: PatchPixels): void {
  const { rect } = patch;
  const colours = picture.channels - (picture.hasAlpha ? 1 : 0);
  const step = colours + (patch.hasAlpha ? 1 : 0);
  const white = picture.bitDepth === 8 ? 255 : 65_535;
  const blendRow = picture.hasAlpha ? blendTransparent : blendOpaque;
  for (let row = 0; row < rect.heightPx; row += 1) {
    const to = ((rect.top + row) * picture.widthPx + rect.left) * picture.channels;
    blendRow({
      below: picture.samples.subarray(to, to + rect.widthPx * picture.channels),
      above: patch.samples.subarray(row * rect.widthPx * step, (row + 1) * rect.widthPx * step),
      mask: patch.mask.data.subarray(row * rect.widthPx, (row + 1) * rect.widthPx),
      colours,
      hasAlpha: patch.hasAlpha,
      white,
    });
  }
}

interface RowBlend {
  readonly below: Uint8Array | Uint16Array;
  readonly above: Uint8Array | Uint16Array;
  readonly mask: Uint8Array;
  readonly colours: number;
  /** Of `above`; below has it or not by the function used. */
  readonly hasAlpha: boolean;
  /** The sample value of full intensity. */
  readonly white: number;
}

/** Where the answer is transparent and the picture cannot be, the picture shows through. */
function blendOpaque({ below, above, mask, colours, hasAlpha, white }: RowBlend): void {
  const step = colours + (hasAlpha ? 1 : 0);
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const share = (mask[pixel] ?? 0) / 255;
    if (share === 0) continue;
    const to = pixel * colours;
    const from = pixel * step;
    const weight = hasAlpha ? (share * (above[from + colours] ?? 0)) / white : share;
    for (let channel = 0; channel < colours; channel += 1) {
      const old = below[to + channel] ?? 0;
      below[to + channel] = Math.round(old + ((above[from + channel] ?? 0) - old) * weight);
    }
  }
}

/** Alpha is blended as an amount, colours by how much each side is there; an answer without alpha is opaque. */
function blendTransparent({ below, above, mask, colours, hasAlpha, white }: RowBlend): void {
  const step = colours + (hasAlpha ? 1 : 0);
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const share = (mask[pixel] ?? 0) / 255;
    if (share === 0) continue;
    const to = pixel * (colours + 1);
    const from = pixel * step;
    const oldAmount = (1 - share) * (below[to + colours] ?? 0);
    const newAmount = share * (hasAlpha ? (above[from + colours] ?? 0) : white);
    const amount = oldAmount + newAmount;
    for (let channel = 0; channel < colours && amount > 0; channel += 1) {
      const old = (below[to + channel] ?? 0) * oldAmount;
      below[to + channel] = Math.round((old + (above[from + channel] ?? 0) * newAmount) / amount);
    }
    below[to + colours] = Math.round(amount);
  }
}

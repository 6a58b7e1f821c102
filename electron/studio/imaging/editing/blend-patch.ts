/** Owns the pixels of one edit: cut from the aligned answer, and blended into a picture through the mask. */
import type { NativeFormat, NativePicture } from './native-picture.ts';
import type { Plane, Rect } from './plane.ts';
import type { ResultPicture } from './result-picture.ts';
import { type PixelMap, resample } from './separable-resample.ts';
import type { ToneMap } from './tone-match.ts';

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
  const rowSamples = rect.widthPx * result.channels;
  const samples =
    format.bitDepth === 8 ? new Uint8Array(rect.heightPx * rowSamples) : new Uint16Array(rect.heightPx * rowSamples);
  const weighted = weightedByAlpha(result);
  const style = bandStyle(answer, { whiteIn: weighted.white, white: format.bitDepth === 8 ? 255 : 65_535 });
  for (let top = 0; top < rect.heightPx; top += BAND_ROWS) {
    const heightPx = Math.min(BAND_ROWS, rect.heightPx - top);
    const band = { left: rect.left - crop.left, top: rect.top - crop.top + top, widthPx: rect.widthPx, heightPx };
    const values = resample({ ...result, samples: weighted.samples }, answer.map, band);
    writeBand(samples.subarray(top * rowSamples), values, style);
  }
  return samples;
}

interface Weighted {
  readonly samples: Uint8Array | Uint16Array;
  /** The number that stands for full intensity. */
  readonly white: number;
}

/** Colours times alpha, so that what is transparent does not bleed into its neighbours; 255 × 255 fits 16 bits exactly. */
function weightedByAlpha({ samples, channels, hasAlpha }: ResultPicture): Weighted {
  if (!hasAlpha || isOpaque(samples, channels)) return { samples, white: 255 };
  const weighted = new Uint16Array(samples.length);
  for (let at = 0; at < samples.length; at += channels) {
    const alpha = samples[at + channels - 1] ?? 0;
    for (let channel = 0; channel < channels - 1; channel += 1)
      weighted[at + channel] = (samples[at + channel] ?? 0) * alpha;
    weighted[at + channels - 1] = alpha * 255;
  }
  return { samples: weighted, white: 255 * 255 };
}

function isOpaque(samples: Uint8Array, channels: number): boolean {
  for (let at = channels - 1; at < samples.length; at += channels) if (samples[at] !== 255) return false;
  return true;
}

interface BandStyle {
  /** Of the resampled numbers, and of the samples written. */
  readonly whiteIn: number;
  readonly white: number;
  readonly channels: number;
  readonly colours: number;
  /** The tone's rows after each other; the constant of each is in the written samples' range. */
  readonly tone: Float64Array;
}

function bandStyle({ result, tone }: AlignedAnswer, range: { whiteIn: number; white: number }): BandStyle {
  const { channels, hasAlpha } = result;
  const colours = hasAlpha ? channels - 1 : channels;
  const rows = Float64Array.from(tone.flatMap((row) => Array.from(row, (weight) => weight * range.white)));
  return { ...range, channels, colours, tone: rows };
}

function writeBand(target: Uint8Array | Uint16Array, values: Float32Array, style: BandStyle): void {
  const { whiteIn, white, channels, colours, tone } = style;
  const hasAlpha = channels > colours;
  for (let at = 0; at < values.length; at += channels) {
    const alpha = hasAlpha ? Math.min(whiteIn, Math.max(0, values[at + colours] ?? 0)) : whiteIn;
    const scale = alpha > 0 ? 1 / alpha : 0;
    for (let channel = 0; channel < colours; channel += 1) {
      const row = channel * (colours + 1);
      let sum = 0;
      for (let other = 0; other < colours; other += 1) sum += (tone[row + other] ?? 0) * (values[at + other] ?? 0);
      const toned = sum * scale + (tone[row + colours] ?? 0);
      // What is written drops its fraction.
      target[at + channel] = Math.min(white, Math.max(0, toned)) + 0.5;
    }
    if (hasAlpha) target[at + colours] = (alpha / whiteIn) * white + 0.5;
  }
}

/** Puts the patch in, in place. A sample whose mask is 0 is not written at all. */
export function blendPatch(picture: NativePicture, patch: PatchPixels): void {
  const count = picture.widthPx * picture.channels;
  for (let row = 0; row < patch.rect.heightPx; row += 1) {
    const start = (patch.rect.top + row) * count;
    blendRow(picture.samples.subarray(start, start + count), { row, patch, format: picture });
  }
}

/** One row as `blendPatch` would make it: a view where the patch does not reach, else a copy. */
export function blendedRow(picture: NativePicture, patch: PatchPixels, row: number): Uint8Array | Uint16Array {
  const count = picture.widthPx * picture.channels;
  const line = picture.samples.subarray(row * count, (row + 1) * count);
  const inPatch = row - patch.rect.top;
  if (inPatch < 0 || inPatch >= patch.rect.heightPx) return line;
  const blended = line instanceof Uint8Array ? Uint8Array.from(line) : Uint16Array.from(line);
  blendRow(blended, { row: inPatch, patch, format: picture });
  return blended;
}

interface PatchRow {
  /** Counted in the patch. */
  readonly row: number;
  readonly patch: PatchPixels;
  readonly format: NativeFormat;
}

/** `line` is the picture's whole row. */
function blendRow(line: Uint8Array | Uint16Array, { row, patch, format }: PatchRow): void {
  const { left, widthPx } = patch.rect;
  const colours = format.channels - (format.hasAlpha ? 1 : 0);
  const step = colours + (patch.hasAlpha ? 1 : 0);
  const parts: RowBlend = {
    below: line.subarray(left * format.channels, (left + widthPx) * format.channels),
    above: patch.samples.subarray(row * widthPx * step, (row + 1) * widthPx * step),
    mask: patch.mask.data.subarray(row * widthPx, (row + 1) * widthPx),
    colours,
    hasAlpha: patch.hasAlpha,
    white: format.bitDepth === 8 ? 255 : 65_535,
  };
  if (format.hasAlpha) blendTransparent(parts);
  else if (patch.hasAlpha) blendOpaque(parts);
  else blendPlain(parts);
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

/** Neither side transparent. Whole numbers round as fractions would: 255 is odd, so no value lies half between two. */
function blendPlain({ below, above, mask, colours }: RowBlend): void {
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const share = mask[pixel] ?? 0;
    if (share === 0) continue;
    for (let at = pixel * colours; at < (pixel + 1) * colours; at += 1) {
      const old = below[at] ?? 0;
      below[at] = (old * 255 + ((above[at] ?? 0) - old) * share + 127) / 255;
    }
  }
}

/** Where the answer is transparent and the picture cannot be, the picture shows through. */
function blendOpaque({ below, above, mask, colours, white }: RowBlend): void {
  const step = colours + 1;
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const share = (mask[pixel] ?? 0) / 255;
    if (share === 0) continue;
    const to = pixel * colours;
    const from = pixel * step;
    const weight = (share * (above[from + colours] ?? 0)) / white;
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

/** Owns Local fill: removes what is masked and continues what surrounds it, without any model, offline. */
import { StudioError } from '../../../../shared/errors.ts';
import { blendPatch, type PatchPixels } from './blend-patch.ts';
import { borderCorrection } from './border-tone.ts';
import { type EditProof, hashBytes, hashPlane } from './edit-proof.ts';
import { fillHole } from './fill-hole.ts';
import type { FloatPicture } from './float-picture.ts';
import { readPlane } from './mask-file.ts';
import { decodeNative, type NativePicture } from './native-picture.ts';
import { encodePatch, type Patch } from './patch-file.ts';
import { cutPlane, growRect, type Plane, type Rect } from './plane.ts';
import { sealEdit } from './seal-edit.ts';
import { stitchCopies } from './stitch-copies.ts';
import { visibleSeam } from './visible-seam.ts';

export interface LocalFill {
  readonly file: Uint8Array;
  readonly mime: 'image/png' | 'image/tiff';
  /** Residual 0 and confidence 1: nothing came from outside that could be misplaced. */
  readonly proof: EditProof;
  readonly patch: Patch;
}

/** Long edge on which likeness is searched; above it, found places are copied from the full picture. */
const WORKING_EDGE_PX = 480;
const MIN_CONTEXT_PX = 48;

/**
 * `source` is the file, the mask has its upright size. Throws `bad-request` for an empty or full mask or one of another
 * size, `unsupported` as `decodeNative`, `internal` when a sample outside would differ.
 */
export async function fillLocally(source: Uint8Array, mask: Plane): Promise<LocalFill> {
  const picture = await decodeNative(source);
  const { bounds, notes } = readPlane(mask, picture);
  if (notes.includes('full-mask')) {
    throw new StudioError(
      'bad-request',
      'The whole picture is masked, so there is nothing to continue. Leave a part unmasked.',
    );
  }
  const context = Math.max(MIN_CONTEXT_PX, Math.round(0.75 * Math.max(bounds.widthPx, bounds.heightPx)));
  const rect = growRect(bounds, context, picture);
  const samples = fillRect(picture, mask, rect);
  const pixels: PatchPixels = { rect, samples, hasAlpha: picture.hasAlpha, mask: cutPlane(mask, rect) };
  const edited = { ...picture, samples: picture.samples.slice() };
  blendPatch(edited, pixels);
  const { file, mime, samplesCompared, samplesDiffering, resultHash } = await sealEdit(picture, edited, mask);
  const seamDeltaE = await visibleSeam(edited, mask, rect);
  const hashes = { sourceHash: hashBytes(source), resultHash, maskHash: hashPlane(mask) };
  const proof = { samplesCompared, samplesDiffering, ...hashes, residualPx: 0, confidence: 1, seamDeltaE };
  return { file, mime, proof, patch: await encodePatch(pixels, picture) };
}

/** The samples of the rectangle with the hole filled by samples of the same picture, their tone led over at the rim. */
function fillRect(picture: NativePicture, mask: Plane, rect: Rect): Uint8Array | Uint16Array {
  const factor = Math.max(1, Math.ceil(Math.max(rect.widthPx, rect.heightPx) / WORKING_EDGE_PX));
  const small = shrink(picture, mask, { rect, factor });
  const source = stitchCopies(small, fillHole(small));
  const grid = { small, factor, rect };
  const correction = { ...small, data: borderCorrection(small, source) };
  const { channels } = picture;
  const white = picture.bitDepth === 8 ? 255 : 65_535;
  const samples = picture.samples.slice(0, rect.widthPx * rect.heightPx * channels);
  const added = new Float32Array(channels);
  for (let row = 0; row < rect.heightPx; row += 1) {
    const line = (rect.top + row) * picture.widthPx + rect.left;
    const kept = picture.samples.subarray(line * channels, (line + rect.widthPx) * channels);
    samples.set(kept, row * rect.widthPx * channels);
    for (let column = 0; column < rect.widthPx; column += 1) {
      if (mask.data[line + column] === 0) continue;
      const from = placeOf(source, { column, row }, grid);
      sampleBetween(correction, { column, row, factor, source }, added);
      const start = ((rect.top + from.row) * picture.widthPx + rect.left + from.column) * channels;
      const to = (row * rect.widthPx + column) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        const value = (picture.samples[start + channel] ?? 0) + ((added[channel] ?? 0) * white) / 255;
        samples[to + channel] = Math.round(Math.min(white, Math.max(0, value)));
      }
    }
  }
  return samples;
}

/** The small correction at a full pixel, between those of its four neighbours that belong to the same copied piece. */
function sampleBetween(
  small: FloatPicture,
  at: { column: number; row: number; factor: number; source: Int32Array },
  into: Float32Array,
): void {
  const { widthPx, heightPx, channels, data, hole } = small;
  const x = Math.min(widthPx - 1, Math.max(0, (at.column + 0.5) / at.factor - 0.5));
  const y = Math.min(heightPx - 1, Math.max(0, (at.row + 0.5) / at.factor - 0.5));
  const own = Math.floor(at.row / at.factor) * widthPx + Math.floor(at.column / at.factor);
  const shift = (at.source[own] ?? 0) - own;
  into.fill(0);
  let weights = 0;
  for (const row of [Math.floor(y), Math.ceil(y)]) {
    for (const column of [Math.floor(x), Math.ceil(x)]) {
      const pixel = row * widthPx + column;
      if (hole[pixel] === 0 || (at.source[pixel] ?? 0) - pixel !== shift) continue;
      const weight = Math.max(1e-3, 1 - Math.abs(column - x)) * Math.max(1e-3, 1 - Math.abs(row - y));
      weights += weight;
      for (let channel = 0; channel < channels; channel += 1) {
        into[channel] = (into[channel] ?? 0) + weight * (data[pixel * channels + channel] ?? 0);
      }
    }
  }
  for (let channel = 0; channel < channels; channel += 1) into[channel] = (into[channel] ?? 0) / (weights || 1);
}

interface Grid {
  readonly small: FloatPicture;
  readonly factor: number;
  readonly rect: Rect;
}

/** Where a full pixel is copied from: the small pixel's shift, in full pixels. */
function placeOf(source: Int32Array, { column, row }: { column: number; row: number }, { small, factor, rect }: Grid) {
  const x = Math.min(small.widthPx - 1, Math.floor(column / factor));
  const y = Math.min(small.heightPx - 1, Math.floor(row / factor));
  const from = source[y * small.widthPx + x] ?? -1;
  if (from < 0) return { column, row };
  return {
    column: Math.min(rect.widthPx - 1, column + ((from % small.widthPx) - x) * factor),
    row: Math.min(rect.heightPx - 1, row + (Math.floor(from / small.widthPx) - y) * factor),
  };
}

function shrink(picture: NativePicture, mask: Plane, { rect, factor }: { rect: Rect; factor: number }): FloatPicture {
  const { channels } = picture;
  const widthPx = Math.ceil(rect.widthPx / factor);
  const heightPx = Math.ceil(rect.heightPx / factor);
  const data = new Float32Array(widthPx * heightPx * channels);
  const hole = new Uint8Array(widthPx * heightPx);
  const counts = new Float32Array(widthPx * heightPx);
  const scale = picture.bitDepth === 8 ? 1 : 1 / 257;
  for (let row = 0; row < rect.heightPx; row += 1) {
    for (let column = 0; column < rect.widthPx; column += 1) {
      const pixel = (rect.top + row) * picture.widthPx + rect.left + column;
      const to = Math.floor(row / factor) * widthPx + Math.floor(column / factor);
      if (mask.data[pixel] !== 0) {
        hole[to] = 1;
        continue;
      }
      counts[to] = (counts[to] ?? 0) + 1;
      for (let channel = 0; channel < channels; channel += 1) {
        data[to * channels + channel] =
          (data[to * channels + channel] ?? 0) + (picture.samples[pixel * channels + channel] ?? 0) * scale;
      }
    }
  }
  for (let at = 0; at < data.length; at += 1)
    data[at] = (data[at] ?? 0) / Math.max(1, counts[Math.floor(at / channels)] ?? 1);
  return { widthPx, heightPx, channels, data, hole };
}

/** Owns a picture made of its first original and patches in any order, through wider canvases, with the proof for it. */
import { StudioError } from '../../../../shared/errors.ts';
import { blendPatch, type PatchPixels } from './blend-patch.ts';
import { hashBytes } from './edit-proof.ts';
import { extendedSamples } from './extend-canvas.ts';
import { encodeNative } from './native-encoding.ts';
import { decodeNative, type NativePicture } from './native-picture.ts';
import { decodePatch, type Patch } from './patch-file.ts';
import { cutPlane, emptyPlane, type Plane, type Rect } from './plane.ts';
import { sealEdit } from './seal-edit.ts';
import { countOutside, type OutsideCount } from './verify-outside.ts';

/** One step of a chain. `rect` counts from the corner of `frame`, as it did when the step was made. */
export interface ChainLayer extends Patch {
  /** The canvas it was made on, counted from the first original's corner; wider than it after an extension. */
  readonly frame: Rect;
  /** Widens the canvas to `frame` before it is laid. */
  readonly isExtension: boolean;
  /** How sentences call it: "edit 3". */
  readonly label: string;
  /** SHA-256 of the two files as they were stored. */
  readonly pixelsHash: string;
  readonly maskHash: string;
}

export interface ChainOriginal {
  readonly file: Uint8Array;
  /** SHA-256 of the file when it came. */
  readonly hash: string;
}

export interface ComposedChain extends OutsideCount {
  readonly file: Uint8Array;
  readonly mime: 'image/png' | 'image/tiff';
  readonly resultHash: string;
  /** The canvas, counted from the first original's corner. */
  readonly frame: Rect;
}

export interface ChainCheck extends OutsideCount {
  /** Original and patches give the very same file once more. */
  readonly isRebuilt: boolean;
}

/**
 * The file, decoded again and compared: every sample that no shown patch covers is the first original's. Throws
 * `image-damaged` for a changed original or patch, `bad-request` for an extension without the canvas it goes on from,
 * `internal` when one sample outside would differ.
 */
export async function composeChain(original: ChainOriginal, layers: readonly ChainLayer[]): Promise<ComposedChain> {
  const { ground, picture, touched, frame } = await compose(original, layers);
  return { ...(await sealEdit(ground, picture, touched)), frame };
}

/** The same for a file that exists: counts instead of refusing. Throws as `composeChain` for what is damaged. */
export async function checkChain(
  original: ChainOriginal,
  layers: readonly ChainLayer[],
  file: Uint8Array,
): Promise<ChainCheck> {
  const { ground, picture, touched } = await compose(original, layers);
  const rebuilt = await encodeNative(picture);
  const isRebuilt = Buffer.compare(rebuilt.file, file) === 0;
  const again = await decodeNative(isRebuilt ? rebuilt.file : file);
  if (again.samples.length !== ground.samples.length) return { samplesCompared: 0, samplesDiffering: 0, isRebuilt };
  return { ...countOutside(ground, again, touched), isRebuilt };
}

interface Composition {
  readonly picture: NativePicture;
  /** The first original alone, on the canvas of `picture`. */
  readonly ground: NativePicture;
  /** Above 0 wherever a patch or an extension lies. */
  readonly touched: Plane;
  readonly frame: Rect;
}

async function compose(original: ChainOriginal, layers: readonly ChainLayer[]): Promise<Composition> {
  if (hashBytes(original.file) !== original.hash) throw changedOriginal();
  const first = await decodeNative(original.file);
  let frame: Rect = { left: 0, top: 0, widthPx: first.widthPx, heightPx: first.heightPx };
  let picture: NativePicture = { ...first, samples: first.samples.slice() };
  const laid: { readonly mask: Plane; readonly at: Rect }[] = [];
  for (const layer of layers) {
    if (layer.isExtension) {
      picture = widened(picture, frame, layer);
      frame = layer.frame;
    }
    const pixels = await pixelsWithin(layer, frame);
    if (!pixels) continue;
    blendPatch(picture, pixels);
    const at = { ...pixels.rect, left: pixels.rect.left + frame.left, top: pixels.rect.top + frame.top };
    laid.push({ mask: pixels.mask, at });
  }
  const touched = outsideOf(first, frame);
  for (const { mask, at } of laid) markTouched(touched, mask, { x: at.left - frame.left, y: at.top - frame.top });
  const origin = { left: 0, top: 0, widthPx: first.widthPx, heightPx: first.heightPx };
  return { picture, ground: onCanvas(first, origin, frame), touched, frame };
}

function widened(picture: NativePicture, from: Rect, { frame, label }: ChainLayer): NativePicture {
  const right = from.left + from.widthPx;
  const bottom = from.top + from.heightPx;
  const isAround =
    frame.left <= from.left &&
    frame.top <= from.top &&
    frame.left + frame.widthPx >= right &&
    frame.top + frame.heightPx >= bottom;
  if (isAround) return onCanvas(picture, from, frame);
  const message = `The extension of ${label} goes on from another canvas. Show the extension before it, or hide this one as well.`;
  throw new StudioError('bad-request', message);
}

function onCanvas(picture: NativePicture, from: Rect, to: Rect): NativePicture {
  const margins = {
    left: from.left - to.left,
    top: from.top - to.top,
    right: to.left + to.widthPx - from.left - from.widthPx,
    bottom: to.top + to.heightPx - from.top - from.heightPx,
  };
  if (Object.values(margins).every((side) => side === 0)) return picture;
  const size = { widthPx: to.widthPx, heightPx: to.heightPx };
  return { ...picture, ...size, samples: extendedSamples(picture, margins, size) };
}

/** Everything but the first original's own area. */
function outsideOf({ widthPx, heightPx }: NativePicture, frame: Rect): Plane {
  const plane = emptyPlane(frame);
  plane.data.fill(255);
  for (let row = 0; row < heightPx; row += 1) {
    const start = (row - frame.top) * frame.widthPx - frame.left;
    plane.data.fill(0, start, start + widthPx);
  }
  return plane;
}

function markTouched(touched: Plane, mask: Plane, at: { x: number; y: number }): void {
  for (let row = 0; row < mask.heightPx; row += 1) {
    const start = (at.y + row) * touched.widthPx + at.x;
    for (let column = 0; column < mask.widthPx; column += 1) {
      if (mask.data[row * mask.widthPx + column] !== 0) touched.data[start + column] = 255;
    }
  }
}

/** The patch as it lies on the canvas, what reaches beyond it cut off; null when nothing is left. */
async function pixelsWithin(layer: ChainLayer, canvas: Rect): Promise<PatchPixels | null> {
  if (hashBytes(layer.pixels) !== layer.pixelsHash || hashBytes(layer.mask) !== layer.maskHash)
    throw damagedPatch(layer.label);
  const pixels = await decodePatch(layer);
  const left = layer.rect.left + layer.frame.left - canvas.left;
  const top = layer.rect.top + layer.frame.top - canvas.top;
  return cutToCanvas({ ...pixels, rect: { ...layer.rect, left, top } }, canvas);
}

function cutToCanvas(pixels: PatchPixels, canvas: Rect): PatchPixels | null {
  const { rect } = pixels;
  const left = Math.max(0, rect.left);
  const top = Math.max(0, rect.top);
  const widthPx = Math.min(canvas.widthPx, rect.left + rect.widthPx) - left;
  const heightPx = Math.min(canvas.heightPx, rect.top + rect.heightPx) - top;
  if (widthPx <= 0 || heightPx <= 0) return null;
  if (widthPx === rect.widthPx && heightPx === rect.heightPx) return pixels;
  const step = pixels.samples.length / (rect.widthPx * rect.heightPx);
  const samples = pixels.samples.slice(0, widthPx * heightPx * step);
  for (let row = 0; row < heightPx; row += 1) {
    const from = ((top - rect.top + row) * rect.widthPx + left - rect.left) * step;
    samples.set(pixels.samples.subarray(from, from + widthPx * step), row * widthPx * step);
  }
  const part = { left: left - rect.left, top: top - rect.top, widthPx, heightPx };
  return { ...pixels, samples, rect: { left, top, widthPx, heightPx }, mask: cutPlane(pixels.mask, part) };
}

function changedOriginal(): StudioError {
  return new StudioError(
    'image-damaged',
    'The first original was changed on disk since it was edited, so its edits cannot be laid on it again. The finished pictures are kept as they are; put the library back from a backup.',
  );
}

function damagedPatch(label: string): StudioError {
  return new StudioError(
    'image-damaged',
    `The patch of ${label} is damaged on disk. The finished pictures are kept as they are; hide that edit or run it again.`,
  );
}

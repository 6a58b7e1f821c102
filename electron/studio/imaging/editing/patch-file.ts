/** Owns an edit stored as a patch over the first original: its place, its pixels and its mask as small lossless files. */
import type { PatchPixels } from './blend-patch.ts';
import { encodeMask, readMask } from './mask-file.ts';
import { encodeNative } from './native-encoding.ts';
import { decodeNative, type NativeFormat } from './native-picture.ts';
import type { Rect } from './plane.ts';

export interface Patch {
  /** In the picture's upright pixels. */
  readonly rect: Rect;
  /** The aligned answer over `rect` in the picture's own space and depth: PNG, or TIFF for CMYK; no profile inside. */
  readonly pixels: Uint8Array;
  /** Greyscale PNG of `rect`, white = change. */
  readonly mask: Uint8Array;
}

export async function encodePatch(pixels: PatchPixels, format: NativeFormat): Promise<Patch> {
  const { rect, samples, hasAlpha } = pixels;
  const colours = format.channels - (format.hasAlpha ? 1 : 0);
  const { widthPx, heightPx } = rect;
  const channels = colours + (hasAlpha ? 1 : 0);
  const { space, bitDepth } = format;
  const { file } = await encodeNative({
    space,
    bitDepth,
    channels,
    hasAlpha,
    icc: null,
    densityPpi: null,
    samples,
    widthPx,
    heightPx,
  });
  return { rect, pixels: file, mask: await encodeMask(pixels.mask) };
}

/** Throws `image-damaged`, `not-an-image` or `bad-request` for a patch that is no longer what was stored. */
export async function decodePatch({ rect, pixels, mask }: Patch): Promise<PatchPixels> {
  const { samples, hasAlpha } = await decodeNative(pixels);
  const reading = await readMask(mask, rect);
  return { rect, samples, hasAlpha, mask: reading.mask };
}

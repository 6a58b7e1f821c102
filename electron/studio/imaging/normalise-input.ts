/** Owns the copy of a picture that is sent to a vendor: upright, 8-bit sRGB, no metadata, within the vendor's limits. */
import type { Sharp } from 'sharp';
import { StudioError } from '../../../shared/errors.ts';
import { decoding, openPicture, rawPicture, requirePicture } from './open-picture.ts';

export interface SendingLimits {
  readonly maxEdgePx: number;
  readonly maxBytes: number;
}

export interface SendablePicture {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/jpeg';
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Above this a PNG of a photo costs more upload than its exactness is worth to a model. */
const LOSSLESS_PIXELS = 4_400_000;
const JPEG_QUALITIES = [95, 90, 84] as const;
const SHRINK = 0.8;
const MIN_EDGE_PX = 64;

/**
 * PNG when there is transparency or the source was lossless and small, else JPEG without chroma subsampling. When the
 * bytes do not fit, JPEG quality gives way first (95, 90, 84), then the edge in steps of 0.8. Never enlarges.
 * Throws `not-an-image`, `image-too-large`, `image-damaged`.
 */
export async function normaliseForSending(bytes: Uint8Array, limits: SendingLimits): Promise<SendablePicture> {
  const isPhoto = requirePicture(bytes) === 'image/jpeg';
  for (let edgePx = limits.maxEdgePx; edgePx >= MIN_EDGE_PX; edgePx = Math.floor(edgePx * SHRINK)) {
    const pixels = await uprightPixels(bytes, edgePx);
    const isLossless = pixels.hasAlpha || (!isPhoto && pixels.widthPx * pixels.heightPx <= LOSSLESS_PIXELS);
    const picture = (isLossless ? await asPng(pixels, limits) : null) ?? (await asJpeg(pixels, limits));
    if (picture) return picture;
  }
  throw new StudioError(
    'image-too-large',
    `This picture cannot be made small enough for the model (${limits.maxBytes.toLocaleString('en-US')} bytes).`,
  );
}

interface UprightPixels {
  readonly open: () => Sharp;
  readonly hasAlpha: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Decodes once to raw samples, because several encodings may be tried on them. */
async function uprightPixels(bytes: Uint8Array, edgePx: number): Promise<UprightPixels> {
  return decoding(async () => {
    const { data, info } = await openPicture(bytes)
      .autoOrient()
      .resize({ width: edgePx, height: edgePx, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const open = () => rawPicture(data, info);
    const hasAlpha = (info.channels === 2 || info.channels === 4) && !(await open().stats()).isOpaque;
    return { open, hasAlpha, widthPx: info.width, heightPx: info.height };
  });
}

async function asPng(pixels: UprightPixels, limits: SendingLimits): Promise<SendablePicture | null> {
  const pipeline = pixels.hasAlpha ? pixels.open() : pixels.open().removeAlpha();
  const bytes = await pipeline.toColourspace('srgb').png({ compressionLevel: 6 }).toBuffer();
  return bytes.length <= limits.maxBytes ? sendable(bytes, 'image/png', pixels) : null;
}

async function asJpeg(pixels: UprightPixels, limits: SendingLimits): Promise<SendablePicture | null> {
  if (pixels.hasAlpha) return null;
  for (const quality of JPEG_QUALITIES) {
    const bytes = await pixels
      .open()
      .removeAlpha()
      .toColourspace('srgb')
      .jpeg({ quality, chromaSubsampling: '4:4:4' })
      .toBuffer();
    if (bytes.length <= limits.maxBytes) return sendable(bytes, 'image/jpeg', pixels);
  }
  return null;
}

function sendable(bytes: Uint8Array, mime: SendablePicture['mime'], pixels: UprightPixels): SendablePicture {
  return { bytes, mime, widthPx: pixels.widthPx, heightPx: pixels.heightPx };
}

/** Owns measuring a picture: what it is, how large, and whether it can be decoded to its end. */

import type { Metadata } from 'sharp';
import { StudioError } from '../../../shared/errors.ts';
import { hasWholeGifBlocks } from './gif-blocks.ts';
import { iccName } from './icc-name.ts';
import { decoding, LIMIT_EDGE_PX, LIMIT_PIXELS, openPicture, requirePicture } from './open-picture.ts';
import type { PictureMime } from './picture-signature.ts';
import { hasWholePngChunks } from './png-checksums.ts';

export interface PictureFacts {
  readonly mime: PictureMime;
  /** Pixels of the first page after EXIF orientation. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hasAlpha: boolean;
  /** Bits per channel as stored: 8, 10, 16 … */
  readonly bitDepth: number;
  /** libvips' name: "srgb", "cmyk", "b-w", "rgb16" … */
  readonly colourSpace: string;
  /** The embedded profile's own name; null without a profile. */
  readonly iccName: string | null;
  /** Frames or pages; 1 for most pictures. */
  readonly pages: number;
}

export interface ProbeOptions {
  /**
   * For what a model just drew: a PNG whose checksums all hold came as it was sent, and inflating it once more would
   * only cost the time. Pictures from elsewhere are decoded, because a checksum says nothing of who wrote it.
   */
  readonly trustsChecksums?: boolean;
}

/**
 * Reads the header, checks the limits, then decodes the whole first page once in a reduced form (JPEG and WebP shrink
 * while loading; every row of the others is inflated), so that a cut-off file is found now and not at export.
 * Throws `not-an-image`, `image-too-large`, `image-damaged`.
 */
export async function probePicture(bytes: Uint8Array, options: ProbeOptions = {}): Promise<PictureFacts> {
  const mime = requirePicture(bytes);
  const facts = await decoding(async () => {
    // The header alone tells the size; the pixel limit is ours to explain below.
    const metadata = await openPicture(bytes, { limitInputPixels: false }).metadata();
    return factsFrom(mime, metadata);
  });
  requireBearableSize(facts);
  const isKnownWhole = options.trustsChecksums === true && mime === 'image/png' && hasWholePngChunks(bytes);
  if (!isKnownWhole) await decoding(() => decodeAllRows(bytes, mime));
  return facts;
}

function factsFrom(mime: PictureMime, metadata: Metadata): PictureFacts {
  const size = uprightSize(metadata);
  return {
    mime,
    widthPx: size.widthPx,
    heightPx: size.heightPx,
    hasAlpha: metadata.hasAlpha,
    bitDepth: metadata.bitsPerSample ?? BITS_BY_DEPTH[metadata.depth] ?? 8,
    colourSpace: metadata.space,
    iccName: metadata.icc ? (iccName(metadata.icc) ?? 'unnamed profile') : null,
    pages: metadata.pages ?? 1,
  };
}

/** Of a file with several pages sharp reports one page's height apart. */
function uprightSize(metadata: Metadata): { widthPx: number; heightPx: number } {
  const turned = (metadata.orientation ?? 1) >= 5;
  const height = metadata.pageHeight ?? metadata.height;
  return turned ? { widthPx: height, heightPx: metadata.width } : { widthPx: metadata.width, heightPx: height };
}

const BITS_BY_DEPTH: Readonly<Record<string, number>> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
  double: 64,
};

function requireBearableSize({ widthPx, heightPx }: PictureFacts): void {
  const pixels = widthPx * heightPx;
  if (pixels <= LIMIT_PIXELS && Math.max(widthPx, heightPx) <= LIMIT_EDGE_PX) return;
  const size = `${widthPx.toLocaleString('en-US')} × ${heightPx.toLocaleString('en-US')} pixels`;
  throw new StudioError(
    'image-too-large',
    `This picture has ${size} (${Math.round(pixels / 1e6)} megapixels). The limit is ${Math.floor(LIMIT_PIXELS / 1e6)} megapixels and ${LIMIT_EDGE_PX.toLocaleString('en-US')} pixels an edge. Save a smaller copy and try again.`,
  );
}

async function decodeAllRows(bytes: Uint8Array, mime: PictureMime): Promise<void> {
  if (mime === 'image/gif' && !hasWholeGifBlocks(bytes)) throw new Error('GIF blocks are cut off');
  await openPicture(bytes).resize({ width: 32, height: 32, fit: 'fill', kernel: 'linear' }).raw().toBuffer();
}

/** Owns the small pictures the window shows instead of originals. */
import { decoding, openPicture } from './open-picture.ts';

/** The widths that exist; anything else asked for takes the next larger one, so that a zoom reuses files. */
export const THUMBNAIL_WIDTHS_PX = [160, 320, 640, 1280, 2560] as const;
export type ThumbnailWidth = (typeof THUMBNAIL_WIDTHS_PX)[number];

/** A long banner may be at most this many times as tall as wide, to bound memory and WebP's 16,383 px edge. */
const MAX_TALLNESS = 6;

export function thumbnailWidthFor(askedPx: number): ThumbnailWidth {
  return THUMBNAIL_WIDTHS_PX.find((widthPx) => widthPx >= askedPx) ?? 2560;
}

/**
 * A WebP of at most `widthPx` wide (never larger than the picture), upright, 8-bit sRGB, alpha kept, no metadata.
 * Throws `not-an-image`, `image-too-large`, `image-damaged`.
 */
export function makeThumbnail(bytes: Uint8Array, widthPx: number): Promise<Uint8Array> {
  return decoding(() =>
    openPicture(bytes)
      .autoOrient()
      .resize({ width: widthPx, height: widthPx * MAX_TALLNESS, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      // Smart subsampling looks slightly better and takes three times as long.
      .webp({ quality: widthPx <= 320 ? 78 : 85, alphaQuality: 90, effort: 2 })
      .toBuffer(),
  );
}

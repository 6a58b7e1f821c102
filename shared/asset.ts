/** Owns what is known of one stored picture. */
import { z } from 'zod';
import { assetIdSchema } from './ids.ts';

/** Widths of the thumbnails a window may ask for; a fixed ladder, so that nobody can fill the disk with sizes. */
export const THUMBNAIL_WIDTHS_PX: readonly number[] = [160, 320, 640, 1280, 2560];

/** `working`: made on the way, such as masks and widened canvases; not listed in history. */
const ASSET_SOURCES = ['generated', 'imported', 'working'] as const;

export const assetSchema = z.object({
  id: assetIdSchema,
  /** SHA-256 of the bytes as they came, in hex; `/media/HASH` answers with them. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  mime: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/tiff', 'image/gif']),
  /** Pixels after EXIF orientation, as every viewer shows them. */
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  sizeBytes: z.number().int().nonnegative(),
  hasAlpha: z.boolean(),
  name: z.string(),
  source: z.enum(ASSET_SOURCES),
  createdAtMs: z.number(),
});
export type Asset = z.infer<typeof assetSchema>;

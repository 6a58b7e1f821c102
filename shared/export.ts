/** Owns what can be delivered, and with which options. */
import { z } from 'zod';
import { assetIdSchema, exportIdSchema } from './ids.ts';

export const EXPORT_FORMATS = ['png', 'jpeg', 'webp', 'avif'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportRequestSchema = z.object({
  assetId: assetIdSchema,
  format: z.enum(EXPORT_FORMATS),
  /** 1-100 for JPEG, WebP and AVIF; ignored by PNG. */
  quality: z.number().int().min(1).max(100),
  /** Resolution tag written to the file; the pixels stay as they are. */
  dpi: z.number().int().min(1).max(9_600),
  /** Colour behind transparent pixels in formats without alpha, as #rrggbb. */
  matte: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  /** `recipe` writes prompt, model and provenance into the file; `none` strips all metadata but the colour profile. */
  metadata: z.enum(['recipe', 'none']),
  fileName: z.string().max(200).nullable(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const exportResultSchema = z.object({
  id: exportIdSchema,
  fileName: z.string(),
  /** Relative address that answers with the file as a download. */
  url: z.string(),
  sizeBytes: z.number().int(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  dpi: z.number().int(),
  mime: z.string(),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

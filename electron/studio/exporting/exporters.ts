/**
 * Owns the list of exporters. To add one: write `NAME-exporter.ts` beside this file that implements `Exporter`, add the
 * format to EXPORT_FORMATS in shared/export.ts (the compiler then asks for it here), and give it a line in the round
 * trips of test/studio/exporting.test.ts. Nothing else in the studio or the window names a format.
 */
import type { ExportFormat } from '../../../shared/export.ts';
import type { Receipt } from '../../../shared/generation.ts';
import { avifExporter } from './avif-exporter.ts';
import { deliverPicture, type ExportedPicture } from './deliver-picture.ts';
import type { Exporter, ExportOptions } from './exporter.ts';
import { jpegExporter } from './jpeg-exporter.ts';
import { pngExporter } from './png-exporter.ts';
import { webpExporter } from './webp-exporter.ts';

export const exporters: Readonly<Record<ExportFormat, Exporter>> = {
  png: pngExporter,
  jpeg: jpegExporter,
  webp: webpExporter,
  avif: avifExporter,
};

/**
 * The whole picture at its own pixels: upright, in its own RGB or grey profile (sRGB attached where there is none,
 * converted to sRGB from CMYK), tagged with the dpi, read back and checked before it is answered. `recipe` null means
 * nothing is known of how it was made. The matte is read in the picture's own colour space.
 * Throws `not-an-image`, `image-too-large`, `image-damaged` for the source, `impossible-size` when the format cannot
 * hold it, `internal` when the written file does not read back as asked.
 */
export function exportPicture(
  bytes: Uint8Array,
  options: ExportOptions,
  recipe: Receipt | null,
): Promise<ExportedPicture> {
  return deliverPicture(exporters[options.format], bytes, options, recipe);
}

/** Owns the mask as OpenAI wants it: an RGBA PNG whose fully transparent pixels are the area to change. */
import sharp from 'sharp';
import { StudioError } from '../../../../shared/errors.ts';
import type { PixelSize } from '../../../../shared/sizes.ts';

const MASK_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * `mask`: 8-bit grey, 255 = change. Every pixel ends up at alpha 0 (change) or 255 (keep), because the vendor leaves
 * alpha in between undefined; the soft edge comes back when the result is composited here.
 * Throws StudioError `invalid-param` when the file stays over the vendor's 4 MB.
 */
export async function openAiMask(mask: Uint8Array, size: PixelSize): Promise<Uint8Array> {
  const { widthPx: width, heightPx: height } = size;
  const keep = await sharp(mask)
    .resize(width, height, { fit: 'fill', kernel: 'nearest' })
    .extractChannel(0)
    .threshold(128)
    .negate()
    .raw()
    .toBuffer();
  const png = await sharp({ create: { width, height, channels: 3, background: 'black' } })
    .joinChannel(keep, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  if (png.length < MASK_LIMIT_BYTES) return png;
  throw new StudioError(
    'invalid-param',
    'The mask is too intricate for OpenAI, which takes at most 4 MB. Paint a simpler one. Nothing was sent.',
    {
      field: 'mask',
    },
  );
}

/** With a mask the source has to be a PNG too (one of the vendor's two documents says: the same format). */
export async function asPng(bytes: Uint8Array, mime: string): Promise<Uint8Array> {
  return mime === 'image/png' ? bytes : await sharp(bytes).png({ compressionLevel: 6 }).toBuffer();
}

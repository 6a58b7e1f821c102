/** Owns the one way into libvips: known signature, bounded pixels, errors as sentences. */
import sharp, { type OutputInfo, type Sharp, type SharpOptions } from 'sharp';
import { StudioError } from '../../../shared/errors.ts';
import { type PictureMime, readSignature } from './picture-signature.ts';

export const LIMIT_BYTES = 100 * 1_000_000;
/** 16,384 × 16,384, libvips' own bound for untrusted pictures. */
export const LIMIT_PIXELS = 268_402_689;
/** Coordinates stay within 16 bits signed, which is what several encoders assume. */
export const LIMIT_EDGE_PX = 32_767;

// Every picture is decoded from its own buffer, so libvips' operation cache can never hit; it would only hold memory.
sharp.cache(false);

/** Throws `not-an-image` or `image-too-large` without handing a byte to a decoder. */
export function requirePicture(bytes: Uint8Array): PictureMime {
  const signature = readSignature(bytes);
  if (signature.kind === 'other') {
    throw new StudioError(
      'not-an-image',
      `This file is ${signature.label}, not a picture Maquette can read. Use PNG, JPEG, WebP, AVIF, TIFF or GIF.`,
    );
  }
  if (bytes.length > LIMIT_BYTES) {
    throw new StudioError(
      'image-too-large',
      `This file has ${Math.ceil(bytes.length / 1_000_000)} MB; the limit is ${LIMIT_BYTES / 1_000_000} MB. Save a smaller copy and try again.`,
    );
  }
  return signature.mime;
}

/**
 * A lazy pipeline over the bytes; only the first page of a file with several. Throws as `requirePicture`; decoding
 * errors come later, from the pipeline: wrap it in `decoding`.
 */
export function openPicture(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
  requirePicture(bytes);
  return sharp(bytes, { failOn: 'error', limitInputPixels: LIMIT_PIXELS, sequentialRead: true, ...options });
}

/** Runs a pipeline; what libvips throws becomes `image-too-large` or `image-damaged`. */
export async function decoding<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    if (cause instanceof Error && /pixel limit|exceeds.*limit/i.test(cause.message)) {
      throw new StudioError('image-too-large', 'This picture has more pixels than Maquette opens (268 megapixels).', {
        cause,
      });
    }
    throw new StudioError(
      'image-damaged',
      'This picture is damaged or cut off, so it cannot be read to its end. Copy or download it again.',
      { cause },
    );
  }
}

/** A pipeline over 8-bit samples that this process decoded itself. */
export function rawPicture(samples: Uint8Array, size: Pick<OutputInfo, 'width' | 'height' | 'channels'>): Sharp {
  return sharp(samples, { raw: { width: size.width, height: size.height, channels: size.channels } });
}

/** Owns a mask laid over a picture of another size: stretched, so that every part stays at the same share of the picture. */
import { decoding, openPicture } from '../open-picture.ts';
import type { Size } from './plane.ts';

/** `bytes`: 8-bit grey, 255 = change. Answers such a PNG of `size`; what is black all around stays black. */
export function stretchMask(bytes: Uint8Array, { widthPx, heightPx }: Size): Promise<Uint8Array> {
  return decoding(() =>
    openPicture(bytes, { ignoreIcc: true })
      .extractChannel(0)
      .resize(widthPx, heightPx, { fit: 'fill', kernel: 'linear' })
      .toColourspace('b-w')
      .png({ compressionLevel: 6 })
      .toBuffer(),
  );
}

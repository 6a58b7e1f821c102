/** Owns the lossless file of native samples: PNG, or TIFF for CMYK. */
import type { NativePicture } from './native-picture.ts';
import { encodePng } from './png-encoding.ts';
import { encodeCmykTiff } from './tiff-encoding.ts';

export interface EncodedPicture {
  readonly file: Uint8Array;
  readonly mime: 'image/png' | 'image/tiff';
}

export async function encodeNative(picture: NativePicture): Promise<EncodedPicture> {
  return picture.space === 'cmyk'
    ? { file: await encodeCmykTiff(picture), mime: 'image/tiff' }
    : { file: await encodePng(picture), mime: 'image/png' };
}

/** Owns the lossless file of native samples: PNG, or TIFF for CMYK. */
import { blendPatch, type PatchPixels } from './blend-patch.ts';
import type { NativePicture } from './native-picture.ts';
import { encodePng } from './png-encoding.ts';
import { encodeCmykTiff } from './tiff-encoding.ts';

export interface EncodedPicture {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly mime: 'image/png' | 'image/tiff';
}

/** With the patch laid in, if there is one; the picture itself stays as it is. */
export async function encodeNative(picture: NativePicture, patch: PatchPixels | null = null): Promise<EncodedPicture> {
  return picture.space === 'cmyk'
    ? { file: await encodeCmykTiff(patch ? patched(picture, patch) : picture), mime: 'image/tiff' }
    : { file: await encodePng(picture, patch), mime: 'image/png' };
}

function patched(picture: NativePicture, patch: PatchPixels): NativePicture {
  const edited = { ...picture, samples: picture.samples.slice() };
  blendPatch(edited, patch);
  return edited;
}

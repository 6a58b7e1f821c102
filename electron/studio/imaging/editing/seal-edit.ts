/** Owns the last step of every edit: encode without loss, decode again, compare, and only then hand the file out. */
import { hashBytes } from './edit-proof.ts';
import { type EncodedPicture, encodeNative } from './native-encoding.ts';
import type { NativePicture } from './native-picture.ts';
import type { Plane } from './plane.ts';
import { type OutsideCount, verifyOutside } from './verify-outside.ts';

export interface SealedEdit extends EncodedPicture, OutsideCount {
  readonly resultHash: string;
}

/** Throws `internal` when `edited` differs from `source` in one sample whose mask is 0. */
export async function sealEdit(source: NativePicture, edited: NativePicture, mask: Plane): Promise<SealedEdit> {
  const encoded = await encodeNative(edited);
  const count = await verifyOutside(source, encoded.file, mask);
  return { ...encoded, ...count, resultHash: hashBytes(encoded.file) };
}

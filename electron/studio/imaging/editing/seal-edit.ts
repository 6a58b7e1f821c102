/** Owns the last step of every edit: encode without loss, decode again, compare, and only then hand the file out. */
import type { PatchPixels } from './blend-patch.ts';
import { hashInThread } from './edit-proof.ts';
import { type EncodedPicture, encodeNative } from './native-encoding.ts';
import type { NativePicture } from './native-picture.ts';
import type { Plane } from './plane.ts';
import { type OutsideCount, verifyOutside } from './verify-outside.ts';

export interface SealedEdit extends EncodedPicture, OutsideCount {
  readonly resultHash: string;
}

/** Throws `internal` when `edited` differs from `source` in one sample whose mask is 0. */
export async function sealEdit(source: NativePicture, edited: NativePicture, mask: Plane): Promise<SealedEdit> {
  return proven(source, await encodeNative(edited), mask);
}

/** The source with the patch laid over it, without a second picture in memory. Throws as `sealEdit`. */
export async function sealPatch(source: NativePicture, patch: PatchPixels, mask: Plane): Promise<SealedEdit> {
  return proven(source, await encodeNative(source, patch), mask);
}

async function proven(source: NativePicture, encoded: EncodedPicture, mask: Plane): Promise<SealedEdit> {
  const [count, resultHash] = await Promise.all([
    verifyOutside(source, encoded.file, mask),
    hashInThread(encoded.file),
  ]);
  return { ...encoded, ...count, resultHash };
}

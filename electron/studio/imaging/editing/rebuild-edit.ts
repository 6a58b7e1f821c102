/** Owns long chains: any state of a picture made again from its first original and the patches in their order. */
import { blendPatch } from './blend-patch.ts';
import { hashBytes } from './edit-proof.ts';
import { type EncodedPicture, encodeNative } from './native-encoding.ts';
import { decodeNative } from './native-picture.ts';
import { decodePatch, type Patch } from './patch-file.ts';
import type { Plane, Size } from './plane.ts';

export interface Rebuilt extends EncodedPicture {
  /** SHA-256 of the file: the same as the one proven when the edit was made. */
  readonly resultHash: string;
}

/**
 * Patches in the order they lie on each other; leave one out to hide it. With all of them in the order they were made,
 * the file is byte for byte the one that the last edit gave. Throws as `decodeNative` and `decodePatch`.
 */
export async function rebuildEdit(original: Uint8Array, patches: readonly Patch[]): Promise<Rebuilt> {
  const picture = await decodeNative(original);
  for (const patch of patches) blendPatch(picture, await decodePatch(patch));
  const encoded = await encodeNative(picture);
  return { ...encoded, resultHash: hashBytes(encoded.file) };
}

/** How many of the patches changed each pixel (255 at most): the depth that a person sees per region. */
export async function patchDepth(size: Size, patches: readonly Patch[]): Promise<Plane> {
  const data = new Uint8Array(size.widthPx * size.heightPx);
  for (const patch of patches) {
    const { mask, rect } = await decodePatch(patch);
    for (let row = 0; row < rect.heightPx; row += 1) {
      const start = (rect.top + row) * size.widthPx + rect.left;
      for (let column = 0; column < rect.widthPx; column += 1) {
        if (mask.data[row * rect.widthPx + column] === 0) continue;
        data[start + column] = Math.min(255, (data[start + column] ?? 0) + 1);
      }
    }
  }
  return { ...size, data };
}

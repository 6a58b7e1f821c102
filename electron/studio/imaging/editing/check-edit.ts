/** Owns checking a finished edit once more, from the files alone. */
import { decodeNative } from './native-picture.ts';
import type { Plane } from './plane.ts';
import { countOutside, type OutsideCount } from './verify-outside.ts';

/** Counts; a damaged file throws as `decodeNative`. */
export async function checkEdit(source: Uint8Array, file: Uint8Array, mask: Plane): Promise<OutsideCount> {
  return countOutside(await decodeNative(source), await decodeNative(file), mask);
}

/** Owns a mask as a person's file becoming the one an edit takes: read by its polarity, grown, softened inward. */
import { encodeMask, type MaskPolarity, readMask } from './mask-file.ts';
import { featherInward, growMask } from './mask-shape.ts';
import type { Size } from './plane.ts';

export interface MaskForm {
  readonly polarity: MaskPolarity;
  /** Pixels of the picture; 0 leaves the border where it is. */
  readonly growPx: number;
  readonly featherPx: number;
}

/** A greyscale PNG, white = change. Throws as `readMask`. */
export async function prepareMask(bytes: Uint8Array, size: Size, form: MaskForm): Promise<Uint8Array> {
  const { mask } = await readMask(bytes, size, form.polarity);
  const grown = form.growPx > 0 ? growMask(mask, form.growPx) : mask;
  return encodeMask(featherInward(grown, form.featherPx));
}

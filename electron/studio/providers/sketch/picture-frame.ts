/** Owns picture units: every picture has an area of one million square units, whatever its pixels. */
import type { PixelSize } from '../../../../shared/sizes.ts';
import { parseAspect } from '../../../../shared/sizes.ts';

export interface Frame {
  /** Units. A square is 1000 by 1000. */
  readonly width: number;
  readonly height: number;
}

/**
 * Tiers round the same aspect to slightly different pixels; composing on the asked aspect keeps the picture the same.
 * Where the pixels are clearly another shape, the pixels win.
 */
export function frameFor(aspect: string, size: PixelSize): Frame {
  const actual = size.widthPx / size.heightPx;
  const asked = parseAspect(aspect) ?? actual;
  const ratio = Math.abs(Math.log(asked / actual)) < 0.04 ? asked : actual;
  return { width: 1000 * Math.sqrt(ratio), height: 1000 / Math.sqrt(ratio) };
}

/** Pixels of a buffer that holds the frame at so many pixels per unit. */
export function bufferSize(frame: Frame, pixelsPerUnit: number): PixelSize {
  return {
    widthPx: Math.max(8, Math.round(frame.width * pixelsPerUnit)),
    heightPx: Math.max(8, Math.round(frame.height * pixelsPerUnit)),
  };
}

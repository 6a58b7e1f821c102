/** Owns rectangles of the picture's upright pixels, and the mask as one plane of bytes: 255 = change. */

export interface PixelRect {
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface MaskPlane extends PixelSize {
  /** Row by row, one byte a pixel. */
  readonly values: Uint8Array;
}

/** A selection that covers only a part of the plane; outside its rectangle it is 0. */
export interface MaskRegion extends PixelRect {
  readonly values: Uint8Array;
}

export type CombineMode = 'replace' | 'add' | 'subtract' | 'intersect';

export function wholeRect({ widthPx, heightPx }: PixelSize): PixelRect {
  return { left: 0, top: 0, widthPx, heightPx };
}

/** The common part; null when they do not meet. */
export function intersectRects(a: PixelRect, b: PixelRect): PixelRect | null {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const widthPx = Math.min(a.left + a.widthPx, b.left + b.widthPx) - left;
  const heightPx = Math.min(a.top + a.heightPx, b.top + b.heightPx) - top;
  return widthPx > 0 && heightPx > 0 ? { left, top, widthPx, heightPx } : null;
}

export function uniteRects(a: PixelRect | null, b: PixelRect | null): PixelRect | null {
  if (!a || !b) return a ?? b;
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    widthPx: Math.max(a.left + a.widthPx, b.left + b.widthPx) - left,
    heightPx: Math.max(a.top + a.heightPx, b.top + b.heightPx) - top,
  };
}

/** Whole pixels around a rectangle of any numbers. */
export function roundedOut(left: number, top: number, right: number, bottom: number): PixelRect {
  const x = Math.floor(left);
  const y = Math.floor(top);
  return { left: x, top: y, widthPx: Math.ceil(right) - x, heightPx: Math.ceil(bottom) - y };
}

/** Around everything selected; null when nothing is. */
export function boundsOfPlane({ widthPx, heightPx, values }: MaskPlane): PixelRect | null {
  let [left, right, top, bottom] = [widthPx, -1, -1, -1];
  for (let y = 0; y < heightPx; y += 1) {
    const row = values.subarray(y * widthPx, (y + 1) * widthPx);
    const first = row.findIndex((value) => value !== 0);
    if (first < 0) continue;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    let last = widthPx - 1;
    while (last > right && row[last] === 0) last -= 1;
    right = Math.max(right, last);
  }
  return top < 0 ? null : { left, top, widthPx: right - left + 1, heightPx: bottom - top + 1 };
}

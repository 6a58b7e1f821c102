/** Owns the mask itself: an 8-bit plane of the picture's upright pixels, 255 = change, and how selections are combined in it. */

export interface PixelRect {
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface MaskPlane {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row by row, one byte a pixel. */
  readonly values: Uint8Array;
}

/** A selection that covers only a part of the plane; outside its rectangle it is 0. */
export interface MaskRegion extends PixelRect {
  readonly values: Uint8Array;
}

export type CombineMode = 'replace' | 'add' | 'subtract' | 'intersect';

export function emptyMaskPlane(widthPx: number, heightPx: number): MaskPlane {
  return { widthPx, heightPx, values: new Uint8Array(widthPx * heightPx) };
}

export function wholeRect({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): PixelRect {
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

/** The pixels that combining may change: replacing and intersecting reach everywhere. */
export function combineReach(plane: MaskPlane, region: PixelRect, mode: CombineMode): PixelRect | null {
  return mode === 'add' || mode === 'subtract' ? intersectRects(region, wholeRect(plane)) : wholeRect(plane);
}

export function combineRegion(plane: MaskPlane, region: MaskRegion, mode: CombineMode): void {
  const covered = intersectRects(region, wholeRect(plane));
  if (mode === 'replace' || mode === 'intersect') clearOutside(plane, covered);
  if (!covered) return;
  for (let row = 0; row < covered.heightPx; row += 1) {
    const y = covered.top + row;
    const start = y * plane.widthPx + covered.left;
    const target = plane.values.subarray(start, start + covered.widthPx);
    const from = (y - region.top) * region.widthPx + covered.left - region.left;
    combineRow(target, region.values.subarray(from, from + covered.widthPx), mode);
  }
}

function combineRow(target: Uint8Array, added: Uint8Array, mode: CombineMode): void {
  if (mode === 'replace') {
    target.set(added);
    return;
  }
  for (let at = 0; at < target.length; at += 1) {
    const before = target[at] ?? 0;
    const value = added[at] ?? 0;
    if (mode === 'add') {
      if (value > before) target[at] = value;
    } else if (mode === 'subtract') {
      if (255 - value < before) target[at] = 255 - value;
    } else if (value < before) target[at] = value;
  }
}

function clearOutside({ widthPx, heightPx, values }: MaskPlane, kept: PixelRect | null): void {
  if (!kept) {
    values.fill(0);
    return;
  }
  values.fill(0, 0, kept.top * widthPx);
  values.fill(0, (kept.top + kept.heightPx) * widthPx);
  for (let y = kept.top; y < Math.min(heightPx, kept.top + kept.heightPx); y += 1) {
    values.fill(0, y * widthPx, y * widthPx + kept.left);
    values.fill(0, y * widthPx + kept.left + kept.widthPx, (y + 1) * widthPx);
  }
}

export function invertPlane({ values }: MaskPlane): void {
  // Four pixels at a time where the length allows.
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length >> 2);
  for (let at = 0; at < words.length; at += 1) words[at] = ~(words[at] ?? 0);
  for (let at = words.length * 4; at < values.length; at += 1) values[at] = 255 - (values[at] ?? 0);
}

/** True when nothing at all is selected. */
export function isPlaneEmpty({ values }: MaskPlane): boolean {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length >> 2);
  for (let at = 0; at < words.length; at += 1) if (words[at] !== 0) return false;
  for (let at = words.length * 4; at < values.length; at += 1) if (values[at] !== 0) return false;
  return true;
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

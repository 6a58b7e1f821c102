/** Owns the small geometry all mask edits share: planes of 8-bit samples and rectangles in pixels. */

/** One 8-bit value per pixel, row by row. As a mask: 0 = keep exactly, 255 = change, between = blend. */
export interface Plane {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

export function emptyPlane({ widthPx, heightPx }: Size): Plane {
  return { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx) };
}

/** One value per pixel, 0 to 1. */
export interface FloatPlane extends Size {
  readonly data: Float32Array;
}

/** The smallest rectangle around every value above 0; null when there is none. */
export function boundsOf({ widthPx, heightPx, data }: Plane): Rect | null {
  let left = widthPx;
  let right = -1;
  let top = -1;
  let bottom = -1;
  const emptyRow = new Uint8Array(widthPx);
  for (let row = 0; row < heightPx; row += 1) {
    const start = row * widthPx;
    // One comparison for a row of zeros, as most are.
    if (Buffer.compare(data.subarray(start, start + widthPx), emptyRow) === 0) continue;
    let first = -1;
    let last = -1;
    for (let column = 0; column < widthPx && first < 0; column += 1) if (data[start + column] !== 0) first = column;
    for (let column = widthPx - 1; column >= first && last < 0; column -= 1)
      if (data[start + column] !== 0) last = column;
    if (top < 0) top = row;
    bottom = row;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return bottom < 0 ? null : { left, top, widthPx: right - left + 1, heightPx: bottom - top + 1 };
}

/** The rectangle with a margin on every side, cut at the picture's edge. */
export function growRect(rect: Rect, marginPx: number, size: Size): Rect {
  const left = Math.max(0, rect.left - marginPx);
  const top = Math.max(0, rect.top - marginPx);
  const right = Math.min(size.widthPx, rect.left + rect.widthPx + marginPx);
  const bottom = Math.min(size.heightPx, rect.top + rect.heightPx + marginPx);
  return { left, top, widthPx: right - left, heightPx: bottom - top };
}

export function containsRect(outer: Rect, inner: Rect): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.left + inner.widthPx <= outer.left + outer.widthPx &&
    inner.top + inner.heightPx <= outer.top + outer.heightPx
  );
}

/** A copy of one part; the rectangle must lie inside. */
export function cutPlane(plane: Plane, rect: Rect): Plane {
  const data = new Uint8Array(rect.widthPx * rect.heightPx);
  for (let row = 0; row < rect.heightPx; row += 1) {
    const start = (rect.top + row) * plane.widthPx + rect.left;
    data.set(plane.data.subarray(start, start + rect.widthPx), row * rect.widthPx);
  }
  return { widthPx: rect.widthPx, heightPx: rect.heightPx, data };
}

/** A copy of `plane` with `part` put in at left, top; the part must fit. */
export function pastePlane(plane: Plane, part: Plane, at: { left: number; top: number }): Plane {
  const data = new Uint8Array(plane.data);
  for (let row = 0; row < part.heightPx; row += 1) {
    const line = part.data.subarray(row * part.widthPx, (row + 1) * part.widthPx);
    data.set(line, (at.top + row) * plane.widthPx + at.left);
  }
  return { widthPx: plane.widthPx, heightPx: plane.heightPx, data };
}

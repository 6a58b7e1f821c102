import type { BoardItem } from '../../shared/board.ts';

export interface Rect {
  readonly xUnits: number;
  readonly yUnits: number;
  readonly widthUnits: number;
  readonly heightUnits: number;
}

export function overlaps(a: Rect, b: Rect, gapUnits = 0): boolean {
  return (
    a.xUnits < b.xUnits + b.widthUnits + gapUnits &&
    b.xUnits < a.xUnits + a.widthUnits + gapUnits &&
    a.yUnits < b.yUnits + b.heightUnits + gapUnits &&
    b.yUnits < a.yUnits + a.heightUnits + gapUnits
  );
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.xUnits >= outer.xUnits &&
    inner.yUnits >= outer.yUnits &&
    inner.xUnits + inner.widthUnits <= outer.xUnits + outer.widthUnits &&
    inner.yUnits + inner.heightUnits <= outer.yUnits + outer.heightUnits
  );
}

/** The smallest rectangle around all; null for none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const rect of rects) {
    left = Math.min(left, rect.xUnits);
    top = Math.min(top, rect.yUnits);
    right = Math.max(right, rect.xUnits + rect.widthUnits);
    bottom = Math.max(bottom, rect.yUnits + rect.heightUnits);
  }
  if (left > right) return null;
  return { xUnits: left, yUnits: top, widthUnits: right - left, heightUnits: bottom - top };
}

/** What lies in the frame: items whose centre is inside, and that are in front of it. */
export function itemsInFrame(frame: BoardItem, items: Iterable<BoardItem>): BoardItem[] {
  return [...items].filter((item) => item.id !== frame.id && item.z >= frame.z && isCentreInside(frame, item));
}

function isCentreInside(outer: Rect, inner: Rect): boolean {
  const x = inner.xUnits + inner.widthUnits / 2;
  const y = inner.yUnits + inner.heightUnits / 2;
  return (
    x >= outer.xUnits &&
    x <= outer.xUnits + outer.widthUnits &&
    y >= outer.yUnits &&
    y <= outer.yUnits + outer.heightUnits
  );
}

/** The shape a picture has on the board: about the area of a 320-unit square, whatever its aspect. */
export function cardSize(ratio: number, edgeUnits = 320): { widthUnits: number; heightUnits: number } {
  return {
    widthUnits: Math.round(edgeUnits * Math.sqrt(ratio)),
    heightUnits: Math.round(edgeUnits / Math.sqrt(ratio)),
  };
}

/** The item nearest in one direction, for moving the focus with the arrows; null when there is none. */
export function nextInDirection(from: Rect, items: Iterable<BoardItem>, dx: number, dy: number): BoardItem | null {
  let best: BoardItem | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const awayX = item.xUnits + item.widthUnits / 2 - (from.xUnits + from.widthUnits / 2);
    const awayY = item.yUnits + item.heightUnits / 2 - (from.yUnits + from.heightUnits / 2);
    const along = awayX * dx + awayY * dy;
    const across = Math.abs(awayX * dy) + Math.abs(awayY * dx);
    if (along <= 1) continue;
    const score = along + across * 2;
    if (score < bestScore) {
      best = item;
      bestScore = score;
    }
  }
  return best;
}

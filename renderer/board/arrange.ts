import type { BoardItem } from '../../shared/board.ts';
import { boundsOf, itemsInFrame } from './geometry.ts';

export type Edge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

/** Items moved so that they share an edge or a centre line of their common bounds. Locked ones stay. */
export function aligned(items: readonly BoardItem[], edge: Edge): BoardItem[] {
  const bounds = boundsOf(items);
  if (!bounds) return [];
  return movable(items).map((item) => {
    const spareX = bounds.widthUnits - item.widthUnits;
    const spareY = bounds.heightUnits - item.heightUnits;
    const share = { left: 0, centre: 0.5, right: 1, top: 0, middle: 0.5, bottom: 1 }[edge];
    const isHorizontal = edge === 'left' || edge === 'centre' || edge === 'right';
    return isHorizontal
      ? { ...item, xUnits: bounds.xUnits + Math.round(spareX * share) }
      : { ...item, yUnits: bounds.yUnits + Math.round(spareY * share) };
  });
}

/** Items moved so that the gaps between neighbours are equal; the outermost stay. */
export function distributed(items: readonly BoardItem[], axis: 'x' | 'y'): BoardItem[] {
  const start = axis === 'x' ? 'xUnits' : 'yUnits';
  const extent = axis === 'x' ? 'widthUnits' : 'heightUnits';
  const sorted = movable(items).toSorted((a, b) => a[start] - b[start]);
  const bounds = boundsOf(sorted);
  if (!bounds || sorted.length < 3) return [];
  const filled = sorted.reduce((sum, item) => sum + item[extent], 0);
  const gap = (bounds[extent] - filled) / (sorted.length - 1);
  let position = bounds[start];
  return sorted.map((item) => {
    const placed = { ...item, [start]: Math.round(position) };
    position += item[extent] + gap;
    return placed;
  });
}

/** Items moved by an offset, with everything that lies in the frames among them. Locked ones stay. */
export function shifted(items: readonly BoardItem[], all: readonly BoardItem[], dx: number, dy: number): BoardItem[] {
  return movable(withFrameContents(items, all)).map((item) => ({
    ...item,
    xUnits: item.xUnits + dx,
    yUnits: item.yUnits + dy,
  }));
}

export function withFrameContents(items: readonly BoardItem[], all: readonly BoardItem[]): BoardItem[] {
  const gathered = new Map(items.map((item) => [item.id, item]));
  for (const item of items) {
    if (item.kind !== 'frame') continue;
    for (const inside of itemsInFrame(item, all)) gathered.set(inside.id, inside);
  }
  return [...gathered.values()];
}

/** Items brought in front of all others, or behind them, in their own order. */
export function restacked(items: readonly BoardItem[], all: Iterable<BoardItem>, where: 'front' | 'back'): BoardItem[] {
  const chosen = new Set(items.map((item) => item.id));
  const others = [...all].filter((item) => !chosen.has(item.id)).map((item) => item.z);
  const sorted = items.toSorted((a, b) => a.z - b.z);
  const first = where === 'front' ? Math.max(0, ...others) + 1 : Math.min(0, ...others) - sorted.length;
  return sorted.map((item, index) => ({ ...item, z: first + index }));
}

function movable(items: readonly BoardItem[]): BoardItem[] {
  return items.filter((item) => !item.isLocked);
}

import type { BoardItem } from '../../shared/board.ts';
import { boundsOf, cardSize, overlaps, type Rect } from './geometry.ts';

export const GAP_UNITS = 24;

export interface PlaceRequest {
  readonly count: number;
  /** Width over height. */
  readonly ratio: number;
  readonly items: readonly BoardItem[];
  /** What the results belong beside; null: around `centre`. */
  readonly source: Rect | null;
  readonly centre: { readonly xUnits: number; readonly yUnits: number };
}

/**
 * Free places for new pictures, in reading order: to the right of their source, else around the centre of the view.
 * Nothing that lies on the board is moved or covered; frames count as ground, not as obstacles.
 */
export function freePlaces({ count, ratio, items, source, centre }: PlaceRequest): Rect[] {
  const size = cardSize(ratio, source ? Math.sqrt(source.widthUnits * source.heightUnits) : undefined);
  const columns = count <= 4 ? count : Math.ceil(count / 2);
  const rows = Math.ceil(count / columns);
  const block = {
    widthUnits: columns * size.widthUnits + (columns - 1) * GAP_UNITS,
    heightUnits: rows * size.heightUnits + (rows - 1) * GAP_UNITS,
  };
  const corner = source
    ? { xUnits: source.xUnits + source.widthUnits + GAP_UNITS, yUnits: source.yUnits }
    : {
        xUnits: Math.round(centre.xUnits - block.widthUnits / 2),
        yUnits: Math.round(centre.yUnits - block.heightUnits / 2),
      };
  const obstacles = items.filter((item) => item.kind !== 'frame');
  const free = nearestFree({ ...corner, ...block }, obstacles, source !== null);
  return Array.from({ length: count }, (_, index) => ({
    ...size,
    xUnits: free.xUnits + (index % columns) * (size.widthUnits + GAP_UNITS),
    yUnits: free.yUnits + Math.floor(index / columns) * (size.heightUnits + GAP_UNITS),
  }));
}

interface Attempt {
  readonly rect: Rect;
  readonly distance: number;
}

/** Places that share an edge with something on the board look tidier: a detour of this share is worth it. */
const TIDINESS = 0.6;

/** Below and to the right of what is near, with the same left or upper edge. */
function alignedTries(wanted: Rect, obstacles: readonly Rect[], isBesideSource: boolean): Attempt[] {
  const reach = Math.max(wanted.widthUnits, wanted.heightUnits) * 2;
  return obstacles
    .filter((obstacle) => overlaps(wanted, obstacle, reach))
    .flatMap((obstacle) => [
      { ...wanted, xUnits: obstacle.xUnits, yUnits: obstacle.yUnits + obstacle.heightUnits + GAP_UNITS },
      { ...wanted, xUnits: obstacle.xUnits + obstacle.widthUnits + GAP_UNITS, yUnits: obstacle.yUnits },
    ])
    .filter((rect) => !isBesideSource || rect.xUnits >= wanted.xUnits)
    .map((rect) => ({
      rect,
      distance: Math.hypot(rect.xUnits - wanted.xUnits, rect.yUnits - wanted.yUnits) * TIDINESS,
    }));
}

/** The rectangle around places; null for none. */
export function blockOf(places: readonly Rect[]): Rect | null {
  return boundsOf(places);
}

/** Slides past whatever is in the way, trying the shortest slides first. */
function nearestFree(wanted: Rect, obstacles: readonly Rect[], isBesideSource: boolean): Rect {
  const stepX = Math.max(40, Math.round(wanted.widthUnits / 4));
  const stepY = Math.max(40, Math.round(wanted.heightUnits / 2));
  const tries = alignedTries(wanted, obstacles, isBesideSource);
  for (let column = isBesideSource ? 0 : -12; column <= 12; column += 1) {
    for (let row = -24; row <= 24; row += 1) {
      const rect = { ...wanted, xUnits: wanted.xUnits + column * stepX, yUnits: wanted.yUnits + row * stepY };
      // Downwards before upwards at the same distance, so that results read on from what is there.
      tries.push({ rect, distance: Math.hypot(column * stepX, row * stepY) + (row < 0 ? 1 : 0) });
    }
  }
  tries.sort((a, b) => a.distance - b.distance);
  const near = boundsOf(tries.map((attempt) => attempt.rect));
  const inReach = near ? obstacles.filter((obstacle) => overlaps(near, obstacle, GAP_UNITS)) : [];
  const hit = tries.find(({ rect }) => !inReach.some((obstacle) => overlaps(rect, obstacle, GAP_UNITS - 1)));
  if (hit) return hit.rect;
  const below = boundsOf(obstacles);
  return below ? { ...wanted, yUnits: below.yUnits + below.heightUnits + GAP_UNITS } : wanted;
}

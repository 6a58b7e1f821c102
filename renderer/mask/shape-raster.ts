/** Owns turning outlines into selections: rectangle, ellipse, lasso and polygon, with anti-aliased rims. */
import type { Point } from './mask-camera.ts';
import {
  intersectRects,
  type MaskRegion,
  type PixelRect,
  type PixelSize,
  roundedOut,
  wholeRect,
} from './mask-plane.ts';
import { compactTile, TILE_PX, type TiledMask, tileRect, tilesIn, uniformMask } from './mask-tiles.ts';

/** Rows within a pixel row; across, coverage is exact. */
const SUB_ROWS = 4;

/** Whole pixels; null outside the picture. */
export function rectangleOf(size: PixelSize, a: Point, b: Point): PixelRect | null {
  const left = Math.round(Math.min(a.x, b.x));
  const top = Math.round(Math.min(a.y, b.y));
  const widthPx = Math.round(Math.max(a.x, b.x)) - left;
  const heightPx = Math.round(Math.max(a.y, b.y)) - top;
  return intersectRects({ left, top, widthPx, heightPx }, wholeRect(size));
}

/** A selected rectangle that lies inside the picture. */
export function rectangleMask(size: PixelSize, rect: PixelRect): TiledMask {
  const mask = uniformMask(size);
  for (const index of tilesIn(mask, rect)) {
    const own = tileRect(mask, index);
    const part = intersectRects(own, rect);
    if (!part) continue;
    const tile = new Uint8Array(TILE_PX * TILE_PX);
    for (let y = part.top; y < part.top + part.heightPx; y += 1) {
      const start = (y - own.top) * TILE_PX + part.left - own.left;
      tile.fill(255, start, start + part.widthPx);
    }
    mask.tiles[index] = compactTile(tile, own);
  }
  return mask;
}

/** As a polygon of so many sides that no corner is off by a twentieth of a pixel. */
export function ellipsePoints(a: Point, b: Point): Point[] {
  const centre = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const radiusX = Math.abs(a.x - b.x) / 2;
  const radiusY = Math.abs(a.y - b.y) / 2;
  const sides = Math.max(24, Math.ceil(Math.PI * Math.sqrt(Math.max(radiusX, radiusY, 1) * 10)));
  return Array.from({ length: sides }, (_, index) => {
    const angle = (index / sides) * 2 * Math.PI;
    return { x: centre.x + radiusX * Math.cos(angle), y: centre.y + radiusY * Math.sin(angle) };
  });
}

/** What a closed outline encloses, by the even-odd rule; null when nothing of it lies in the picture. */
export function polygonRegion(size: PixelSize, points: readonly Point[]): MaskRegion | null {
  if (points.length < 3) return null;
  const rect = intersectRects(boundsOf(points), wholeRect(size));
  if (!rect) return null;
  const values = new Uint8Array(rect.widthPx * rect.heightPx);
  const rowCrossings = crossingsByRow(points, rect);
  const steps = new Float32Array(rect.widthPx + 2);
  for (let row = 0; row < rect.heightPx; row += 1) {
    steps.fill(0);
    for (let sub = 0; sub < SUB_ROWS; sub += 1) {
      const crossings = rowCrossings[row * SUB_ROWS + sub];
      if (!crossings) continue;
      crossings.sort((a, b) => a - b);
      for (let at = 0; at + 1 < crossings.length; at += 2) {
        addSpan(steps, (crossings[at] ?? 0) - rect.left, (crossings[at + 1] ?? 0) - rect.left, rect.widthPx);
      }
    }
    writeRow(values.subarray(row * rect.widthPx, (row + 1) * rect.widthPx), steps);
  }
  return { ...rect, values };
}

function boundsOf(points: readonly Point[]): PixelRect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return roundedOut(left, top, right, bottom);
}

/** Where each sub-row of the rectangle meets the outline. */
function crossingsByRow(points: readonly Point[], rect: PixelRect): (number[] | undefined)[] {
  const rows: (number[] | undefined)[] = new Array(rect.heightPx * SUB_ROWS);
  const toRow = (y: number) => (y - rect.top) * SUB_ROWS - 0.5;
  for (const [index, a] of points.entries()) {
    const b = points[(index + 1) % points.length] ?? a;
    if (a.y === b.y) continue;
    const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
    const first = Math.max(0, Math.ceil(toRow(upper.y)));
    const last = Math.min(rows.length - 1, Math.ceil(toRow(lower.y)) - 1);
    const slope = (lower.x - upper.x) / (lower.y - upper.y);
    for (let row = first; row <= last; row += 1) {
      const y = rect.top + (row + 0.5) / SUB_ROWS;
      const crossings = rows[row] ?? [];
      crossings.push(upper.x + (y - upper.y) * slope);
      rows[row] = crossings;
    }
  }
  return rows;
}

/** As steps of coverage: their running sum is the coverage of each pixel. */
function addSpan(steps: Float32Array, from: number, to: number, widthPx: number): void {
  const left = Math.min(widthPx, Math.max(0, from));
  const right = Math.min(widthPx, Math.max(0, to));
  if (right <= left) return;
  addEdge(steps, left, 1 / SUB_ROWS);
  addEdge(steps, right, -1 / SUB_ROWS);
}

function addEdge(steps: Float32Array, x: number, weight: number): void {
  const pixel = Math.floor(x);
  const part = x - pixel;
  steps[pixel] = (steps[pixel] ?? 0) + weight * (1 - part);
  steps[pixel + 1] = (steps[pixel + 1] ?? 0) + weight * part;
}

function writeRow(row: Uint8Array, steps: Float32Array): void {
  let sum = 0;
  for (let x = 0; x < row.length; x += 1) {
    sum += steps[x] ?? 0;
    row[x] = Math.round(255 * Math.min(1, Math.max(0, sum)));
  }
}

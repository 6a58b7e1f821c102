/** Owns what one movement of a round brush does to the mask; only the pixels around the movement are touched. */
import { intersectRects, type PixelRect, type PixelSize, roundedOut, wholeRect } from './mask-plane.ts';
import { TILE_PX, type TiledMask, tileRect, tilesIn } from './mask-tiles.ts';

export interface BrushPoint {
  readonly x: number;
  readonly y: number;
  /** In pixels of the picture; pressure is in it already. */
  readonly radiusPx: number;
}

export interface BrushTip {
  /** 0 fades from the centre, 1 is full up to a rim of one pixel. */
  readonly hardness: number;
  readonly isErasing: boolean;
}

/** What a brush paints on: the mask, and how a tile of it is opened for writing. */
interface BrushCanvas {
  readonly mask: TiledMask;
  readonly open: (index: number) => Uint8Array;
}

/** Where a movement can reach; null outside the picture. */
export function strokeReach(size: PixelSize, from: BrushPoint, to: BrushPoint): PixelRect | null {
  const rect = roundedOut(
    Math.min(from.x - from.radiusPx, to.x - to.radiusPx) - 1,
    Math.min(from.y - from.radiusPx, to.y - to.radiusPx) - 1,
    Math.max(from.x + from.radiusPx, to.x + to.radiusPx) + 1,
    Math.max(from.y + from.radiusPx, to.y + to.radiusPx) + 1,
  );
  return intersectRects(rect, wholeRect(size));
}

/** Draws one movement. Drawing it twice changes nothing more: the higher value stays, when erasing the lower. */
export function drawMovement({ mask, open }: BrushCanvas, from: BrushPoint, to: BrushPoint, tip: BrushTip): void {
  const reach = strokeReach(mask, from, to);
  const line = lineOf(from, to);
  const end = tip.isErasing ? 0 : 255;
  for (const index of reach ? tilesIn(mask, reach) : []) {
    const rect = tileRect(mask, index);
    const part = reach && intersectRects(rect, reach);
    // Most of a tile under a wide brush is done already.
    if (part && mask.tiles[index] !== end) drawOnTile({ rect, part, open: () => open(index) }, line, tip);
  }
}

interface TilePart {
  readonly rect: PixelRect;
  /** What of it is within reach. */
  readonly part: PixelRect;
  readonly open: () => Uint8Array;
}

/** Opens the tile only when the line comes near enough. */
function drawOnTile({ rect, part, open }: TilePart, line: Line, tip: BrushTip): void {
  let values: Uint8Array | null = null;
  for (let y = part.top; y < part.top + part.heightPx; y += 1) {
    const span = spanAt(line, y + 0.5, line.widestPx);
    const first = Math.max(part.left, Math.floor(span.left));
    const last = Math.min(part.left + part.widthPx, Math.ceil(span.right));
    if (first >= last) continue;
    values ??= open();
    drawRow(values, { y, first, last, start: (y - rect.top) * TILE_PX - rect.left }, line, tip);
  }
}

interface Line {
  readonly from: BrushPoint;
  readonly dx: number;
  readonly dy: number;
  readonly lengthSquared: number;
  readonly growth: number;
  readonly widestPx: number;
}

function lineOf(from: BrushPoint, to: BrushPoint): Line {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const widestPx = Math.max(from.radiusPx, to.radiusPx) + 1;
  return { from, dx, dy, lengthSquared: dx * dx + dy * dy, growth: to.radiusPx - from.radiusPx, widestPx };
}

/** A row's part that can be within `reachPx` of the line: the bounding strip of the thick line, cut by the row. */
function spanAt({ from, dx, dy }: Line, y: number, reachPx: number): { left: number; right: number } {
  const wide = { left: Math.min(from.x, from.x + dx) - reachPx, right: Math.max(from.x, from.x + dx) + reachPx };
  if (Math.abs(dy) < 1e-6) return wide;
  // Only the stretch of the line whose height is within reach of the row counts.
  const t1 = (y - reachPx - from.y) / dy;
  const t2 = (y + reachPx - from.y) / dy;
  const start = Math.min(1, Math.max(0, Math.min(t1, t2)));
  const end = Math.min(1, Math.max(0, Math.max(t1, t2)));
  const a = from.x + start * dx;
  const b = from.x + end * dx;
  return { left: Math.min(a, b) - reachPx, right: Math.max(a, b) + reachPx };
}

/** `start` is where the picture's column 0 of this row would lie in the tile. */
function drawRow(
  values: Uint8Array,
  { y, first, last, start }: { y: number; first: number; last: number; start: number },
  { from, dx, dy, lengthSquared, growth }: Line,
  { hardness, isErasing }: BrushTip,
): void {
  const py = y + 0.5 - from.y;
  const scale = lengthSquared > 0 ? 1 / lengthSquared : 0;
  const end = isErasing ? 0 : 255;
  for (let x = first; x < last; x += 1) {
    // Movements overlap by nearly the whole brush: most pixels are done already.
    if (values[start + x] === end) continue;
    const px = x + 0.5 - from.x;
    const along = Math.min(1, Math.max(0, (px * dx + py * dy) * scale));
    const ex = px - along * dx;
    const ey = py - along * dy;
    const radius = from.radiusPx + growth * along;
    const squared = ex * ex + ey * ey;
    const outer = radius + 0.5;
    if (squared >= outer * outer) continue;
    const value = coverage(squared, radius, hardness);
    const at = start + x;
    const before = values[at] ?? 0;
    if (isErasing) {
      if (255 - value < before) values[at] = 255 - value;
    } else if (value > before) values[at] = value;
  }
}

/** 255 in the core, then a smooth fall to 0 at the rim; a hard brush still has an anti-aliased edge of one pixel. */
function coverage(squared: number, radius: number, hardness: number): number {
  const core = Math.min(radius * hardness, radius - 0.5);
  if (core > 0 && squared <= core * core) return 255;
  const distance = Math.sqrt(squared);
  const rim = radius + 0.5;
  const part = Math.min(1, Math.max(0, (rim - distance) / Math.max(1, rim - Math.max(0, core))));
  return Math.round(255 * part * part * (3 - 2 * part));
}

/** Owns what one movement of a round brush does to the mask; only the pixels around the movement are touched. */
import { intersectRects, type MaskPlane, type PixelRect, roundedOut, wholeRect } from './mask-plane.ts';

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

/** Where a movement can reach; null outside the picture. */
export function strokeReach(plane: MaskPlane, from: BrushPoint, to: BrushPoint): PixelRect | null {
  const rect = roundedOut(
    Math.min(from.x - from.radiusPx, to.x - to.radiusPx) - 1,
    Math.min(from.y - from.radiusPx, to.y - to.radiusPx) - 1,
    Math.max(from.x + from.radiusPx, to.x + to.radiusPx) + 1,
    Math.max(from.y + from.radiusPx, to.y + to.radiusPx) + 1,
  );
  return intersectRects(rect, wholeRect(plane));
}

/** Draws one movement. Drawing it twice changes nothing more: the higher value stays, when erasing the lower. */
export function drawMovement(plane: MaskPlane, from: BrushPoint, to: BrushPoint, tip: BrushTip): void {
  const reach = strokeReach(plane, from, to);
  if (!reach) return;
  const line = lineOf(from, to);
  const widest = Math.max(from.radiusPx, to.radiusPx) + 1;
  for (let y = reach.top; y < reach.top + reach.heightPx; y += 1) {
    const span = spanAt(line, y + 0.5, widest);
    const first = Math.max(reach.left, Math.floor(span.left));
    const last = Math.min(reach.left + reach.widthPx, Math.ceil(span.right));
    drawRow(plane, { y, first, last }, line, tip);
  }
}

interface Line {
  readonly from: BrushPoint;
  readonly dx: number;
  readonly dy: number;
  readonly lengthSquared: number;
  readonly growth: number;
}

function lineOf(from: BrushPoint, to: BrushPoint): Line {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  return { from, dx, dy, lengthSquared: dx * dx + dy * dy, growth: to.radiusPx - from.radiusPx };
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

function drawRow(
  { values, widthPx }: MaskPlane,
  { y, first, last }: { y: number; first: number; last: number },
  { from, dx, dy, lengthSquared, growth }: Line,
  { hardness, isErasing }: BrushTip,
): void {
  const py = y + 0.5 - from.y;
  const scale = lengthSquared > 0 ? 1 / lengthSquared : 0;
  const end = isErasing ? 0 : 255;
  for (let x = first; x < last; x += 1) {
    // Movements overlap by nearly the whole brush: most pixels are done already.
    if (values[y * widthPx + x] === end) continue;
    const px = x + 0.5 - from.x;
    const along = Math.min(1, Math.max(0, (px * dx + py * dy) * scale));
    const ex = px - along * dx;
    const ey = py - along * dy;
    const radius = from.radiusPx + growth * along;
    const squared = ex * ex + ey * ey;
    const outer = radius + 0.5;
    if (squared >= outer * outer) continue;
    const value = coverage(squared, radius, hardness);
    const at = y * widthPx + x;
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

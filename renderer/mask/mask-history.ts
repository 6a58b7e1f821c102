/** Owns undo and redo of one mask: the tiles a step changed, as they were. */
import { intersectRects, type MaskPlane, type PixelRect, uniteRects, wholeRect } from './mask-plane.ts';

const TILE_PX = 256;
/** Older steps go first when all steps together hold more than this. */
const LIMIT_BYTES = 192 * 1024 * 1024;

/** A tile of one value is kept as that value. */
type TileContent = Uint8Array | number;

interface Step {
  readonly label: string;
  readonly tiles: ReadonlyMap<number, TileContent>;
}

export interface MaskHistory {
  /** Keeps what lies in the rectangle before it is changed. The first call begins a step. */
  readonly keep: (rect: PixelRect) => void;
  /** Ends the step. Answers whether anything changed at all. */
  readonly commit: (label: string) => boolean;
  /** Puts the step under way back as it was and forgets it. */
  readonly rollBack: () => PixelRect | null;
  /** What was changed back, or null when there is nothing to undo. */
  readonly undo: () => { readonly label: string; readonly rect: PixelRect } | null;
  readonly redo: () => { readonly label: string; readonly rect: PixelRect } | null;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
}

export function createMaskHistory(plane: MaskPlane): MaskHistory {
  const undoSteps: Step[] = [];
  const redoSteps: Step[] = [];
  let open = new Map<number, Uint8Array>();
  const columns = Math.ceil(plane.widthPx / TILE_PX);

  const rectOf = (index: number): PixelRect => {
    const tile = {
      left: (index % columns) * TILE_PX,
      top: Math.floor(index / columns) * TILE_PX,
      widthPx: TILE_PX,
      heightPx: TILE_PX,
    };
    return intersectRects(tile, wholeRect(plane)) ?? tile;
  };

  const take = (from: Step[], to: Step[]) => {
    const step = from.pop();
    if (!step) return null;
    const swapped = new Map<number, TileContent>();
    let rect: PixelRect | null = null;
    for (const [index, content] of step.tiles) {
      swapped.set(index, compact(readTile(plane, rectOf(index))));
      writeTile(plane, rectOf(index), content);
      rect = uniteRects(rect, rectOf(index));
    }
    to.push({ label: step.label, tiles: swapped });
    return rect ? { label: step.label, rect } : null;
  };

  return {
    keep: (rect) => {
      const inside = intersectRects(rect, wholeRect(plane));
      if (!inside) return;
      const lastRow = Math.floor((inside.top + inside.heightPx - 1) / TILE_PX);
      const lastColumn = Math.floor((inside.left + inside.widthPx - 1) / TILE_PX);
      for (let row = Math.floor(inside.top / TILE_PX); row <= lastRow; row += 1) {
        for (let column = Math.floor(inside.left / TILE_PX); column <= lastColumn; column += 1) {
          const index = row * columns + column;
          if (!open.has(index)) open.set(index, readTile(plane, rectOf(index)));
        }
      }
    },
    commit: (label) => {
      const tiles = new Map<number, TileContent>();
      for (const [index, before] of open) {
        if (!isSame(before, readTile(plane, rectOf(index)))) tiles.set(index, compact(before));
      }
      open = new Map();
      if (tiles.size === 0) return false;
      undoSteps.push({ label, tiles });
      redoSteps.length = 0;
      while (undoSteps.length > 1 && bytesOf(undoSteps) > LIMIT_BYTES) undoSteps.shift();
      return true;
    },
    rollBack: () => {
      let rect: PixelRect | null = null;
      for (const [index, before] of open) {
        writeTile(plane, rectOf(index), before);
        rect = uniteRects(rect, rectOf(index));
      }
      open = new Map();
      return rect;
    },
    undo: () => take(undoSteps, redoSteps),
    redo: () => take(redoSteps, undoSteps),
    canUndo: () => undoSteps.length > 0,
    canRedo: () => redoSteps.length > 0,
  };
}

function readTile({ values, widthPx }: MaskPlane, rect: PixelRect): Uint8Array {
  const content = new Uint8Array(rect.widthPx * rect.heightPx);
  for (let row = 0; row < rect.heightPx; row += 1) {
    const start = (rect.top + row) * widthPx + rect.left;
    content.set(values.subarray(start, start + rect.widthPx), row * rect.widthPx);
  }
  return content;
}

function writeTile({ values, widthPx }: MaskPlane, rect: PixelRect, content: TileContent): void {
  for (let row = 0; row < rect.heightPx; row += 1) {
    const start = (rect.top + row) * widthPx + rect.left;
    if (typeof content === 'number') values.fill(content, start, start + rect.widthPx);
    else values.set(content.subarray(row * rect.widthPx, (row + 1) * rect.widthPx), start);
  }
}

/** Four pixels at a time: undo looks at every pixel of a large mask within one frame. */
function wordsOf(content: Uint8Array): Uint32Array {
  return new Uint32Array(content.buffer, content.byteOffset, content.length >> 2);
}

function compact(content: Uint8Array): TileContent {
  const first = content[0] ?? 0;
  const words = wordsOf(content);
  const wanted = (first * 0x01010101) >>> 0;
  for (let at = 0; at < words.length; at += 1) if (words[at] !== wanted) return content;
  for (let at = words.length * 4; at < content.length; at += 1) if (content[at] !== first) return content;
  return first;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  const words = wordsOf(a);
  const others = wordsOf(b);
  for (let at = 0; at < words.length; at += 1) if (words[at] !== others[at]) return false;
  for (let at = words.length * 4; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

function bytesOf(steps: readonly Step[]): number {
  let sum = 0;
  for (const step of steps) for (const tile of step.tiles.values()) sum += typeof tile === 'number' ? 8 : tile.length;
  return sum;
}

/** Owns undo and redo of one mask: the tiles a step changed, as they were. Taking a step back swaps tiles and copies none. */
import { type PixelRect, uniteRects } from './mask-plane.ts';
import { compactTile, isSameTile, TILE_PX, type Tile, type TiledMask, tileRect, unfoldTile } from './mask-tiles.ts';

/** Older steps go first when all steps together hold more than this. */
const LIMIT_BYTES = 192 * 1024 * 1024;

interface Step {
  readonly label: string;
  readonly tiles: ReadonlyMap<number, Tile>;
}

interface Taken {
  readonly label: string;
  readonly rect: PixelRect;
}

export interface MaskHistory {
  /** Replaces a tile as part of the step under way; the first change begins one. */
  readonly put: (index: number, tile: Tile) => void;
  /** A tile of the mask to write into, as part of the step under way. */
  readonly open: (index: number) => Uint8Array;
  /** A step is under way. */
  readonly isOpen: () => boolean;
  /** Ends the step. Answers around what changed; null when nothing did. */
  readonly commit: (label: string) => PixelRect | null;
  /** Puts the step under way back as it was and forgets it. */
  readonly rollBack: () => PixelRect | null;
  /** What was changed back, or null when there is nothing to undo. */
  readonly undo: () => Taken | null;
  readonly redo: () => Taken | null;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
}

export function createMaskHistory(mask: TiledMask): MaskHistory {
  const undoSteps: Step[] = [];
  const redoSteps: Step[] = [];
  let before = new Map<number, Tile>();
  let written = new Map<number, Uint8Array<ArrayBuffer>>();

  const keep = (index: number) => {
    if (!before.has(index)) before.set(index, mask.tiles[index] ?? 0);
  };
  const end = () => {
    before = new Map();
    written = new Map();
  };
  const rectOf = (indices: Iterable<number>) => {
    let rect: PixelRect | null = null;
    for (const index of indices) rect = uniteRects(rect, tileRect(mask, index));
    return rect;
  };
  const take = (from: Step[], to: Step[]): Taken | null => {
    const step = from.pop();
    const rect = step ? rectOf(step.tiles.keys()) : null;
    if (!step || !rect) return null;
    const swapped = new Map<number, Tile>();
    for (const [index, tile] of step.tiles) {
      swapped.set(index, mask.tiles[index] ?? 0);
      mask.tiles[index] = tile;
    }
    to.push({ label: step.label, tiles: swapped });
    return { label: step.label, rect };
  };

  return {
    put: (index, tile) => {
      keep(index);
      written.delete(index);
      mask.tiles[index] = tile;
    },
    open: (index) => {
      const known = written.get(index);
      if (known) return known;
      keep(index);
      const tile = unfoldTile(mask.tiles[index] ?? 0);
      written.set(index, tile);
      mask.tiles[index] = tile;
      return tile;
    },
    isOpen: () => before.size > 0,
    commit: (label) => {
      const tiles = new Map<number, Tile>();
      for (const [index, old] of before) {
        const rect = tileRect(mask, index);
        const now = compactTile(mask.tiles[index] ?? 0, rect);
        mask.tiles[index] = now;
        if (!isSameTile(old, now, rect)) tiles.set(index, old);
      }
      end();
      if (tiles.size === 0) return null;
      undoSteps.push({ label, tiles });
      redoSteps.length = 0;
      while (undoSteps.length > 1 && bytesOf(undoSteps) > LIMIT_BYTES) undoSteps.shift();
      return rectOf(tiles.keys());
    },
    rollBack: () => {
      const rect = rectOf(before.keys());
      for (const [index, old] of before) mask.tiles[index] = old;
      end();
      return rect;
    },
    undo: () => take(undoSteps, redoSteps),
    redo: () => take(redoSteps, undoSteps),
    canUndo: () => undoSteps.length > 0,
    canRedo: () => redoSteps.length > 0,
  };
}

function bytesOf(steps: readonly Step[]): number {
  let sum = 0;
  for (const step of steps) for (const tile of step.tiles.values()) sum += typeof tile === 'number' ? 8 : TILE_PX ** 2;
  return sum;
}

/** Owns one mask while it is edited: its tiles, its undo, and who is told what changed. */
import { type BrushPoint, type BrushTip, drawMovement, strokeReach } from './brush-stroke.ts';
import { combineTiles, invertTile } from './combine-tiles.ts';
import { createMaskHistory } from './mask-history.ts';
import type { CombineMode, PixelRect, PixelSize } from './mask-plane.ts';
import { isMaskEmpty, type Tile, type TiledMask, uniformMask } from './mask-tiles.ts';

export interface MaskDocument {
  readonly mask: TiledMask;
  /** One movement of the brush; it becomes a step with `endStroke`. */
  readonly stroke: (from: BrushPoint, to: BrushPoint, tip: BrushTip) => void;
  readonly endStroke: (label: string) => void;
  readonly cancelStroke: () => void;
  /** While true, tiles of the mask are written into. */
  readonly isStroking: () => boolean;
  /** The selection is as large as the mask. */
  readonly combine: (selection: TiledMask, mode: CombineMode, label: string) => void;
  readonly invert: () => void;
  readonly clear: () => void;
  readonly selectAll: () => void;
  /** The label of the step that was taken back; null when there is none. */
  readonly undo: () => string | null;
  readonly redo: () => string | null;
  readonly status: () => MaskStatus;
  /** Told with every rectangle whose pixels changed. */
  readonly onDirty: (listener: (rect: PixelRect) => void) => () => void;
  /** Told when `status` changed: after steps, not within strokes. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface MaskStatus {
  readonly isEmpty: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Grows with every step. */
  readonly revision: number;
}

export function createMaskDocument(size: PixelSize): MaskDocument {
  const mask = uniformMask(size);
  const history = createMaskHistory(mask);
  const dirtyListeners = new Set<(rect: PixelRect) => void>();
  const listeners = new Set<() => void>();
  let status: MaskStatus = { isEmpty: true, canUndo: false, canRedo: false, revision: 0 };

  const tellDirty = (rect: PixelRect | null) => {
    if (rect) for (const listener of dirtyListeners) listener(rect);
  };
  const settle = () => {
    status = {
      isEmpty: isMaskEmpty(mask),
      canUndo: history.canUndo(),
      canRedo: history.canRedo(),
      revision: status.revision + 1,
    };
    for (const listener of listeners) listener();
  };
  const changeEach = (label: string, become: (tile: Tile, index: number) => Tile) => {
    for (const [index, tile] of mask.tiles.entries()) {
      const next = become(tile, index);
      if (next !== tile) history.put(index, next);
    }
    const rect = history.commit(label);
    if (!rect) return;
    tellDirty(rect);
    settle();
  };
  const step = (taken: { label: string; rect: PixelRect } | null) => {
    if (!taken) return null;
    tellDirty(taken.rect);
    settle();
    return taken.label;
  };

  return {
    mask,
    stroke: (from, to, tip) => {
      drawMovement({ mask, open: history.open }, from, to, tip);
      tellDirty(strokeReach(mask, from, to));
    },
    endStroke: (label) => {
      if (history.commit(label)) settle();
    },
    cancelStroke: () => tellDirty(history.rollBack()),
    isStroking: history.isOpen,
    combine: (selection, mode, label) =>
      changeEach(label, (tile, index) => combineTiles(tile, selection.tiles[index] ?? 0, mode)),
    invert: () => changeEach('Invert', invertTile),
    clear: () => changeEach('Clear', () => 0),
    selectAll: () => changeEach('Select all', () => 255),
    undo: () => step(history.undo()),
    redo: () => step(history.redo()),
    status: () => status,
    onDirty: (listener) => {
      dirtyListeners.add(listener);
      return () => dirtyListeners.delete(listener);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Owns one mask while it is edited: its plane, its undo, and who is told what changed. */
import { type BrushPoint, type BrushTip, drawMovement, strokeReach } from './brush-stroke.ts';
import { createMaskHistory } from './mask-history.ts';
import {
  type CombineMode,
  combineReach,
  combineRegion,
  emptyMaskPlane,
  invertPlane,
  isPlaneEmpty,
  type MaskPlane,
  type MaskRegion,
  type PixelRect,
  wholeRect,
} from './mask-plane.ts';

export interface MaskDocument {
  readonly plane: MaskPlane;
  /** One movement of the brush; it becomes a step with `endStroke`. */
  readonly stroke: (from: BrushPoint, to: BrushPoint, tip: BrushTip) => void;
  readonly endStroke: (label: string) => void;
  readonly cancelStroke: () => void;
  readonly combine: (region: MaskRegion, mode: CombineMode, label: string) => void;
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

export function createMaskDocument(widthPx: number, heightPx: number): MaskDocument {
  const plane = emptyMaskPlane(widthPx, heightPx);
  const history = createMaskHistory(plane);
  const dirtyListeners = new Set<(rect: PixelRect) => void>();
  const listeners = new Set<() => void>();
  let status: MaskStatus = { isEmpty: true, canUndo: false, canRedo: false, revision: 0 };

  const tellDirty = (rect: PixelRect) => {
    for (const listener of dirtyListeners) listener(rect);
  };
  const settle = () => {
    status = {
      isEmpty: isPlaneEmpty(plane),
      canUndo: history.canUndo(),
      canRedo: history.canRedo(),
      revision: status.revision + 1,
    };
    for (const listener of listeners) listener();
  };
  const change = (rect: PixelRect | null, label: string, mutate: () => void) => {
    if (!rect) return;
    history.keep(rect);
    mutate();
    if (!history.commit(label)) return;
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
    plane,
    stroke: (from, to, tip) => {
      const reach = strokeReach(plane, from, to);
      if (!reach) return;
      history.keep(reach);
      drawMovement(plane, from, to, tip);
      tellDirty(reach);
    },
    endStroke: (label) => {
      if (history.commit(label)) settle();
    },
    cancelStroke: () => {
      const rect = history.rollBack();
      if (rect) tellDirty(rect);
    },
    combine: (region, mode, label) =>
      change(combineReach(plane, region, mode), label, () => combineRegion(plane, region, mode)),
    invert: () => change(wholeRect(plane), 'Invert', () => invertPlane(plane)),
    clear: () => change(wholeRect(plane), 'Clear', () => plane.values.fill(0)),
    selectAll: () => change(wholeRect(plane), 'Select all', () => plane.values.fill(255)),
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

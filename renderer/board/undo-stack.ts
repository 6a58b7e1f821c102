import { applyItemChange, type ItemChange, type Items, invertChange, mergeChanges } from './board-change.ts';

/** One step of work, both ways. */
export interface UndoStep {
  /** What was done, for the button and the announcement: "Move 3 items". */
  readonly label: string;
  readonly forward: ItemChange;
  readonly backward: ItemChange;
  /** Steps of the same gesture become one. */
  readonly gesture: string | null;
  /** What else has to be taken back or done again, such as a verdict. */
  readonly onUndo?: (() => void) | undefined;
  readonly onRedo?: (() => void) | undefined;
}

export interface UndoStacks {
  readonly done: readonly UndoStep[];
  readonly undone: readonly UndoStep[];
}

/** Steps kept per board: more than anyone takes back, little enough to hold in memory. */
const DEPTH = 200;

export const emptyStacks: UndoStacks = { done: [], undone: [] };

export interface NewStep {
  readonly change: ItemChange;
  readonly label: string;
  readonly gesture?: string | null | undefined;
  readonly onUndo?: (() => void) | undefined;
  readonly onRedo?: (() => void) | undefined;
}

/** The stacks after a step was done to these items; steps that were taken back are forgotten. */
export function pushStep(stacks: UndoStacks, items: Items, step: NewStep): UndoStacks {
  const backward = invertChange(items, step.change);
  const last = stacks.done.at(-1);
  const gesture = step.gesture ?? null;
  if (last && gesture !== null && last.gesture === gesture) {
    const joined: UndoStep = {
      ...last,
      forward: mergeChanges(last.forward, step.change),
      // The earliest look of an item wins: that is what the gesture started from.
      backward: mergeChanges(backward, last.backward),
    };
    return { done: [...stacks.done.slice(0, -1), joined], undone: [] };
  }
  const added: UndoStep = { ...step, gesture, forward: step.change, backward };
  return { done: [...stacks.done, added].slice(-DEPTH), undone: [] };
}

interface Taken {
  readonly stacks: UndoStacks;
  readonly step: UndoStep;
  readonly change: ItemChange;
  readonly items: Items;
}

/** Takes the last step back; null when there is none. */
export function takeUndo(stacks: UndoStacks, items: Items): Taken | null {
  const step = stacks.done.at(-1);
  if (!step) return null;
  return {
    step,
    change: step.backward,
    items: applyItemChange(items, step.backward),
    stacks: { done: stacks.done.slice(0, -1), undone: [...stacks.undone, step] },
  };
}

/** Does the step again that was taken back last; null when there is none. */
export function takeRedo(stacks: UndoStacks, items: Items): Taken | null {
  const step = stacks.undone.at(-1);
  if (!step) return null;
  return {
    step,
    change: step.forward,
    items: applyItemChange(items, step.forward),
    stacks: { done: [...stacks.done, step], undone: stacks.undone.slice(0, -1) },
  };
}

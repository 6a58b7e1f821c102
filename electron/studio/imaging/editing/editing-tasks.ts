/** Owns the list of what the editing thread can be asked for, and the messages that cross to it. */
import type { ErrorCode } from '../../../../shared/errors.ts';
import { applyEdit } from './apply-edit.ts';
import { drawPatch, findOverlaps, mapDepth } from './chain-regions.ts';
import { checkEdit } from './check-edit.ts';
import { checkChain, composeChain } from './compose-chain.ts';
import { cropForSending } from './crop-sending.ts';
import { extendCanvas } from './extend-canvas.ts';
import { fillLocally } from './local-fill.ts';
import { encodeMask, readMask } from './mask-file.ts';
import { prepareMask } from './prepare-mask.ts';
import { rebuildEdit } from './rebuild-edit.ts';
import { selectObject } from './select-object.ts';

/** Plain data in, plain data out, no functions: everything is copied between threads. */
export const EDITING_TASKS = {
  applyEdit,
  rebuildEdit,
  cropForSending,
  readMask,
  prepareMask,
  selectObject,
  fillLocally,
  encodeMask,
  checkEdit,
  extendCanvas,
  composeChain,
  checkChain,
  mapDepth,
  findOverlaps,
  drawPatch,
} as const;

export type EditingTask = keyof typeof EDITING_TASKS;
export type EditingInput<Task extends EditingTask> = Parameters<(typeof EDITING_TASKS)[Task]>;
export type EditingOutput<Task extends EditingTask> = Awaited<ReturnType<(typeof EDITING_TASKS)[Task]>>;

export interface EditingOrder {
  readonly id: number;
  readonly task: EditingTask;
  readonly input: readonly unknown[];
}

export type EditingReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly refusal: { readonly code: ErrorCode; readonly message: string } };

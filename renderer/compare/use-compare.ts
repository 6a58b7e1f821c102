/** Owns the state of one comparison: mode, which pictures stand on which side, and the shared viewport. */
import { useReducer } from 'react';
import { clampViewport, FITTED, type Viewport } from './viewport.ts';

export const COMPARE_MODES = ['slider', 'side-by-side', 'flicker', 'difference'] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];

export interface CompareState {
  readonly mode: CompareMode;
  /** Places in the list of compared pictures. */
  readonly left: number;
  readonly right: number;
  /** In flicker mode: whether the right picture is the one shown. */
  readonly isRightShown: boolean;
  /** How much a difference is brightened. */
  readonly gain: number;
  readonly view: Viewport;
}

export type CompareStep =
  | { readonly kind: 'mode'; readonly mode: CompareMode }
  | { readonly kind: 'swap' }
  | { readonly kind: 'flick' }
  | { readonly kind: 'right'; readonly place: number }
  | { readonly kind: 'gain'; readonly gain: number }
  | { readonly kind: 'view'; readonly change: (view: Viewport) => Viewport };

export const FIRST_LOOK: CompareState = {
  mode: 'slider',
  left: 0,
  right: 1,
  isRightShown: false,
  gain: 1,
  view: FITTED,
};

export function compareReducer(state: CompareState, step: CompareStep): CompareState {
  switch (step.kind) {
    case 'mode':
      return { ...state, mode: step.mode };
    case 'swap':
      return { ...state, left: state.right, right: state.left };
    case 'flick':
      // From another mode the key enters flicker with the right picture, so that the first press already shows a change.
      return { ...state, mode: 'flicker', isRightShown: state.mode === 'flicker' ? !state.isRightShown : true };
    case 'right':
      return step.place === state.left
        ? { ...state, left: state.right, right: state.left }
        : { ...state, right: step.place };
    case 'gain':
      return { ...state, gain: step.gain };
    case 'view':
      return { ...state, view: clampViewport(step.change(state.view)) };
  }
}

export function useCompare() {
  return useReducer(compareReducer, FIRST_LOOK);
}

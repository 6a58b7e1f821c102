import type { KeyboardEvent } from 'react';
import type { BoardItem } from '../../shared/board.ts';
import type { ItemId } from '../../shared/ids.ts';
import { nudgeSelection } from './board-edits.ts';
import { nextInDirection } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Keys while the focus is on the board. Arrows nudge what is selected (Shift: 10 units); with nothing selected, or with
 * Alt, they move the keyboard's place from item to item. Enter or Space selects it, Shift+Space in addition; Space only
 * when it is let go, since held down it pans with the mouse.
 */
export function handleBoardKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.target instanceof HTMLElement && event.target.closest('input, textarea, button, [role="menu"]')) return;
  const arrow = ARROWS[event.key];
  if (arrow && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const [dx, dy] = arrow;
    const step = event.shiftKey ? 10 : 1;
    if (useBoard.getState().selection.size > 0 && !event.altKey) nudgeSelection(dx * step, dy * step);
    else moveActive(dx, dy);
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  const id = focusedItem()?.id;
  if (!id || (event.key !== ' ' && (event.key !== 'Enter' || event.shiftKey))) return;
  event.preventDefault();
  if (event.key === 'Enter') toggle(id, false);
  else if (!event.repeat) pressedOnId = id;
}

/** The item Space went down on; null once it became a pan, or nothing was under it. */
let pressedOnId: ItemId | null = null;

export function handleBoardKeyUp(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== ' ') return;
  if (pressedOnId && pressedOnId === focusedItem()?.id) toggle(pressedOnId, event.shiftKey);
  pressedOnId = null;
}

/** Once the mouse joins in, Space pans and selects nothing. */
export function handleBoardPress(): void {
  pressedOnId = null;
}

function toggle(id: ItemId, isAdding: boolean): void {
  const { selection, select } = useBoard.getState();
  if (selection.has(id)) select([...selection].filter((other) => other !== id));
  else select(isAdding ? [...selection, id] : [id]);
}

function focusedItem(): BoardItem | undefined {
  const dataId = document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id');
  return dataId ? useBoard.getState().items.get(`item_${dataId.slice('item_'.length)}`) : undefined;
}

function moveActive(dx: number, dy: number): void {
  const { items } = useBoard.getState();
  const from = focusedItem() ?? items.values().next().value;
  if (!from) return;
  const next = nextInDirection(from, items.values(), dx, dy);
  if (!next) return;
  useView.setState({ activeItemId: next.id });
  useView.getState().camera?.reveal(next);
  const element = nodeOf(next.id);
  // At once where it can be, so that a key pressed right after finds it; its place in the tab order follows.
  if (element) {
    element.tabIndex = 0;
    element.focus({ preventScroll: true });
  } else {
    focusSoon(next.id, 12);
  }
}

function nodeOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
}

/** The item may have to come into view first; a few frames are enough for that. */
function focusSoon(id: string, framesLeft: number): void {
  requestAnimationFrame(() => {
    const element = nodeOf(id);
    if (element?.tabIndex === 0) element.focus({ preventScroll: true });
    else if (framesLeft > 0) focusSoon(id, framesLeft - 1);
  });
}

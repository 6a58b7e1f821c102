/** Owns dragging a row of the chain to another place: the rows stay where they are, a line shows where it would go. */
import { type PointerEvent, useState } from 'react';

interface ChainDrag {
  /** Where the dragged row would come to lie, counted from 0; null while nothing is dragged. */
  readonly target: number | null;
  readonly from: number | null;
  readonly onGrip: (event: PointerEvent<HTMLButtonElement>, at: number) => void;
}

export function useChainDrag(onDrop: (from: number, to: number) => void): ChainDrag {
  const [drag, setDrag] = useState<{ from: number; target: number } | null>(null);
  const onGrip = (event: PointerEvent<HTMLButtonElement>, from: number) => {
    const list = event.currentTarget.closest('ol');
    if (event.button !== 0 || !list) return;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    let target = from;
    const ending = new AbortController();
    const { signal } = ending;
    const end = () => {
      ending.abort();
      setDrag(null);
    };
    const move = (moved: globalThis.PointerEvent) => {
      target = placeAt(list, moved.clientY, from);
      setDrag({ from, target });
    };
    grip.addEventListener('pointermove', move, { signal });
    grip.addEventListener('pointercancel', end, { signal });
    grip.addEventListener(
      'pointerup',
      () => {
        end();
        if (target !== from) onDrop(from, target);
      },
      { signal },
    );
  };
  return { target: drag?.target ?? null, from: drag?.from ?? null, onGrip };
}

/** How many of the other rows have their middle above the pointer. */
function placeAt(list: HTMLElement, clientY: number, from: number): number {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-chain-row]')].filter((_, at) => at !== from);
  return rows.filter((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 < clientY;
  }).length;
}

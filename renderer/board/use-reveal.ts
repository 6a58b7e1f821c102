import { useEffect } from 'react';
import { boundsOf } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

/**
 * The inspector opens with the first selection and takes room on the right: what was selected there slides into view
 * once the button is released, never during a drag.
 */
export function useRevealBesideInspector(): void {
  useEffect(() => {
    let isDown = false;
    let isWaiting = false;
    const revealSoon = () => {
      isWaiting = false;
      // Two frames: the inspector has to be there, and the board has to know its new width.
      requestAnimationFrame(() => requestAnimationFrame(revealSelection));
    };
    const onDown = () => {
      isDown = true;
    };
    const onUp = () => {
      isDown = false;
      if (isWaiting) revealSoon();
    };
    window.addEventListener('pointerdown', onDown, true);
    window.addEventListener('pointerup', onUp, true);
    const end = useBoard.subscribe((state, before) => {
      if (before.selection.size > 0 || state.selection.size === 0) return;
      if (isDown) isWaiting = true;
      else revealSoon();
    });
    return () => {
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('pointerup', onUp, true);
      end();
    };
  }, []);
}

function revealSelection(): void {
  const { items, selection } = useBoard.getState();
  const bounds = boundsOf([...selection].flatMap((id) => items.get(id) ?? []));
  if (bounds && selection.size === 1) useView.getState().camera?.revealSideways(bounds);
}

/** Owns pointer and wheel on the compared pictures: wheel zooms to the cursor, dragging pans, a double click toggles 100 %. */
import { type RefObject, useEffect } from 'react';
import type { CompareStep } from './use-compare.ts';
import { FITTED, type PixelExtent, panBy, zoomAt } from './viewport.ts';

/** Exponent per wheel unit; a pinch arrives as a wheel with Ctrl and small deltas. */
const WHEEL_ZOOM = 0.0016;
const PINCH_ZOOM = 0.01;

/** By the place on screen, not by the target: while the pointer is captured, every event is aimed at the stage. */
function paneOf(event: MouseEvent): DOMRect | null {
  const pane = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-pane]');
  return pane ? pane.getBoundingClientRect() : null;
}

function cursorIn(pane: DOMRect, event: MouseEvent): { x: number; y: number } {
  return {
    x: (event.clientX - pane.left) / pane.width - 0.5,
    y: (event.clientY - pane.top) / pane.height - 0.5,
  };
}

/** The scale at which one pixel of the picture is one pixel of the screen. */
function fullScale(pane: DOMRect, largest: PixelExtent): number {
  const fittedWidth = Math.min(pane.width, (pane.height * largest.widthPx) / largest.heightPx);
  return largest.widthPx / (fittedWidth * devicePixelRatio);
}

function isOnControl(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('button, [role="slider"], input') !== null;
}

export function useViewportGestures(
  stage: RefObject<HTMLElement | null>,
  largest: PixelExtent,
  dispatch: (step: CompareStep) => void,
): void {
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const ending = new AbortController();
    const { signal } = ending;
    let dragPane: DOMRect | null = null;

    const onWheel = (event: WheelEvent) => {
      const pane = paneOf(event);
      if (!pane) return;
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM));
      dispatch({ kind: 'view', change: (view) => zoomAt(view, factor, cursorIn(pane, event)) });
    };
    const onPointerDown = (event: PointerEvent) => {
      const pane = paneOf(event);
      if (!pane || isOnControl(event) || event.button > 1) return;
      dragPane = pane;
      element.setPointerCapture(event.pointerId);
    };
    const onPointerMove = (event: PointerEvent) => {
      const pane = dragPane;
      if (!pane) return;
      const { movementX, movementY } = event;
      dispatch({ kind: 'view', change: (view) => panBy(view, movementX / pane.width, movementY / pane.height) });
    };
    const onPointerEnd = () => {
      dragPane = null;
    };
    const onDoubleClick = (event: MouseEvent) => {
      const pane = paneOf(event);
      if (!pane || isOnControl(event)) return;
      const full = fullScale(pane, largest);
      const change: Extract<CompareStep, { kind: 'view' }>['change'] = (view) =>
        view.scale > 1.001 ? FITTED : zoomAt(view, full, cursorIn(pane, event));
      dispatch({ kind: 'view', change });
    };

    element.addEventListener('wheel', onWheel, { passive: false, signal });
    element.addEventListener('pointerdown', onPointerDown, { signal });
    element.addEventListener('pointermove', onPointerMove, { signal });
    element.addEventListener('pointerup', onPointerEnd, { signal });
    element.addEventListener('pointercancel', onPointerEnd, { signal });
    element.addEventListener('dblclick', onDoubleClick, { signal });
    return () => ending.abort();
  }, [stage, largest, dispatch]);
}

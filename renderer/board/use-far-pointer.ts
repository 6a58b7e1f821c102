import { type PointerEvent, useMemo } from 'react';
import type { BoardItem } from '../../shared/board.ts';
import { overlaps, type Rect } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

/**
 * While far, pictures are paint: the one under the pointer is made an element just before it is pressed, and a marquee
 * is resolved against the items themselves.
 */
export function useFarPointer() {
  return useMemo(() => {
    let start: { x: number; y: number } | null = null;

    function onPointerMove(event: PointerEvent) {
      const { isFar, hoveredItemId } = useView.getState();
      if (!isFar || event.buttons !== 0) return;
      const hit = itemAt(event.clientX, event.clientY)?.id ?? null;
      if (hit !== hoveredItemId) useView.setState({ hoveredItemId: hit });
    }

    function onPointerDownCapture(event: PointerEvent) {
      const { isFar, tool } = useView.getState();
      const isGround = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
      start =
        isFar && isGround && tool === 'move' && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    }

    function onPointerUpCapture(event: PointerEvent) {
      const from = start;
      start = null;
      if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) < 6) return;
      const inside = itemsBetween(from, { x: event.clientX, y: event.clientY });
      const { select, selection } = useBoard.getState();
      const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
      // After React Flow has settled its own marquee, which knows the elements only.
      setTimeout(() => select([...(isAdding ? selection : []), ...inside.map((item) => item.id)]));
    }

    return { onPointerMove, onPointerDownCapture, onPointerUpCapture };
  }, []);
}

function itemAt(x: number, y: number): BoardItem | null {
  const point = useView.getState().camera?.toBoard({ x, y });
  if (!point) return null;
  let top: BoardItem | null = null;
  for (const item of useBoard.getState().items.values()) {
    if (item.kind !== 'image' || !overlaps(item, { ...point, widthUnits: 0, heightUnits: 0 })) continue;
    if (!top || item.z >= top.z) top = item;
  }
  return top;
}

function itemsBetween(a: { x: number; y: number }, b: { x: number; y: number }): BoardItem[] {
  const camera = useView.getState().camera;
  if (!camera) return [];
  const from = camera.toBoard({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) });
  const to = camera.toBoard({ x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) });
  const marquee: Rect = { ...from, widthUnits: to.xUnits - from.xUnits, heightUnits: to.yUnits - from.yUnits };
  return [...useBoard.getState().items.values()].filter((item) => item.kind !== 'frame' && overlaps(item, marquee));
}

import { useRef, useState } from 'react';
import { addFrame } from './board-edits.ts';
import styles from './frame-tool.module.css';
import { useView } from './use-view.ts';

interface Drag {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** Covers the board while the frame tool is on: drag a rectangle, or click for one of a usual size. */
export function FrameTool() {
  const [drag, setDrag] = useState<Drag | null>(null);
  const coverRef = useRef<HTMLDivElement>(null);
  const origin = coverRef.current?.getBoundingClientRect();

  function finish() {
    const camera = useView.getState().camera;
    if (!drag || !camera) return;
    const isClick = Math.hypot(drag.toX - drag.fromX, drag.toY - drag.fromY) < 6;
    const start = camera.toBoard({ x: Math.min(drag.fromX, drag.toX), y: Math.min(drag.fromY, drag.toY) });
    const end = camera.toBoard({ x: Math.max(drag.fromX, drag.toX), y: Math.max(drag.fromY, drag.toY) });
    setDrag(null);
    addFrame({
      xUnits: Math.round(start.xUnits),
      yUnits: Math.round(start.yUnits),
      widthUnits: isClick ? 800 : Math.max(24, Math.round(end.xUnits - start.xUnits)),
      heightUnits: isClick ? 600 : Math.max(24, Math.round(end.yUnits - start.yUnits)),
    });
  }

  return (
    <div
      ref={coverRef}
      className={styles.cover}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ fromX: event.clientX, fromY: event.clientY, toX: event.clientX, toY: event.clientY });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ ...drag, toX: event.clientX, toY: event.clientY });
      }}
      onPointerUp={finish}
    >
      {drag && origin ? (
        <div
          className={styles.rect}
          style={{
            left: Math.min(drag.fromX, drag.toX) - origin.left,
            top: Math.min(drag.fromY, drag.toY) - origin.top,
            width: Math.abs(drag.toX - drag.fromX),
            height: Math.abs(drag.toY - drag.fromY),
          }}
        />
      ) : null}
    </div>
  );
}

import { NodeResizeControl, ResizeControlVariant } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { beginResize, endGesture } from './board-gesture.ts';
import styles from './resize-handles.module.css';
import { useBoard } from './use-board.ts';

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
const EDGES = ['top', 'right', 'bottom', 'left'] as const;

interface ResizeHandlesProps {
  /** What happens without Shift; Shift does the other. */
  readonly keepsAspect: boolean;
}

export function ResizeHandles({ keepsAspect }: ResizeHandlesProps) {
  const isOnly = useBoard((state) => state.selection.size === 1);
  // Handles on each of many would hide the pictures.
  return isOnly ? <Handles keepsAspect={keepsAspect} /> : null;
}

function Handles({ keepsAspect }: ResizeHandlesProps) {
  const isShiftDown = useShiftKey();
  const keepAspectRatio = keepsAspect !== isShiftDown;
  const common = { keepAspectRatio, minWidth: 24, minHeight: 24, onResizeStart: beginResize, onResizeEnd: endGesture };
  return (
    <>
      {keepsAspect
        ? null
        : EDGES.map((edge) => (
            <NodeResizeControl
              key={edge}
              position={edge}
              variant={ResizeControlVariant.Line}
              className={styles.edge ?? ''}
              {...common}
            />
          ))}
      {CORNERS.map((corner) => (
        <NodeResizeControl
          key={corner}
          position={corner}
          autoScale={false}
          className={styles.corner ?? ''}
          {...common}
        />
      ))}
    </>
  );
}

function useShiftKey(): boolean {
  const [isDown, setIsDown] = useState(false);
  useEffect(() => {
    const update = (event: KeyboardEvent) => setIsDown(event.shiftKey);
    window.addEventListener('keydown', update);
    window.addEventListener('keyup', update);
    return () => {
      window.removeEventListener('keydown', update);
      window.removeEventListener('keyup', update);
    };
  }, []);
  return isDown;
}

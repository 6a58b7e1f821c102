import { useEffect, useRef } from 'react';
import styles from './mask-stage.module.css';
import { useMaskTool } from './use-mask-tool.ts';
import { useMaskView } from './use-mask-view.ts';

/** A ring of the brush's true size; it follows the pointer without React. */
export function BrushCursor() {
  const scale = useMaskView((state) => state.camera.scale);
  const ring = useRef<HTMLDivElement>(null);
  const brushPx = useMaskTool((state) => state.brushPx);
  useEffect(() => {
    const element = ring.current;
    const stage = element?.parentElement;
    if (!element || !stage) return;
    const ending = new AbortController();
    const { signal } = ending;
    stage.addEventListener(
      'pointermove',
      (event) => {
        const box = stage.getBoundingClientRect();
        element.style.translate = `${event.clientX - box.left}px ${event.clientY - box.top}px`;
        element.dataset.shown = '';
      },
      { signal },
    );
    stage.addEventListener('pointerleave', () => delete element.dataset.shown, { signal });
    return () => ending.abort();
  }, []);
  const size = Math.max(3, brushPx * scale);
  return <div ref={ring} className={styles.cursor} style={{ width: size, height: size }} aria-hidden="true" />;
}

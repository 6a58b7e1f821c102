import { useStoreApi } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';
import styles from './board-map.module.css';
import { visibleRect } from './far-view.ts';
import { boundsOf, type Rect } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

const WIDTH_PX = 176;
const HEIGHT_PX = 120;

/** The whole board in small, with what is in sight marked; press to go there. */
export function BoardMap() {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const viewRef = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const items = useBoard((state) => state.items);
  const world = useRef<Rect>({ xUnits: 0, yUnits: 0, widthUnits: 1, heightUnits: 1 });

  useEffect(() => {
    world.current = worldOf(boundsOf(items.values()) ?? visibleRect(store.getState()));
    const context = canvasRef.current?.getContext('2d');
    if (!context || !canvasRef.current) return;
    const scale = WIDTH_PX / world.current.widthUnits;
    const style = getComputedStyle(canvasRef.current);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, WIDTH_PX, HEIGHT_PX);
    context.setTransform(scale, 0, 0, scale, -world.current.xUnits * scale, -world.current.yUnits * scale);
    for (const item of items.values()) {
      context.fillStyle = style.getPropertyValue(item.kind === 'frame' ? '--line' : '--text-3');
      context.fillRect(item.xUnits, item.yUnits, item.widthUnits, item.heightUnits);
    }
  }, [items, store]);

  useEffect(() => {
    // Written past React: it follows every frame of a pan.
    const follow = () => {
      const view = visibleRect(store.getState());
      const scale = WIDTH_PX / world.current.widthUnits;
      const left = (view.xUnits - world.current.xUnits) * scale;
      const top = (view.yUnits - world.current.yUnits) * scale;
      if (!viewRef.current) return;
      viewRef.current.style.transform = `translate(${left}px, ${top}px)`;
      viewRef.current.style.width = `${view.widthUnits * scale}px`;
      viewRef.current.style.height = `${view.heightUnits * scale}px`;
    };
    follow();
    return store.subscribe(follow);
  }, [store]);

  function go(event: PointerEvent<HTMLElement>) {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = world.current.widthUnits / WIDTH_PX;
    useView.getState().camera?.centreOn({
      xUnits: world.current.xUnits + (event.clientX - box.left) * scale,
      yUnits: world.current.yUnits + (event.clientY - box.top) * scale,
    });
  }

  return (
    <div className={styles.map} role="img" aria-label="Map of the board" onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvasRef} width={WIDTH_PX} height={HEIGHT_PX} />
      <div ref={viewRef} className={styles.view} />
    </div>
  );
}

/** The bounds with some air, in the shape of the map. */
function worldOf(bounds: Rect): Rect {
  const aspect = WIDTH_PX / HEIGHT_PX;
  const widthUnits = Math.max(bounds.widthUnits * 1.15, bounds.heightUnits * 1.15 * aspect, 1);
  const heightUnits = widthUnits / aspect;
  return {
    xUnits: bounds.xUnits + bounds.widthUnits / 2 - widthUnits / 2,
    yUnits: bounds.yUnits + bounds.heightUnits / 2 - heightUnits / 2,
    widthUnits,
    heightUnits,
  };
}

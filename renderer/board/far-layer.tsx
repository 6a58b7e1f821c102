import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { SELECTED_ELEMENTS } from './board-nodes.ts';
import styles from './far-layer.module.css';
import { visibleRect } from './far-view.ts';
import { contains, overlaps, type Rect } from './geometry.ts';
import { setThumbListener, thumbOf } from './thumb-cache.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

/** Drawn beyond the edges of the view on every side, so that panning finds pictures already there. */
const MARGIN_SHARE = 0.3;
/** The drawing is renewed when the zoom has left this range around the one it was made for. */
const STALE_ZOOM = 1.25;
const REDRAW_MS = 80;

/** Colours of the canvas, read once per drawing from the theme. */
interface Palette {
  readonly ground: string;
  readonly outline: string;
}

/**
 * Many pictures on one canvas. It lies inside React Flow's viewport, in board units: panning and zooming move it with
 * everything else, and it is drawn anew only when the view leaves what was drawn.
 */
export function FarLayer() {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const isFar = useView((state) => state.isFar);

  useEffect(() => {
    if (!isFar) return;
    let drawn: { rect: Rect; zoom: number } | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const draw = () => {
      timer = null;
      const camera = store.getState();
      const rect = visibleRect(camera, MARGIN_SHARE);
      if (canvasRef.current) drawPictures(canvasRef.current, rect, camera.transform[2]);
      drawn = { rect, zoom: camera.transform[2] };
    };
    const drawSoon = () => {
      timer ??= setTimeout(draw, REDRAW_MS);
    };
    const endView = store.subscribe((camera, before) => {
      if (camera.transform === before.transform && camera.width === before.width) return;
      const ratio = drawn ? camera.transform[2] / drawn.zoom : 0;
      const isStale = ratio > STALE_ZOOM || ratio < 1 / STALE_ZOOM;
      if (!drawn || isStale || !contains(drawn.rect, visibleRect(camera))) drawSoon();
    });
    const endBoard = useBoard.subscribe((state, before) => {
      if (state.items !== before.items || state.selection !== before.selection) requestAnimationFrame(draw);
    });
    setThumbListener(drawSoon);
    draw();
    return () => {
      if (timer) clearTimeout(timer);
      endView();
      endBoard();
      setThumbListener(() => undefined);
    };
  }, [isFar, store]);

  return (
    <ViewportPortal>
      <canvas ref={canvasRef} className={styles.canvas} data-far={isFar || undefined} />
    </ViewportPortal>
  );
}

function drawPictures(canvas: HTMLCanvasElement, rect: Rect, zoom: number): void {
  const scale = zoom * Math.min(2, window.devicePixelRatio);
  canvas.width = Math.ceil(rect.widthUnits * scale);
  canvas.height = Math.ceil(rect.heightUnits * scale);
  canvas.style.width = `${rect.widthUnits}px`;
  canvas.style.height = `${rect.heightUnits}px`;
  canvas.style.transform = `translate(${rect.xUnits}px, ${rect.yUnits}px)`;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(scale, 0, 0, scale, -rect.xUnits * scale, -rect.yUnits * scale);
  paintItems(context, rect, { palette: readPalette(canvas), lineWidth: 2 / scale });
}

function paintItems(
  context: CanvasRenderingContext2D,
  rect: Rect,
  { palette, lineWidth }: { palette: Palette; lineWidth: number },
): void {
  const { items, assets, selection } = useBoard.getState();
  const visible = [...items.values()].filter((item) => item.kind === 'image' && overlaps(item, rect));
  for (const item of visible.sort((a, b) => a.z - b.z)) {
    const asset = item.kind === 'image' && item.assetId ? assets.get(item.assetId) : undefined;
    const thumb = asset ? thumbOf(asset.hash) : null;
    if (thumb) context.drawImage(thumb, item.xUnits, item.yUnits, item.widthUnits, item.heightUnits);
    else {
      context.fillStyle = palette.ground;
      context.fillRect(item.xUnits, item.yUnits, item.widthUnits, item.heightUnits);
    }
  }
  if (selection.size <= SELECTED_ELEMENTS) return;
  context.strokeStyle = palette.outline;
  context.lineWidth = lineWidth;
  for (const item of visible) {
    if (selection.has(item.id)) context.strokeRect(item.xUnits, item.yUnits, item.widthUnits, item.heightUnits);
  }
}

function readPalette(canvas: HTMLCanvasElement): Palette {
  const style = getComputedStyle(canvas);
  return { ground: style.getPropertyValue('--raised'), outline: style.getPropertyValue('--text') };
}

import { useSyncExternalStore } from 'react';
import { toStage } from './mask-camera.ts';
import type { MaskDocument } from './mask-document.ts';
import { intersectRects, type PixelRect, wholeRect } from './mask-plane.ts';
import styles from './mask-stage.module.css';
import { boundsOfTiles } from './mask-tiles.ts';
import { automaticPaddingPx, useMaskLaying } from './use-mask-laying.ts';
import { useMaskView } from './use-mask-view.ts';

/** While context is chosen: what of the picture would be sent along, before the model's own shapes widen it. */
export function ContextFrame({ document }: { readonly document: MaskDocument }) {
  const { paddingPx, growPx } = useMaskLaying();
  const camera = useMaskView((state) => state.camera);
  useSyncExternalStore(document.subscribe, document.status);
  const bounds = boundsOfTiles(document.mask);
  const sent = bounds && intersectRects(grown(bounds, growPx, paddingPx), wholeRect(document.mask));
  if (!sent) return null;
  const from = toStage(camera, { x: sent.left, y: sent.top });
  const size = { width: sent.widthPx * camera.scale, height: sent.heightPx * camera.scale };
  return (
    <div className={styles.canvasFrame} style={{ left: from.x, top: from.y, ...size }}>
      <span className={styles.canvasSize} data-inside="">
        about {sent.widthPx} × {sent.heightPx} px go along
      </span>
    </div>
  );
}

function grown(bounds: PixelRect, growPx: number, paddingPx: number | null): PixelRect {
  const wide = widened(bounds, growPx);
  return widened(wide, paddingPx ?? automaticPaddingPx(wide));
}

function widened({ left, top, widthPx, heightPx }: PixelRect, px: number): PixelRect {
  return { left: left - px, top: top - px, widthPx: widthPx + 2 * px, heightPx: heightPx + 2 * px };
}

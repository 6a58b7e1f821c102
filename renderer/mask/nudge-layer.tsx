import { useEffect, useRef } from 'react';
import type { Asset } from '../../shared/asset.ts';
import type { EditRecord } from '../../shared/edit.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { mediaUrl } from '../api/client.ts';
import type { MaskCamera } from './mask-camera.ts';
import { NO_MARGINS } from './mask-request.ts';
import styles from './mask-stage.module.css';
import { useMaskEdit } from './use-mask-edit.ts';
import { beginNudge, layByHand, nudgeBy, nudgeTo, useMaskNudge } from './use-mask-nudge.ts';
import { useMaskView } from './use-mask-view.ts';

type MisalignedDetail = AssetDetail & { readonly edit: EditRecord };

export function isMisaligned(detail: AssetDetail): detail is MisalignedDetail {
  return detail.edit?.status === 'not-aligned';
}

/** What the stage shows beneath: a result as it is; below an answer that is laid by hand, what it was asked for. */
export function groundOf(detail: AssetDetail): Asset {
  const { asset, edit, relatives } = detail;
  return (isMisaligned(detail) && relatives.find((relative) => relative.id === edit?.sourceAssetId)) || asset;
}

/** The answer that was not aligned, see-through over the picture: it is dragged or moved by arrows to where it belongs. */
export function NudgeLayer({ detail }: { readonly detail: MisalignedDetail }) {
  const layer = useRef<HTMLDivElement>(null);
  const by = useMaskNudge();
  const camera = useGroundCamera();
  const isBefore = useMaskEdit((state) => state.isBefore);
  const { asset, edit } = detail;
  const scale = useRef(camera.scale);
  scale.current = camera.scale;
  useEffect(() => {
    beginNudge();
    return layer.current ? followHand(layer.current, detail, () => scale.current) : undefined;
  }, [detail]);
  return (
    <div ref={layer} className={styles.nudgeLayer} data-nudge-layer="">
      {isBefore ? null : (
        <img
          className={styles.nudged}
          src={mediaUrl(asset.hash)}
          alt="The answer, to be moved into place"
          draggable={false}
          style={answerBox(asset, edit, { camera, by })}
        />
      )}
    </div>
  );
}

/** An extension's ground is the wider canvas, whose corner lies beyond the picture's. */
function useGroundCamera(): MaskCamera {
  const { scale, x, y } = useMaskView((state) => state.camera);
  const { left, top } = useMaskEdit((state) => state.margins) ?? NO_MARGINS;
  return { scale, x: x - left * scale, y: y - top * scale };
}

interface Laying {
  readonly camera: MaskCamera;
  readonly by: { readonly xPx: number; readonly yPx: number; readonly scale: number };
}

/** The part of the answer that shows the crop comes to lie over the crop; scaled about its middle, then moved. */
function answerBox(answer: Asset, { crop }: EditRecord, { camera, by }: Laying) {
  const { rect, sendPx, placement } = crop;
  const share = (placement.widthPx / sendPx.widthPx) * answer.widthPx;
  const perPixel = (rect.widthPx / share) * by.scale;
  const middle = {
    x: rect.left + rect.widthPx / 2 + by.xPx,
    y: rect.top + rect.heightPx / 2 + by.yPx,
  };
  const own = {
    x: ((placement.left + placement.widthPx / 2) / sendPx.widthPx) * answer.widthPx,
    y: ((placement.top + placement.heightPx / 2) / sendPx.heightPx) * answer.heightPx,
  };
  return {
    width: answer.widthPx * perPixel * camera.scale,
    height: answer.heightPx * perPixel * camera.scale,
    transform: `translate(${camera.x + (middle.x - own.x * perPixel) * camera.scale}px, ${
      camera.y + (middle.y - own.y * perPixel) * camera.scale
    }px)`,
  };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The stage's own listeners would move the view and flip through the results; here the hand holds the answer. */
function followHand(layer: HTMLElement, detail: AssetDetail, scale: () => number): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  layer.addEventListener('pointerdown', (event) => event.button === 0 && drag(layer, event, scale()), { signal });
  // The window itself has the focus until somebody clicks or tabs.
  const editor = layer.closest<HTMLElement>('[role="dialog"]');
  editor?.addEventListener(
    'keydown',
    (event) => {
      if (event.target !== layer.parentElement && event.target !== editor) return;
      const arrow = ARROWS[event.key];
      if (arrow) nudgeBy(arrow[0] * (event.shiftKey ? 10 : 1), arrow[1] * (event.shiftKey ? 10 : 1));
      else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) void layByHand(detail);
      else return;
      event.preventDefault();
    },
    { signal },
  );
  return () => ending.abort();
}

function drag(layer: HTMLElement, event: PointerEvent, scale: number): void {
  event.stopPropagation();
  layer.setPointerCapture(event.pointerId);
  const before = useMaskNudge.getState();
  const start = { x: event.clientX, y: event.clientY };
  const ending = new AbortController();
  const { signal } = ending;
  layer.addEventListener(
    'pointermove',
    (moved) => nudgeTo(before.xPx + (moved.clientX - start.x) / scale, before.yPx + (moved.clientY - start.y) / scale),
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const) {
    layer.addEventListener(end, () => ending.abort(), { signal });
  }
}

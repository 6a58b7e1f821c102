import type { PointerEvent as ReactPointerEvent } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { toStage } from './mask-camera.ts';
import { type Margins, NO_MARGINS } from './mask-request.ts';
import styles from './mask-stage.module.css';
import { printWords, useExtendPrint } from './use-extend-print.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskView } from './use-mask-view.ts';

const SIDES = ['left', 'top', 'right', 'bottom'] as const;
type Side = (typeof SIDES)[number];

/** Pixels an arrow key adds; with Shift ten times as many. */
const KEY_STEP_PX = 8;
/** A canvas larger than this is refused by the studio. */
const EDGE_LIMIT_PX = 8_192;

/** The wider canvas around the picture, with a handle on each edge. */
export function ExtendHandles({ asset }: { readonly asset: Asset }) {
  const camera = useMaskView((state) => state.camera);
  const margins = useMaskEdit((state) => state.margins) ?? NO_MARGINS;
  const print = printWords(useExtendPrint());
  const from = toStage(camera, { x: -margins.left, y: -margins.top });
  const to = toStage(camera, { x: asset.widthPx + margins.right, y: asset.heightPx + margins.bottom });
  const frame = { left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y };
  return (
    <div className={styles.canvasFrame} style={frame}>
      {SIDES.map((side) => (
        <button
          key={side}
          type="button"
          className={styles.edge}
          data-side={side}
          aria-label={`Extend ${side}: ${margins[side]} pixels`}
          onPointerDown={(event) => dragEdge(event, side, camera.scale, asset)}
          onKeyDown={(event) => {
            const step = keyStep(event.key, side);
            if (step === 0) return;
            event.preventDefault();
            event.stopPropagation();
            changeSide(side, margins[side] + step * KEY_STEP_PX * (event.shiftKey ? 10 : 1), asset);
          }}
        />
      ))}
      <span className={styles.canvasSize}>
        {asset.widthPx + margins.left + margins.right} × {asset.heightPx + margins.top + margins.bottom} px
        {print === '' ? '' : ` · ${print}`}
      </span>
    </div>
  );
}

/** Outwards is more. */
function keyStep(key: string, side: Side): number {
  const outwards = { left: 'ArrowLeft', top: 'ArrowUp', right: 'ArrowRight', bottom: 'ArrowDown' }[side];
  const inwards = { left: 'ArrowRight', top: 'ArrowDown', right: 'ArrowLeft', bottom: 'ArrowUp' }[side];
  return key === outwards ? 1 : key === inwards ? -1 : 0;
}

function changeSide(side: Side, px: number, { widthPx, heightPx }: Asset): void {
  const before = useMaskEdit.getState().margins ?? NO_MARGINS;
  const isAcross = side === 'left' || side === 'right';
  const taken = isAcross
    ? widthPx + before.left + before.right - before[side]
    : heightPx + before.top + before.bottom - before[side];
  const limited = Math.round(Math.min(Math.max(0, EDGE_LIMIT_PX - taken), Math.max(0, px)));
  const margins: Margins = { ...before, [side]: limited };
  useMaskEdit.setState({ margins });
}

function dragEdge(event: ReactPointerEvent<HTMLButtonElement>, side: Side, scale: number, asset: Asset): void {
  event.stopPropagation();
  const handle: HTMLButtonElement = event.currentTarget;
  handle.setPointerCapture(event.pointerId);
  const start = { x: event.clientX, y: event.clientY };
  const before = (useMaskEdit.getState().margins ?? NO_MARGINS)[side];
  const ending = new AbortController();
  const { signal } = ending;
  handle.addEventListener(
    'pointermove',
    (moved) => {
      const dx = (moved.clientX - start.x) / scale;
      const dy = (moved.clientY - start.y) / scale;
      const outwards = { left: -dx, top: -dy, right: dx, bottom: dy }[side];
      changeSide(side, before + outwards, asset);
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const) {
    handle.addEventListener(end, () => ending.abort(), { signal });
  }
}

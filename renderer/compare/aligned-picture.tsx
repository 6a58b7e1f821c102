import type { CSSProperties } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { mediaUrl } from '../api/client.ts';
import styles from './mode-panes.module.css';
import type { PixelExtent, Viewport } from './viewport.ts';

/** Enough for the whole frame on a large screen; beyond it the original itself is drawn. */
const OVERVIEW_WIDTH_PX = 2_560;

interface AlignedPictureProps {
  readonly asset: Asset;
  readonly frame: PixelExtent;
  readonly view: Viewport;
}

/** One picture, fitted into the common frame and moved by the common viewport. */
export function AlignedPicture({ asset, frame, view }: AlignedPictureProps) {
  const isClose = view.scale > 1.01;
  const hasOverview = asset.widthPx > OVERVIEW_WIDTH_PX;
  const place: CSSProperties = {
    transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.scale})`,
  };
  // The widest box of the frame's shape inside the pane; cqw and cqh are hundredths of the pane.
  const box: CSSProperties = {
    aspectRatio: `${frame.widthPx} / ${frame.heightPx}`,
    width: `min(100cqw, calc(100cqh * ${frame.widthPx / frame.heightPx}))`,
  };
  // Past four screen pixels a pixel, smoothing would hide what is being judged.
  const isPixelated = view.scale > 4 * Math.max(1, asset.widthPx / 1_200);
  return (
    <div className={styles.mover} style={place}>
      <div className={isPixelated ? styles.pixelFrame : styles.frame} style={box}>
        <img
          src={mediaUrl(asset.hash, hasOverview ? OVERVIEW_WIDTH_PX : undefined)}
          alt={asset.name}
          draggable={false}
        />
        {isClose && hasOverview ? <img src={mediaUrl(asset.hash)} alt="" draggable={false} /> : null}
      </div>
    </div>
  );
}

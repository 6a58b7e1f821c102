import { type ReactNode, useEffect, useRef } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { mediaUrl } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { BrushCursor } from './brush-cursor.tsx';
import { DraftLayer } from './draft-layer.tsx';
import { ExtendHandles } from './extend-handles.tsx';
import type { MaskCamera } from './mask-camera.ts';
import { followPointer } from './mask-gesture.ts';
import { isSpaceHeld } from './mask-keys.ts';
import { MaskOverlay } from './mask-overlay.tsx';
import { takeMaskFile } from './mask-picks.ts';
import { NO_MARGINS } from './mask-request.ts';
import styles from './mask-stage.module.css';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskTool } from './use-mask-tool.ts';
import { resizeView, useMaskView } from './use-mask-view.ts';

interface MaskStageProps {
  readonly asset: Asset;
  /** The result that is looked at; null = the picture with its selection. */
  readonly result: Asset | null;
  /** Above everything else. */
  readonly children?: ReactNode;
}

export function MaskStage({ asset, result, children }: MaskStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const camera = useMaskView((state) => state.camera);
  const tool = useMaskTool((state) => state.tool);
  const isBefore = useMaskEdit((state) => state.isBefore);
  const isExtending = useMaskEdit((state) => state.margins !== null);
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    element.tabIndex = 0;
    useMaskView.setState({ isFitted: true });
    const observer = new ResizeObserver(() => resizeView({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    const letGo = followPointer(element, isSpaceHeld);
    const endDrops = takeDroppedMasks(element);
    return () => {
      observer.disconnect();
      letGo();
      endDrops();
    };
  }, []);
  const isSelecting = result === null && !isExtending;
  return (
    <div
      ref={stage}
      className={styles.stage}
      data-mask-stage=""
      data-tool={isSelecting ? tool : 'hand'}
      role="application"
      aria-roledescription="picture with selection"
      aria-label={`${asset.name}. Arrow keys move a crosshair, Enter selects.`}
    >
      {result && !isBefore ? (
        <PictureLayers asset={result} camera={resultCamera(asset, result, camera)} />
      ) : (
        <PictureLayers asset={asset} camera={camera} />
      )}
      {isSelecting ? <MaskOverlay /> : null}
      {isSelecting ? <DraftLayer camera={camera} /> : null}
      {isSelecting && (tool === 'brush' || tool === 'eraser') ? <BrushCursor scale={camera.scale} /> : null}
      {isExtending && result === null ? <ExtendHandles asset={asset} camera={camera} /> : null}
      {children}
    </div>
  );
}

/** An extension lies around the picture; an answer of other pixels, such as one that was not aligned, covers its frame. */
function resultCamera(asset: Asset, result: Asset, camera: MaskCamera): MaskCamera {
  const { margins } = useMaskEdit.getState();
  const { left, top, right } = margins ?? NO_MARGINS;
  const scale = (camera.scale * (asset.widthPx + left + right)) / result.widthPx;
  return { scale, x: camera.x - left * camera.scale, y: camera.y - top * camera.scale };
}

/** A mask picture dropped on the stage becomes the selection; nothing is imported for it. */
function takeDroppedMasks(stage: HTMLElement): () => void {
  const ending = new AbortController();
  const take = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const [file] = event.type === 'drop' ? (event.dataTransfer?.files ?? []) : [];
    if (file) takeMaskFile(file, 'Mask from a file').catch(showError);
  };
  for (const name of ['dragenter', 'dragover', 'drop'] as const) {
    stage.addEventListener(name, take, { signal: ending.signal });
  }
  return () => ending.abort();
}

/** Up to here the picture is drawn from its own bytes at any zoom: copies of the ladder are compressed. */
const EXACT_PIXELS = 4096 * 4096;

/** A small copy beneath, so that nothing is blank while the sharp one is on its way. */
function PictureLayers({ asset, camera }: { readonly asset: Asset; readonly camera: MaskCamera }) {
  const neededPx = asset.widthPx * camera.scale * devicePixelRatio;
  const isExact = neededPx > 2560 || asset.widthPx * asset.heightPx <= EXACT_PIXELS;
  const isShowable = asset.mime !== 'image/tiff';
  const sharp = isShowable && isExact ? mediaUrl(asset.hash) : mediaUrl(asset.hash, Math.min(2560, neededPx));
  const width = asset.widthPx * camera.scale;
  const style = {
    width,
    height: asset.heightPx * camera.scale,
    transform: `translate(${camera.x}px, ${camera.y}px)`,
  };
  const isPixelated = camera.scale * devicePixelRatio >= 3;
  return (
    <>
      <img className={styles.picture} src={mediaUrl(asset.hash, 640)} alt="" style={style} draggable={false} />
      <img
        key={sharp}
        className={styles.picture}
        data-pixelated={isPixelated || undefined}
        src={sharp}
        alt={asset.name}
        style={style}
        draggable={false}
      />
    </>
  );
}

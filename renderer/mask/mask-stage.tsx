import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { showError } from '../api/error-sentences.ts';
import { BrushCursor } from './brush-cursor.tsx';
import { ContextFrame } from './context-frame.tsx';
import { DraftLayer } from './draft-layer.tsx';
import { EmptyHint } from './empty-hint.tsx';
import { ExtendHandles } from './extend-handles.tsx';
import type { MaskCamera } from './mask-camera.ts';
import { followPointer } from './mask-gesture.ts';
import { isSpaceHeld } from './mask-keys.ts';
import { takeMaskFile } from './mask-picks.ts';
import { NO_MARGINS } from './mask-request.ts';
import styles from './mask-stage.module.css';
import { StageCanvas } from './stage-canvas.tsx';
import type { ShownPicture } from './stage-painter.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskLaying } from './use-mask-laying.ts';
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
  const tool = useMaskTool((state) => state.tool);
  const isBefore = useMaskEdit((state) => state.isBefore);
  const isExtending = useMaskEdit((state) => state.margins !== null);
  const document = useMaskEdit((state) => state.document);
  const isContextShown = useMaskLaying((state) => state.isShown);
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
  const shown = useMemo((): ShownPicture => {
    if (!result || isBefore) return { asset, place: (camera) => camera, hasSelection: isSelecting };
    return { asset: result, place: (camera) => resultCamera(asset, result, camera), hasSelection: false };
  }, [asset, result, isBefore, isSelecting]);
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
      <StageCanvas shown={shown} name={asset.name} />
      {isSelecting ? <DraftLayer /> : null}
      {isSelecting && (tool === 'brush' || tool === 'eraser') ? <BrushCursor /> : null}
      {isSelecting && document && isContextShown ? <ContextFrame document={document} /> : null}
      {isSelecting && document ? <EmptyHint document={document} /> : null}
      {isExtending && result === null ? <ExtendHandles asset={asset} /> : null}
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

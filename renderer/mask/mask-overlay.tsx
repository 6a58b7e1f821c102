import { useEffect, useRef } from 'react';
import type { MaskDocument } from './mask-document.ts';
import { intersectRects, type PixelRect, uniteRects } from './mask-plane.ts';
import styles from './mask-stage.module.css';
import { canvasRect, coloursOf, sampleOverlay } from './overlay-paint.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskTool } from './use-mask-tool.ts';
import { useMaskView } from './use-mask-view.ts';

/** The selection over the picture. Drawn past React: once a frame, and only where something changed. */
export function MaskOverlay() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const document = useMaskEdit((state) => state.document);
  const stage = useMaskView((state) => state.stage);
  useEffect(() => {
    if (canvas.current && document && stage.width > 0) return paintFollowing(canvas.current, document);
  }, [document, stage]);
  const ratio = devicePixelRatio;
  return (
    <canvas
      ref={canvas}
      className={styles.overlay}
      data-mask-overlay=""
      width={Math.round(stage.width * ratio)}
      height={Math.round(stage.height * ratio)}
    />
  );
}

function paintFollowing(canvas: HTMLCanvasElement, document: MaskDocument): () => void {
  const context = canvas.getContext('2d');
  if (!context) return () => undefined;
  const whole: PixelRect = { left: 0, top: 0, widthPx: canvas.width, heightPx: canvas.height };
  let pending: PixelRect | null = whole;
  let frame = 0;
  const look = () => coloursOf(useMaskTool.getState());
  let colours = look();

  const paint = () => {
    frame = 0;
    const part = pending && intersectRects(pending, whole);
    pending = null;
    if (part) paintPart(context, document, { part, colours });
  };
  const askFor = (rect: PixelRect) => {
    pending = uniteRects(pending, rect);
    frame ||= requestAnimationFrame(paint);
  };
  const ends = [
    document.onDirty((rect) => askFor(canvasRect(useMaskView.getState().camera, rect, devicePixelRatio))),
    useMaskView.subscribe((state, before) => {
      if (state.camera !== before.camera) askFor(whole);
    }),
    useMaskTool.subscribe((state, before) => {
      const isSame =
        state.colour === before.colour && state.opacity === before.opacity && state.isInverse === before.isInverse;
      if (isSame) return;
      colours = look();
      askFor(whole);
    }),
  ];
  askFor(whole);
  return () => {
    cancelAnimationFrame(frame);
    for (const end of ends) end();
  };
}

/** Sampled with a rim of one pixel that is not drawn, so that the outline is whole where parts meet. */
function paintPart(
  context: CanvasRenderingContext2D,
  { plane }: MaskDocument,
  { part, colours }: { part: PixelRect; colours: Uint32Array },
): void {
  const sampled = {
    left: part.left - 1,
    top: part.top - 1,
    widthPx: part.widthPx + 1,
    heightPx: part.heightPx + 1,
  };
  const { camera } = useMaskView.getState();
  const pixels = sampleOverlay(plane, { camera, ratio: devicePixelRatio, colours }, sampled);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  const image = new ImageData(bytes, sampled.widthPx, sampled.heightPx);
  context.putImageData(image, sampled.left, sampled.top, 1, 1, part.widthPx, part.heightPx);
}

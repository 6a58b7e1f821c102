/** Owns the stage as the worker paints it: the picture and the selection over it, both in the same frame. */
import { paceFrames } from './frame-pace.ts';
import { createMaskMirror } from './mask-mirror.ts';
import { intersectRects, type PixelRect, uniteRects, wholeRect } from './mask-plane.ts';
import { canvasRect, paintOverlay } from './overlay-paint.ts';
import { paintPicture } from './picture-paint.ts';
import { isDecoded, type PictureSource, sourceOf } from './picture-source.ts';
import type { StageMessage, StagePicture, StageView } from './stage-message.ts';

interface Stage {
  readonly picture: OffscreenCanvasRenderingContext2D;
  readonly overlay: OffscreenCanvasRenderingContext2D;
}

/** A frame that took longer is drawn rougher while the view moves. */
const SLOW_MS = 20;
const SETTLED_MS = 120;

let stage: Stage | null = null;
let view: StageView | null = null;
const selection = createMaskMirror();
/** What of the overlay is to be painted anew, in device pixels. */
let stale: PixelRect | null = null;
let isPictureStale = false;
let isMoving = false;
let wasSlow = false;
let settling = 0;
/** What is decoded of the view's picture so far. */
let shown: PictureSource | null = null;

export function followStage(message: StageMessage): void {
  switch (message.kind) {
    case 'stage-open': {
      const picture = message.picture.getContext('2d');
      const overlay = message.overlay.getContext('2d', { willReadFrequently: true });
      stage = picture && overlay ? { picture, overlay } : null;
      break;
    }
    case 'stage-view':
      takeView(message.view);
      break;
    default:
      selection.take(message);
      if (message.kind === 'stage-mask') touchAll();
      if (message.kind === 'stage-tiles' && view) {
        stale = uniteRects(stale, canvasRect(view.maskCamera, message.rect, view.ratio));
      }
  }
  askForFrame();
}

const wholeStage = ({ widthPx, heightPx }: StageView): PixelRect => wholeRect({ widthPx, heightPx });

function touchAll(): void {
  isPictureStale = true;
  if (view) stale = wholeStage(view);
}

function takeView(next: StageView): void {
  const before = view;
  view = next;
  touchAll();
  if (before?.picture.url !== next.picture.url) {
    void load(next.picture);
    return;
  }
  isMoving = true;
  clearTimeout(settling);
  settling = self.setTimeout(() => {
    isMoving = false;
    isPictureStale ||= wasSlow;
    askForFrame();
  }, SETTLED_MS);
}

/** The small copy first; neither is asked for again when it cannot be had. */
async function load({ url, smallUrl }: StagePicture): Promise<void> {
  const take = async (address: string) => {
    const source = await sourceOf(address).catch(() => null);
    if (!source || view?.picture.url !== url) return;
    shown = source;
    isPictureStale = true;
    askForFrame();
  };
  if (!isDecoded(url)) {
    // Another picture in its place would be a lie, and may be let go meanwhile.
    shown = null;
    await take(smallUrl);
  }
  await take(url);
}

const pace = paceFrames(paint);
const askForFrame = pace.ask;

function paint(): void {
  if (!stage || !view) return;
  const startedMs = performance.now();
  resizeCanvases(stage, view);
  if (isPictureStale) {
    paintPicture(stage.picture, view, shown, isMoving && wasSlow);
    isPictureStale = false;
  }
  const part = stale && intersectRects(stale, wholeStage(view));
  stale = null;
  if (part)
    paintOverlay(
      stage.overlay,
      { mask: selection.mask(), camera: view.maskCamera, ratio: view.ratio, look: view.look },
      part,
    );
  if (isMoving) wasSlow = performance.now() - startedMs > SLOW_MS;
}

function resizeCanvases(own: Stage, { widthPx, heightPx }: StageView): void {
  for (const { canvas } of [own.picture, own.overlay]) {
    if (canvas.width === widthPx && canvas.height === heightPx) continue;
    canvas.width = widthPx;
    canvas.height = heightPx;
    touchAll();
  }
}

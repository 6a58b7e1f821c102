/** Owns where the mask editor looks: its camera and the size of its stage. */
import { create } from 'zustand';
import { type Extent, fitCamera, type MaskCamera, type Point, panCamera, zoomCamera } from './mask-camera.ts';
import { NO_MARGINS } from './mask-request.ts';
import { useMaskEdit } from './use-mask-edit.ts';

interface MaskView {
  readonly camera: MaskCamera;
  readonly stage: Extent;
  /** True until the person moves or zooms: then the picture stays fitted when the stage changes its size. */
  readonly isFitted: boolean;
}

export const useMaskView = create<MaskView>(() => ({
  camera: { scale: 1, x: 0, y: 0 },
  stage: { width: 0, height: 0 },
  isFitted: true,
}));

/** The picture, or the wider canvas around it while extending. */
function frameOf() {
  const { asset, margins } = useMaskEdit.getState();
  const { left, top, right, bottom } = margins ?? NO_MARGINS;
  return { left, top, widthPx: (asset?.widthPx ?? 1) + left + right, heightPx: (asset?.heightPx ?? 1) + top + bottom };
}

export function fitView(): void {
  const { stage } = useMaskView.getState();
  if (stage.width === 0) return;
  const frame = frameOf();
  const { scale, x, y } = fitCamera(stage, frame);
  const camera = { scale, x: x + frame.left * scale, y: y + frame.top * scale };
  useMaskView.setState({ camera, isFitted: true });
}

export function resizeView(stage: Extent): void {
  useMaskView.setState({ stage });
  if (useMaskView.getState().isFitted) fitView();
}

const middle = (): Point => {
  const { stage } = useMaskView.getState();
  return { x: stage.width / 2, y: stage.height / 2 };
};

export function zoomView(factor: number, at: Point = middle()): void {
  useMaskView.setState(({ camera }) => ({ camera: zoomCamera(camera, factor, at), isFitted: false }));
}

/** One pixel of the picture on one pixel of the screen. */
export function zoomToActual(): void {
  const { camera } = useMaskView.getState();
  zoomView(1 / (camera.scale * devicePixelRatio));
}

export function panView(dx: number, dy: number): void {
  useMaskView.setState(({ camera }) => ({ camera: panCamera(camera, dx, dy), isFitted: false }));
}

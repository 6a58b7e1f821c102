/** Owns where the mask editor looks: its camera and the size of its stage. */
import { create } from 'zustand';
import { type Extent, fitCamera, type MaskCamera, type Point, panCamera, zoomCamera } from './mask-camera.ts';

interface MaskView {
  readonly camera: MaskCamera;
  readonly stage: Extent;
  /** False until the picture was fitted into a stage of known size. */
  readonly isPlaced: boolean;
}

export const useMaskView = create<MaskView>(() => ({
  camera: { scale: 1, x: 0, y: 0 },
  stage: { width: 0, height: 0 },
  isPlaced: false,
}));

interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export function fitView(picture: PixelSize): void {
  const { stage } = useMaskView.getState();
  if (stage.width > 0) useMaskView.setState({ camera: fitCamera(stage, picture), isPlaced: true });
}

/** Keeps the picture where it is when only the window grew. */
export function resizeView(stage: Extent, picture: PixelSize): void {
  const { isPlaced } = useMaskView.getState();
  useMaskView.setState({ stage });
  if (!isPlaced) fitView(picture);
}

const middle = (): Point => {
  const { stage } = useMaskView.getState();
  return { x: stage.width / 2, y: stage.height / 2 };
};

export function zoomView(factor: number, at: Point = middle()): void {
  useMaskView.setState(({ camera }) => ({ camera: zoomCamera(camera, factor, at), isPlaced: true }));
}

/** One pixel of the picture on one pixel of the screen. */
export function zoomToActual(): void {
  const { camera } = useMaskView.getState();
  zoomView(1 / (camera.scale * devicePixelRatio));
}

export function panView(dx: number, dy: number): void {
  useMaskView.setState(({ camera }) => ({ camera: panCamera(camera, dx, dy) }));
}

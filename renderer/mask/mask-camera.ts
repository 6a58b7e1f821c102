/** Owns the maths between the picture and the screen: zoom and pan of the mask editor. Screen units are CSS pixels. */

export interface MaskCamera {
  /** CSS pixels a picture pixel. */
  readonly scale: number;
  /** Where the picture's upper left corner lies in the stage. */
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

const MIN_SCALE = 0.01;
const MAX_SCALE = 64;
const MARGIN_PX = 32;

/** The whole picture in the middle of the stage; small pictures are not blown up beyond four times. */
export function fitCamera(stage: Extent, picture: { readonly widthPx: number; readonly heightPx: number }): MaskCamera {
  const room = Math.min(
    (stage.width - MARGIN_PX * 2) / picture.widthPx,
    (stage.height - MARGIN_PX * 2) / picture.heightPx,
  );
  return centredAt(stage, picture, Math.min(4, Math.max(MIN_SCALE, room)));
}

function centredAt(stage: Extent, picture: { widthPx: number; heightPx: number }, scale: number): MaskCamera {
  return {
    scale,
    x: Math.round((stage.width - picture.widthPx * scale) / 2),
    y: Math.round((stage.height - picture.heightPx * scale) / 2),
  };
}

/** The point of the picture under the given point of the stage stays there. */
export function zoomCamera(camera: MaskCamera, factor: number, at: Point): MaskCamera {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, camera.scale * factor));
  const ratio = scale / camera.scale;
  return { scale, x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio };
}

export function panCamera(camera: MaskCamera, dx: number, dy: number): MaskCamera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy };
}

export function toPicture(camera: MaskCamera, at: Point): Point {
  return { x: (at.x - camera.x) / camera.scale, y: (at.y - camera.y) / camera.scale };
}

export function toStage(camera: MaskCamera, at: Point): Point {
  return { x: at.x * camera.scale + camera.x, y: at.y * camera.scale + camera.y };
}

/** Owns how the mask looks over the picture: sampled at the screen's own pixels, so its cost depends on the screen alone. */
import { type MaskCamera, toStage } from './mask-camera.ts';
import type { MaskPlane, PixelRect } from './mask-plane.ts';

export interface OverlayLook {
  /** #rrggbb. */
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** True: what is protected is tinted instead of what is selected. */
  readonly isInverse: boolean;
}

/** Byte order of ImageData on every machine that browsers run on. */
const packed = (red: number, green: number, blue: number, alpha: number) =>
  ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const RIM_LIGHT = packed(255, 255, 255, 230);
const RIM_DARK = packed(0, 0, 0, 230);

export function coloursOf({ colour, opacity, isInverse }: OverlayLook): Uint32Array {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return Uint32Array.from({ length: 256 }, (_, value) => {
    const alpha = Math.round((isInverse ? 255 - value : value) * opacity);
    return packed((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, alpha);
  });
}

/** The part of the canvas, in device pixels, that shows a rectangle of the picture; a rim wider, for the outline. */
export function canvasRect(camera: MaskCamera, rect: PixelRect, ratio: number): PixelRect {
  const from = toStage(camera, { x: rect.left, y: rect.top });
  const to = toStage(camera, { x: rect.left + rect.widthPx, y: rect.top + rect.heightPx });
  const left = Math.floor(from.x * ratio) - 1;
  const top = Math.floor(from.y * ratio) - 1;
  return {
    left,
    top,
    widthPx: Math.ceil(to.x * ratio) + 2 - left,
    heightPx: Math.ceil(to.y * ratio) + 2 - top,
  };
}

interface OverlayView {
  readonly camera: MaskCamera;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  readonly colours: Uint32Array;
}

/**
 * RGBA for a part of the canvas. Beyond the tint there is an outline, light and dark in turn along the diagonal, where
 * the mask crosses the half: it is seen on any colour.
 */
export function sampleOverlay(
  plane: MaskPlane,
  { camera, ratio, colours }: OverlayView,
  part: PixelRect,
): Uint32Array<ArrayBuffer> {
  const { widthPx: width, heightPx: height } = part;
  const pixels = new Uint32Array(width * height);
  const columns = new Int32Array(width);
  for (let i = 0; i < width; i += 1) {
    const x = Math.floor(((part.left + i + 0.5) / ratio - camera.x) / camera.scale);
    columns[i] = x >= 0 && x < plane.widthPx ? x : -1;
  }
  let above = new Uint8Array(width);
  let here = new Uint8Array(width);
  for (let j = 0; j < height; j += 1) {
    const y = Math.floor(((part.top + j + 0.5) / ratio - camera.y) / camera.scale);
    if (y < 0 || y >= plane.heightPx) {
      above.fill(0);
      continue;
    }
    const rowStart = y * plane.widthPx;
    const isFirst = j === 0;
    let left = 0;
    for (let i = 0; i < width; i += 1) {
      const x = columns[i] ?? -1;
      if (x < 0) {
        here[i] = 0;
        left = 0;
        continue;
      }
      const value = plane.values[rowStart + x] ?? 0;
      here[i] = value;
      const isRim = (i > 0 && value >= 128 !== left >= 128) || (!isFirst && value >= 128 !== (above[i] ?? 0) >= 128);
      const isLight = ((part.left + i + part.top + j) & 7) < 4;
      pixels[j * width + i] = isRim ? (isLight ? RIM_LIGHT : RIM_DARK) : (colours[value] ?? 0);
      left = value;
    }
    [above, here] = [here, above];
  }
  return pixels;
}

/** Owns what a stroke looks at: a small copy of the source and the direction its forms run in. */
import sharp from 'sharp';
import type { InputPicture } from '../provider.ts';
import { type Colour, clamp, fromRgb } from './oklch-colour.ts';
import { bufferSize, type Frame } from './picture-frame.ts';

export interface SourceMap {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Three channels. */
  readonly rgb: Buffer;
  readonly grey: Float32Array;
  readonly frame: Frame;
  /** Per pixel, from the smoothed structure tensor: radians along the form, and mean change, 0-255 per pixel. */
  readonly angle: Float32Array;
  readonly change: Float32Array;
}

/** Pixels per unit. */
const MAP_SCALE = 0.42;

/** Throws StudioError through sharp's caller when the picture cannot be decoded. */
export async function mapSource(source: InputPicture, frame: Frame): Promise<SourceMap> {
  const size = bufferSize(frame, MAP_SCALE);
  const rgb = await sharp(source.bytes)
    .flatten({ background: '#ffffff' })
    .resize(size.widthPx, size.heightPx, { fit: 'cover', position: 'centre' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  const grey = new Float32Array(size.widthPx * size.heightPx);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = (rgb[at * 3] ?? 0) * 0.3 + (rgb[at * 3 + 1] ?? 0) * 0.59 + (rgb[at * 3 + 2] ?? 0) * 0.11;
  }
  return { ...size, rgb, grey, frame, ...flowOf(tensorOf(grey, size.widthPx)) };
}

function tensorOf(grey: Float32Array, width: number): Float32Array {
  const tensor = new Float32Array(grey.length * 3);
  for (let at = width + 1; at < grey.length - width - 1; at += 1) {
    const dx = ((grey[at + 1] ?? 0) - (grey[at - 1] ?? 0)) / 2;
    const dy = ((grey[at + width] ?? 0) - (grey[at - width] ?? 0)) / 2;
    tensor[at * 3] = dx * dx;
    tensor[at * 3 + 1] = dx * dy;
    tensor[at * 3 + 2] = dy * dy;
  }
  return blurred(blurred(tensor, width, 1), width, width);
}

const REACH = 3;

/** Box blur along one axis: `step` 1 is a row, the width is a column. */
function blurred(tensor: Float32Array, width: number, step: number): Float32Array {
  const result = new Float32Array(tensor.length);
  const pixels = tensor.length / 3;
  const edge = REACH * Math.max(step, width === step ? width : 1);
  for (let at = edge; at < pixels - edge; at += 1) {
    for (let part = 0; part < 3; part += 1) {
      let sum = 0;
      for (let shift = -REACH; shift <= REACH; shift += 1) sum += tensor[(at + shift * step) * 3 + part] ?? 0;
      result[at * 3 + part] = sum / (REACH * 2 + 1);
    }
  }
  return result;
}

function indexAt(map: SourceMap, x: number, y: number): number {
  const column = clamp(Math.round((x / map.frame.width) * map.widthPx), 1, map.widthPx - 2);
  const row = clamp(Math.round((y / map.frame.height) * map.heightPx), 1, map.heightPx - 2);
  return row * map.widthPx + column;
}

export interface Flow {
  /** Radians, along the form. */
  readonly angle: number;
  /** Mean change per map pixel, 0-255. */
  readonly change: number;
}

/** Direction of the weaker change at a place in picture units. */
export function flowAt(map: SourceMap, x: number, y: number): Flow {
  const at = indexAt(map, x, y);
  return { angle: map.angle[at] ?? 0, change: map.change[at] ?? 0 };
}

function flowOf(tensor: Float32Array): Pick<SourceMap, 'angle' | 'change'> {
  const angle = new Float32Array(tensor.length / 3);
  const change = new Float32Array(tensor.length / 3);
  for (let at = 0; at < angle.length; at += 1) {
    const [xx, xy, yy] = [tensor[at * 3] ?? 0, tensor[at * 3 + 1] ?? 0, tensor[at * 3 + 2] ?? 0];
    angle[at] = Math.atan2(2 * xy, xx - yy) / 2 + Math.PI / 2;
    change[at] = Math.sqrt(xx + yy);
  }
  return { angle, change };
}

/** 15-bit key of the colour at a place, and the colour itself: neighbours share a key. */
export function toneKeyAt(map: SourceMap, x: number, y: number): number {
  const at = indexAt(map, x, y) * 3;
  return (((map.rgb[at] ?? 0) >> 3) << 10) | (((map.rgb[at + 1] ?? 0) >> 3) << 5) | ((map.rgb[at + 2] ?? 0) >> 3);
}

export const toneOfKey = (key: number): Colour =>
  fromRgb((((key >> 10) & 31) * 8 + 4) / 255, (((key >> 5) & 31) * 8 + 4) / 255, ((key & 31) * 8 + 4) / 255);

/** Difference of two places, 0-255: a stroke ends where the picture becomes another one. */
export function stepBetween(map: SourceMap, from: readonly [number, number], to: readonly [number, number]): number {
  const a = indexAt(map, from[0], from[1]) * 3;
  const b = indexAt(map, to[0], to[1]) * 3;
  let sum = 0;
  for (let part = 0; part < 3; part += 1) sum += Math.abs((map.rgb[a + part] ?? 0) - (map.rgb[b + part] ?? 0));
  return sum / 3;
}

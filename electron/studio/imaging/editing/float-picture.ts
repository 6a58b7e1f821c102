/** Owns pictures as floats with any number of channels, and their pyramid, for filling by example. */
import type { Size } from './plane.ts';

export interface FloatPicture extends Size {
  readonly channels: number;
  /** Interleaved, 0 to 255. */
  readonly data: Float32Array;
  /** 1 = to be filled. */
  readonly hole: Uint8Array;
}

/** Half the size: known pixels are averaged; a pixel is a hole when any of its four is. */
export function halvePicture({ widthPx, heightPx, channels, data, hole }: FloatPicture): FloatPicture {
  const size = { widthPx: Math.floor(widthPx / 2), heightPx: Math.floor(heightPx / 2) };
  const half = new Float32Array(size.widthPx * size.heightPx * channels);
  const halfHole = new Uint8Array(size.widthPx * size.heightPx);
  for (let row = 0; row < size.heightPx; row += 1) {
    for (let column = 0; column < size.widthPx; column += 1) {
      const at = row * 2 * widthPx + column * 2;
      const to = row * size.widthPx + column;
      let count = 0;
      for (const from of [at, at + 1, at + widthPx, at + widthPx + 1]) {
        if (hole[from] !== 0) {
          halfHole[to] = 1;
          continue;
        }
        count += 1;
        for (let channel = 0; channel < channels; channel += 1) {
          half[to * channels + channel] = (half[to * channels + channel] ?? 0) + (data[from * channels + channel] ?? 0);
        }
      }
      for (let channel = 0; channel < channels; channel += 1) {
        half[to * channels + channel] = (half[to * channels + channel] ?? 0) / Math.max(1, count);
      }
    }
  }
  return { ...size, channels, data: half, hole: halfHole };
}

/** Fills the hole from its rim inwards with means of what is known so far: a first guess without structure. */
export function peelFill(picture: FloatPicture): FloatPicture {
  const { widthPx, heightPx, channels } = picture;
  const data = picture.data.slice();
  const open = picture.hole.slice();
  for (;;) {
    const ring: number[] = [];
    for (let pixel = 0; pixel < open.length; pixel += 1) {
      if (open[pixel] === 0) continue;
      const around = neighbours(pixel, { widthPx, heightPx }).filter((other) => open[other] === 0);
      if (around.length === 0) continue;
      ring.push(pixel);
      for (let channel = 0; channel < channels; channel += 1) {
        const sum = around.reduce((total, other) => total + (data[other * channels + channel] ?? 0), 0);
        data[pixel * channels + channel] = sum / around.length;
      }
    }
    if (ring.length === 0) return { ...picture, data };
    for (const pixel of ring) open[pixel] = 0;
  }
}

function neighbours(pixel: number, { widthPx, heightPx }: Size): readonly number[] {
  const column = pixel % widthPx;
  const row = Math.floor(pixel / widthPx);
  const found: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(heightPx - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(widthPx - 1, column + 1); x += 1) {
      if (x !== column || y !== row) found.push(y * widthPx + x);
    }
  }
  return found;
}

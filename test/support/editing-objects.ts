// Pictures of one object with a known mask on a textured background.
import type { Plane, Rect, Size } from '../../electron/studio/imaging/editing/plane.ts';
import { boundsOf } from '../../electron/studio/imaging/editing/plane.ts';
import { photographicScene, seededRandom } from './editing-scenes.ts';

export interface ObjectPicture extends Size {
  /** 8-bit RGB. */
  readonly samples: Uint8Array;
  readonly truth: Plane;
  /** A box as a hand would draw it, 6 to 14 % too large. */
  readonly roughBox: Rect;
  /** A place well inside the object. */
  readonly click: { readonly x: number; readonly y: number };
}

/** Wavy blobs, stars and soft boxes, shaded and textured, in a colour apart from the ground's. */
export function objectPicture(seed: number, size: Size = { widthPx: 420, heightPx: 360 }): ObjectPicture {
  const random = seededRandom(seed * 97 + 13);
  const ground = photographicScene(seed + 4000, { widthPx: size.widthPx * 3, heightPx: size.heightPx * 3 });
  const skin = photographicScene(seed + 8000, { widthPx: 700, heightPx: 700 });
  const shape = {
    x: size.widthPx * (0.38 + 0.24 * random()),
    y: size.heightPx * (0.38 + 0.24 * random()),
    radius: Math.min(size.widthPx, size.heightPx) * (0.17 + 0.14 * random()),
    stretch: 0.75 + 0.6 * random(),
    waves: 2 + Math.floor(5 * random()),
    depth: 0.05 + 0.16 * random(),
    turn: random() * 6.3,
  };
  const hue = random() * 6.3;
  const level = random() > 0.5 ? 0.2 : -0.2;
  const samples = new Uint8ClampedArray(size.widthPx * size.heightPx * 3);
  const truth = new Uint8Array(size.widthPx * size.heightPx);
  for (let row = 0; row < size.heightPx; row += 1) {
    for (let column = 0; column < size.widthPx; column += 1) {
      const pixel = row * size.widthPx + column;
      const dx = (column - shape.x) / shape.stretch;
      const dy = row - shape.y;
      const edge = shape.radius * (1 + shape.depth * Math.sin(shape.waves * Math.atan2(dy, dx) + shape.turn));
      const cover = Math.min(1, Math.max(0, edge - Math.hypot(dx, dy) + 0.5));
      truth[pixel] = cover >= 0.5 ? 255 : 0;
      const behind = ground(column, row);
      const front = skin(column, row);
      const light = level - (0.15 * (dx + dy)) / shape.radius;
      for (let channel = 0; channel < 3; channel += 1) {
        // The ground is kept quiet and greyish, the object has a colour: as a product in a room.
        const far = 0.5 + 0.75 * ((behind[channel] ?? 0) - 0.5);
        const near = 0.5 + 0.35 * ((front[channel] ?? 0) - 0.5) + 0.34 * Math.cos(hue + channel * 2.1) + light;
        samples[pixel * 3 + channel] = (far * (1 - cover) + near * cover + 0.02 * (random() - 0.5)) * 255;
      }
    }
  }
  const plane = { ...size, data: truth };
  return {
    ...size,
    samples: new Uint8Array(samples.buffer),
    truth: plane,
    roughBox: roughBox(plane, random),
    click: { x: Math.round(shape.x), y: Math.round(shape.y) },
  };
}

function roughBox(truth: Plane, random: () => number): Rect {
  const bounds = boundsOf(truth) ?? { left: 0, top: 0, widthPx: 1, heightPx: 1 };
  const margin = () => Math.round((0.06 + 0.08 * random()) * Math.max(bounds.widthPx, bounds.heightPx));
  const left = Math.max(0, bounds.left - margin());
  const top = Math.max(0, bounds.top - margin());
  const right = Math.min(truth.widthPx, bounds.left + bounds.widthPx + margin());
  const bottom = Math.min(truth.heightPx, bounds.top + bounds.heightPx + margin());
  return { left, top, widthPx: right - left, heightPx: bottom - top };
}

/** Intersection over union of what is selected by at least half. */
export function overlap(mask: Plane, truth: Plane): number {
  let both = 0;
  let either = 0;
  for (let index = 0; index < truth.data.length; index += 1) {
    const one = (mask.data[index] ?? 0) >= 128;
    const other = (truth.data[index] ?? 0) >= 128;
    if (one && other) both += 1;
    if (one || other) either += 1;
  }
  return either === 0 ? 0 : both / either;
}

// Objects that are hard to select: each kind breaks one thing that a colour model or a smooth border relies on.
import { boundsOf, type Plane, type Size } from '../../electron/studio/imaging/editing/plane.ts';
import type { ObjectPicture } from './editing-objects.ts';
import { photographicScene, seededRandom } from './editing-scenes.ts';

type Rgb = readonly [number, number, number];
export type HardKind = (typeof HARD_KINDS)[number];

export const HARD_KINDS = ['low contrast', 'thin parts', 'hole', 'twins', 'shadow', 'like texture'] as const;

/** How far inside (positive) or outside a place is, in pixels of a picture 420 px wide, and whether it is in shade. */
interface Shape {
  readonly inside: number;
  readonly shade: number;
  /** Of another thing of the same colour. */
  readonly twin: number;
}

const SPAN = 420;

/** The same scene at any size; x and y run from 0 to 420. */
function shapeAt(kind: HardKind, x: number, y: number, seed: number): Shape {
  const random = seededRandom(seed * 71 + 3);
  const middle = { x: 190 + 40 * random(), y: 180 + 30 * random() };
  const radius = 62 + 26 * random();
  const turn = 6.3 * random();
  const [dx, dy] = [x - middle.x, y - middle.y];
  const angle = Math.atan2(dy, dx);
  const blob = radius * (1 + 0.09 * Math.sin(3 * angle + turn)) - Math.hypot(dx, dy);
  const still = { inside: blob, shade: 0, twin: -SPAN };
  if (kind === 'thin parts') {
    const rod = 4.5 - Math.abs(dx * Math.sin(turn) - dy * Math.cos(turn));
    const length = 150 - Math.abs(dx * Math.cos(turn) + dy * Math.sin(turn));
    return { ...still, inside: Math.max(0.75 * radius - Math.hypot(dx, dy), Math.min(rod, length)) };
  }
  if (kind === 'hole') return { ...still, inside: Math.min(blob, Math.hypot(dx, dy) - 0.42 * radius) };
  if (kind === 'twins') return { ...still, twin: 34 - Math.hypot(dx - radius - 40, dy - 30) };
  if (kind === 'shadow') {
    const fall = 1 - Math.hypot((dx - 0.75 * radius) / (1.3 * radius), (dy - 0.85 * radius) / (0.55 * radius));
    return { ...still, shade: Math.min(1, Math.max(0, 3 * fall)) };
  }
  return still;
}

function coloursOf(kind: HardKind, seed: number): { readonly front: Rgb; readonly back: Rgb } {
  const random = seededRandom(seed * 13 + 1);
  const back: Rgb = [0.45 + 0.2 * random(), 0.45 + 0.2 * random(), 0.45 + 0.2 * random()];
  const far = kind === 'low contrast' ? 0.09 : kind === 'like texture' ? 0.22 : 0.3;
  const hue = 6.3 * random();
  const front: Rgb = [
    back[0] + far * Math.cos(hue),
    back[1] + far * Math.cos(hue + 2.1),
    back[2] + far * Math.cos(hue + 4.2),
  ];
  return { front, back };
}

export function hardObject(kind: HardKind, seed: number, size: Size): ObjectPicture {
  const { front, back } = coloursOf(kind, seed);
  const random = seededRandom(seed);
  const scene = photographicScene(seed + 600, { widthPx: 900, heightPx: 900 });
  const skin = photographicScene(seed + 900, { widthPx: 700, heightPx: 700 });
  const zoom = size.widthPx / SPAN;
  const samples = new Uint8ClampedArray(size.widthPx * size.heightPx * 3);
  const truth: Plane = { ...size, data: new Uint8Array(size.widthPx * size.heightPx) };
  const rough = kind === 'like texture' ? 0.6 : kind === 'low contrast' ? 0.18 : 0.4;
  let click = { x: 0, y: 0, depth: 0 };
  for (let row = 0; row < size.heightPx; row += 1) {
    for (let column = 0; column < size.widthPx; column += 1) {
      const [x, y] = [column / zoom, row / zoom];
      const { inside, shade, twin } = shapeAt(kind, x, y, seed);
      const pixel = row * size.widthPx + column;
      const cover = Math.min(1, Math.max(0, inside * zoom + 0.5));
      const like = Math.max(cover, Math.min(1, Math.max(0, twin * zoom + 0.5)));
      if (cover >= 0.5) truth.data[pixel] = 255;
      if (inside > click.depth) click = { x: column, y: row, depth: inside };
      const behind = scene(x, y);
      const before = skin(x, y);
      for (let channel = 0; channel < 3; channel += 1) {
        const ground = ((back[channel] ?? 0) + rough * ((behind[channel] ?? 0) - 0.5)) * (1 - 0.45 * shade);
        const value =
          ground * (1 - like) +
          ((front[channel] ?? 0) + 0.7 * rough * ((before[channel] ?? 0) - 0.5)) * like +
          0.015 * (random() - 0.5);
        samples[pixel * 3 + channel] = value * 255;
      }
    }
  }
  const bounds = boundsOf(truth) ?? { left: 0, top: 0, ...size };
  const margin = Math.round(0.09 * Math.max(bounds.widthPx, bounds.heightPx));
  const left = Math.max(0, bounds.left - margin);
  const top = Math.max(0, bounds.top - margin);
  return {
    ...size,
    samples: new Uint8Array(samples.buffer),
    truth,
    roughBox: {
      left,
      top,
      widthPx: Math.min(size.widthPx - left, bounds.widthPx + 2 * margin),
      heightPx: Math.min(size.heightPx - top, bounds.heightPx + 2 * margin),
    },
    click: { x: click.x, y: click.y },
  };
}

// Photographic textures as continuous functions of place, so that a moved or scaled copy has an exact truth.
import type { Rect, Size } from '../../electron/studio/imaging/editing/plane.ts';

/** Colour 0 to 1 at a place in pixels. */
export type Scene = (x: number, y: number) => readonly [number, number, number];

/** A repeatable stream of numbers from 0 up to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function latticeValue(x: number, y: number, seed: number): number {
  let mixed = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263) + Math.imul(seed, 2_147_483_647);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
}

export function smoothNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const upper = latticeValue(left, top, seed) * (1 - sx) + latticeValue(left + 1, top, seed) * sx;
  const lower = latticeValue(left, top + 1, seed) * (1 - sx) + latticeValue(left + 1, top + 1, seed) * sx;
  return upper * (1 - sy) + lower * sy;
}

/** Noise whose octaves fall off like those of natural pictures; the finest is 2.5 px wide. */
export function fractal(x: number, y: number, seed: number): number {
  let sum = 0;
  let height = 0.5;
  for (let size = 96; size > 2.5; size /= 2) {
    sum += height * (smoothNoise(x / size, y / size, seed + size) - 0.5);
    height *= 0.62;
  }
  return sum;
}

/** Light, ground, a dozen soft-edged things, and texture all over. */
export function photographicScene(seed: number, size: Size): Scene {
  const random = seededRandom(seed);
  const base = [0.3 + 0.4 * random(), 0.3 + 0.4 * random(), 0.3 + 0.4 * random()] as const;
  const light = random() * 6.3;
  const blobs = Array.from({ length: 12 }, () => ({
    x: random() * size.widthPx,
    y: random() * size.heightPx,
    rx: (0.04 + 0.14 * random()) * size.widthPx,
    ry: (0.04 + 0.14 * random()) * size.heightPx,
    colour: [random(), random(), random()] as const,
  }));
  return (x, y) => {
    const shade = 0.12 * Math.sin(light + x / (size.widthPx * 0.6)) + 0.1 * Math.cos(light + y / (size.heightPx * 0.7));
    let [red, green, blue]: readonly [number, number, number] = base;
    for (const blob of blobs) {
      const far = Math.hypot((x - blob.x) / blob.rx, (y - blob.y) / blob.ry);
      const cover = Math.min(1, Math.max(0, (1 - far) * Math.min(blob.rx, blob.ry) * 0.7 + 0.5));
      red += (blob.colour[0] - red) * cover;
      green += (blob.colour[1] - green) * cover;
      blue += (blob.colour[2] - blue) * cover;
    }
    const texture = fractal(x, y, seed);
    const tint = 0.2 * (smoothNoise(x / 30, y / 30, seed + 7) - 0.5);
    return [red + shade + texture + tint, green + shade + texture, blue + shade + texture - tint];
  };
}

export interface Answer {
  /** Where the answer's pixel looks in the scene: `scale × pixel + shift`, about the picture's middle. */
  readonly moveXPx?: number;
  readonly moveYPx?: number;
  readonly scale?: number;
  readonly degrees?: number;
  /** Each channel × gain + offset. */
  readonly gain?: readonly [number, number, number];
  readonly offset?: readonly [number, number, number];
  /** Standard deviation of added grain, 0 to 1. */
  readonly grain?: number;
  readonly seed?: number;
  /** Drawn anew inside. */
  readonly redrawn?: { readonly rect: Rect; readonly scene: Scene };
}

/** 8-bit RGB of the scene as a model would give it back. */
export function renderScene(scene: Scene, size: Size, answer: Answer = {}): Uint8Array {
  const { moveXPx = 0, moveYPx = 0, scale = 1, degrees = 0, grain = 0 } = answer;
  const { gain = [1, 1, 1], offset = [0, 0, 0] } = answer;
  const random = seededRandom(answer.seed ?? 1);
  const turn = (degrees * Math.PI) / 180;
  const middleX = (size.widthPx - 1) / 2;
  const middleY = (size.heightPx - 1) / 2;
  const samples = new Uint8ClampedArray(size.widthPx * size.heightPx * 3);
  for (let row = 0; row < size.heightPx; row += 1) {
    for (let column = 0; column < size.widthPx; column += 1) {
      const dx = (column - middleX - moveXPx) / scale;
      const dy = (row - middleY - moveYPx) / scale;
      const x = middleX + dx * Math.cos(turn) - dy * Math.sin(turn);
      const y = middleY + dx * Math.sin(turn) + dy * Math.cos(turn);
      const colour = isInside(answer.redrawn?.rect, x, y) ? answer.redrawn?.scene(x, y) : scene(x, y);
      const noise = grain > 0 ? grain * (random() + random() + random() - 1.5) * 2 : 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (colour?.[channel] ?? 0) * (gain[channel] ?? 1) + (offset[channel] ?? 0) + noise;
        samples[(row * size.widthPx + column) * 3 + channel] = value * 255;
      }
    }
  }
  return new Uint8Array(samples.buffer);
}

function isInside(rect: Rect | undefined, x: number, y: number): boolean {
  if (!rect) return false;
  return x >= rect.left && y >= rect.top && x < rect.left + rect.widthPx && y < rect.top + rect.heightPx;
}

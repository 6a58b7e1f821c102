/** Owns smooth noise over the picture plane. All inputs are picture units times a frequency, never pixels. */
import type { Random } from './seeded-random.ts';

export interface Noise {
  /** -1 to 1. */
  at(x: number, y: number): number;
  /** Octaves summed at half strength and double frequency; about -1 to 1. */
  fractal(x: number, y: number, octaves: number): number;
  /** Sharp crests, 0 to 1, 1 on the crest. */
  ridged(x: number, y: number, octaves: number): number;
}

const SIZE = 256;

/** Gradient noise with a shuffled lattice (Perlin 2002 fade). */
export function createNoise(random: Random): Noise {
  const order = new Uint8Array(SIZE * 2);
  for (let at = 0; at < SIZE; at += 1) order[at] = at;
  for (let at = SIZE - 1; at > 0; at -= 1) {
    const other = random.int(0, at);
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
  order.copyWithin(SIZE, 0, SIZE);
  const gradientX = new Float64Array(SIZE);
  const gradientY = new Float64Array(SIZE);
  for (let at = 0; at < SIZE; at += 1) {
    gradientX[at] = Math.cos((at / SIZE) * Math.PI * 2);
    gradientY[at] = Math.sin((at / SIZE) * Math.PI * 2);
  }
  const corner = (cellX: number, cellY: number, dx: number, dy: number) => {
    const slot = order[(order[cellX & 255] ?? 0) + (cellY & 255)] ?? 0;
    return (gradientX[slot] ?? 0) * dx + (gradientY[slot] ?? 0) * dy;
  };
  const at = (x: number, y: number) => {
    const cellX = Math.floor(x);
    const cellY = Math.floor(y);
    const dx = x - cellX;
    const dy = y - cellY;
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const top = corner(cellX, cellY, dx, dy) * (1 - u) + corner(cellX + 1, cellY, dx - 1, dy) * u;
    const low = corner(cellX, cellY + 1, dx, dy - 1) * (1 - u) + corner(cellX + 1, cellY + 1, dx - 1, dy - 1) * u;
    return (top * (1 - v) + low * v) * 1.45;
  };
  const fractal = (x: number, y: number, octaves: number) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < octaves; octave += 1) {
      const scale = 2 ** octave;
      sum += at(x * scale + octave * 17.3, y * scale + octave * 9.1) * weight;
      weight *= 0.5;
    }
    return sum;
  };
  const ridged = (x: number, y: number, octaves: number) => {
    let sum = 0;
    let weight = 0.55;
    let carry = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      const scale = 2 ** octave;
      const crest = 1 - Math.abs(at(x * scale + octave * 31.7, y * scale + octave * 11.9));
      sum += crest * crest * weight * carry;
      carry = Math.min(1, crest * 1.4);
      weight *= 0.5;
    }
    return sum;
  };
  return { at, fractal, ridged };
}

// Outside the mask a model's answer must lie where the source lies, or the app must say that it does not.
import { beforeAll, describe, expect, it } from 'vitest';
import type { NativePicture } from '../../electron/studio/imaging/editing/native-picture.ts';
import { emptyPlane, type Plane, type Rect, type Size } from '../../electron/studio/imaging/editing/plane.ts';
import { type Alignment, registerPictures } from '../../electron/studio/imaging/editing/register-pictures.ts';
import type { ResultPicture } from '../../electron/studio/imaging/editing/result-picture.ts';
import { type Answer, photographicScene, renderScene, seededRandom } from '../support/editing-scenes.ts';

const SIZE: Size = { widthPx: 216, heightPx: 184 };
const PAIRS = 200;

function native(samples: Uint8Array, size: Size = SIZE): NativePicture {
  return { ...size, samples, space: 'rgb', bitDepth: 8, channels: 3, hasAlpha: false, icc: null, densityPpi: null };
}

function answered(samples: Uint8Array, size: Size = SIZE): ResultPicture {
  return { ...size, samples, channels: 3, hasAlpha: false };
}

function rectMask(rect: Rect, size: Size = SIZE): Plane {
  const plane = emptyPlane(size);
  for (let row = rect.top; row < rect.top + rect.heightPx; row += 1) {
    plane.data.fill(255, row * size.widthPx + rect.left, row * size.widthPx + rect.left + rect.widthPx);
  }
  return plane;
}

interface Pair {
  readonly alignment: Alignment;
  /** Distance between where the border of the mask is found and where it is, each of 16 points. */
  readonly errorsPx: readonly number[];
}

function registerPair(seed: number, answer: Answer, other = false): Pair {
  const random = seededRandom(seed * 31 + 5);
  const rect = {
    left: Math.floor(40 + 60 * random()),
    top: Math.floor(40 + 40 * random()),
    widthPx: Math.floor(24 + 60 * random()),
    heightPx: Math.floor(24 + 50 * random()),
  };
  const scene = photographicScene(seed, SIZE);
  const redrawn = { rect, scene: photographicScene(seed + 10_000, SIZE) };
  const shown = other ? photographicScene(seed + 20_000, SIZE) : scene;
  const { alignment } = registerPictures({
    source: native(renderScene(scene, SIZE, { grain: 0.012, seed })),
    mask: rectMask(rect),
    crop: { left: 0, top: 0, ...SIZE },
    result: answered(renderScene(shown, SIZE, { grain: 0.012, ...answer, redrawn, seed: seed + 1 })),
    part: { left: 0, top: 0, ...SIZE },
  });
  return { alignment, errorsPx: borderErrors(rect, answer, alignment) };
}

function borderErrors(rect: Rect, { moveXPx = 0, moveYPx = 0, scale = 1 }: Answer, { map }: Alignment): number[] {
  const errors: number[] = [];
  for (let step = 0; step < 16; step += 1) {
    const x = rect.left + (rect.widthPx * (step % 4)) / 3;
    const y = rect.top + (rect.heightPx * Math.floor(step / 4)) / 3;
    const trueX = (x - (SIZE.widthPx - 1) / 2) * scale + (SIZE.widthPx - 1) / 2 + moveXPx;
    const trueY = (y - (SIZE.heightPx - 1) / 2) * scale + (SIZE.heightPx - 1) / 2 + moveYPx;
    errors.push(Math.hypot(map.x.scale * x + map.x.shift - trueX, map.y.scale * y + map.y.shift - trueY));
  }
  return errors;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

function wildAnswer(seed: number): Answer {
  const random = seededRandom(seed + 77);
  const between = (low: number, high: number) => low + (high - low) * random();
  return {
    moveXPx: between(-24, 24),
    moveYPx: between(-24, 24),
    scale: between(0.97, 1.03),
    gain: [between(0.85, 1.15), between(0.85, 1.15), between(0.85, 1.15)],
    offset: [between(-0.06, 0.06), between(-0.06, 0.06), between(-0.06, 0.06)],
  };
}

describe('registration on 200 pairs with photographic textures', () => {
  let pairs: readonly Pair[] = [];
  beforeAll(() => {
    pairs = Array.from({ length: PAIRS }, (_, index) => registerPair(index + 1, wildAnswer(index + 1)));
  }, 180_000);

  it('finds shift and scale at the border of the mask within half a pixel', () => {
    const errors = pairs.flatMap((pair) => pair.errorsPx);
    const aligned = pairs.filter((pair) => pair.alignment.status === 'aligned').length;
    expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.5);
    expect(quantile(errors, 0.95)).toBeLessThanOrEqual(1);
    expect(aligned).toBeGreaterThanOrEqual(PAIRS * 0.97);
  });
});

describe('answers that do not fit', () => {
  const planted: readonly (readonly [string, Answer, boolean])[] = [
    ['another picture', {}, true],
    ['turned by 4 degrees', { degrees: 4 }, false],
    ['turned by 12 degrees', { degrees: -12 }, false],
    ['changed heavily everywhere', { grain: 0.5 }, false],
  ];
  it.each(planted)('says not aligned: %s', (_name, answer, other) => {
    const tries = Array.from({ length: 10 }, (_, index) => registerPair(500 + index, answer, other).alignment);
    expect(tries.map((alignment) => alignment.status)).toEqual(Array(10).fill('not-aligned'));
  });
});

// Outside the mask a model's answer must lie where the source lies, or the app must say that it does not.
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NativePicture } from '../../electron/studio/imaging/editing/native-picture.ts';
import { emptyPlane, type Plane, type Rect, type Size } from '../../electron/studio/imaging/editing/plane.ts';
import { type Alignment, registerPictures } from '../../electron/studio/imaging/editing/register-pictures.ts';
import type { ResultPicture } from '../../electron/studio/imaging/editing/result-picture.ts';
import { mapPoint } from '../../electron/studio/imaging/editing/separable-resample.ts';
import { pictureOf } from '../support/editing-pictures.ts';
import { type Answer, photographicScene, renderScene, type Scene, seededRandom } from '../support/editing-scenes.ts';
import { TEXTURES } from '../support/editing-textures.ts';

const SIZE: Size = { widthPx: 216, heightPx: 184 };
const PAIRS = 200;

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
  /** Mean step of green around the mask that a composite would show, in levels of 255; a slip along an edge shows none. */
  readonly stepLevels: number;
}

type Form = 'grey' | '16-bit' | 'jpeg';

interface PairStyle {
  readonly scene?: Scene;
  /** The answer shows something else. */
  readonly isOther?: boolean;
  /** Two fifths of the picture are masked and redrawn. */
  readonly isLarge?: boolean;
  readonly form?: Form;
  readonly sourceGrain?: number;
}

const LARGE: Rect = { left: 32, top: 28, widthPx: 143, heightPx: 114 };

async function registerPair(seed: number, answer: Answer, style: PairStyle = {}): Promise<Pair> {
  const random = seededRandom(seed * 31 + 5);
  const small = {
    left: Math.floor(40 + 60 * random()),
    top: Math.floor(40 + 40 * random()),
    widthPx: Math.floor(24 + 60 * random()),
    heightPx: Math.floor(24 + 50 * random()),
  };
  const rect = style.isLarge ? LARGE : small;
  const scene = style.scene ?? photographicScene(seed, SIZE);
  const redrawn = { rect, scene: photographicScene(seed + 10_000, SIZE) };
  const shown = style.isOther ? photographicScene(seed + 20_000, SIZE) : scene;
  const source = renderScene(scene, SIZE, { grain: style.sourceGrain ?? 0.012, seed });
  const result = renderScene(shown, SIZE, { grain: 0.012, ...answer, redrawn, seed: seed + 1 });
  const { alignment } = registerPictures({
    ...(await inForm({ source, result }, style.form)),
    mask: rectMask(rect),
    crop: { left: 0, top: 0, ...SIZE },
    part: { left: 0, top: 0, ...SIZE },
  });
  return {
    alignment,
    errorsPx: borderErrors(rect, answer, alignment),
    stepLevels: stepAround(scene, answer, { rect, alignment }),
  };
}

async function inForm({ source, result }: { source: Uint8Array; result: Uint8Array }, form?: Form) {
  const native: NativePicture = {
    ...SIZE,
    samples: source,
    space: 'rgb',
    bitDepth: 8,
    channels: 3,
    hasAlpha: false,
    icc: null,
    densityPpi: null,
  };
  const answered: ResultPicture = { ...SIZE, samples: result, channels: 3, hasAlpha: false };
  const green = (samples: Uint8Array) => samples.filter((_, at) => at % 3 === 1);
  if (form === '16-bit') {
    const samples = Uint16Array.from(source, (value) => value * 257);
    return { source: { ...native, samples, bitDepth: 16 } as const, result: answered };
  }
  if (form === 'grey') {
    return {
      source: { ...native, samples: green(source), space: 'grey', channels: 1 } as const,
      result: { ...answered, samples: green(result), channels: 1 },
    };
  }
  if (form !== 'jpeg') return { source: native, result: answered };
  const file = await pictureOf(result, SIZE).jpeg({ quality: 50 }).toBuffer();
  return { source: native, result: { ...answered, samples: await sharp(file).raw().toBuffer() } };
}

const MIDDLE = { x: (SIZE.widthPx - 1) / 2, y: (SIZE.heightPx - 1) / 2 };

/** Where the answer shows a place of the scene. */
function placeInAnswer(x: number, y: number, { moveXPx = 0, moveYPx = 0, scale = 1, degrees = 0 }: Answer) {
  const turn = (degrees * Math.PI) / 180;
  const across = (x - MIDDLE.x) * Math.cos(turn) + (y - MIDDLE.y) * Math.sin(turn);
  const down = (y - MIDDLE.y) * Math.cos(turn) - (x - MIDDLE.x) * Math.sin(turn);
  return { x: across * scale + MIDDLE.x + moveXPx, y: down * scale + MIDDLE.y + moveYPx };
}

/** The inverse: what place of the scene the answer shows there. */
function placeInScene(x: number, y: number, { moveXPx = 0, moveYPx = 0, scale = 1, degrees = 0 }: Answer) {
  const turn = (degrees * Math.PI) / 180;
  const across = (x - MIDDLE.x - moveXPx) / scale;
  const down = (y - MIDDLE.y - moveYPx) / scale;
  return {
    x: MIDDLE.x + across * Math.cos(turn) - down * Math.sin(turn),
    y: MIDDLE.y + across * Math.sin(turn) + down * Math.cos(turn),
  };
}

function borderErrors(rect: Rect, answer: Answer, { map }: Alignment): number[] {
  const errors: number[] = [];
  for (let step = 0; step < 16; step += 1) {
    const x = rect.left + (rect.widthPx * (step % 4)) / 3;
    const y = rect.top + (rect.heightPx * Math.floor(step / 4)) / 3;
    const truth = placeInAnswer(x, y, answer);
    const found = mapPoint(map, x, y);
    errors.push(Math.hypot(found.x - truth.x, found.y - truth.y));
  }
  return errors;
}

function stepAround(scene: Scene, answer: Answer, { rect, alignment }: { rect: Rect; alignment: Alignment }): number {
  const steps: number[] = [];
  for (let y = rect.top - 2; y < rect.top + rect.heightPx + 2; y += 1) {
    for (let x = rect.left - 2; x < rect.left + rect.widthPx + 2; x += 1) {
      const isInside = x >= rect.left && y >= rect.top && x < rect.left + rect.widthPx && y < rect.top + rect.heightPx;
      if (isInside) continue;
      const found = mapPoint(alignment.map, x, y);
      const shown = placeInScene(found.x, found.y, answer);
      steps.push(Math.abs(scene(x, y)[1] - scene(shown.x, shown.y)[1]) * 255);
    }
  }
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
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

/** Every time a shift, a scale and other colours; a turn where asked for. */
const pairsOf = (count: number, answerOf: (seed: number) => Answer, style: PairStyle = {}) =>
  Promise.all(Array.from({ length: count }, (_, index) => registerPair(index + 1, answerOf(index + 1), style)));

function expectClose(pairs: readonly Pair[], least: number): void {
  const aligned = pairs.filter((pair) => pair.alignment.status === 'aligned');
  const errors = aligned.flatMap((pair) => pair.errorsPx);
  expect(aligned.length).toBeGreaterThanOrEqual(least);
  expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.5);
  expect(quantile(errors, 0.95)).toBeLessThanOrEqual(1);
}

describe('registration on 200 pairs with photographic textures', () => {
  let pairs: readonly Pair[] = [];
  beforeAll(async () => {
    pairs = await pairsOf(PAIRS, wildAnswer);
  }, 180_000);

  it('finds shift and scale at the border of the mask within half a pixel', () => {
    expectClose(pairs, PAIRS * 0.97);
  });
});

describe('answers that are hard to place', { timeout: 60_000 }, () => {
  const turned = (degrees: number) => (seed: number) => ({
    ...wildAnswer(seed),
    degrees: seed % 2 === 0 ? degrees : -degrees,
  });
  const grainy = (seed: number) => ({ ...wildAnswer(seed), grain: 0.12 });
  const hard: readonly (readonly [string, (seed: number) => Answer, PairStyle])[] = [
    ['turned by half a degree', turned(0.5), {}],
    ['turned by two degrees', turned(2), {}],
    ['two fifths of the picture redrawn', wildAnswer, { isLarge: true }],
    ['two fifths redrawn and turned by one degree', turned(1), { isLarge: true }],
    ['as a JPEG of quality 50', wildAnswer, { form: 'jpeg' }],
    ['in strong grain on both sides', grainy, { sourceGrain: 0.05 }],
    ['grey', wildAnswer, { form: 'grey' }],
    ['of a 16-bit source', wildAnswer, { form: '16-bit' }],
    ['brickwork', wildAnswer, { scene: TEXTURES.brick }],
    ['wood grain', wildAnswer, { scene: TEXTURES.wood }],
    ['fine sand', wildAnswer, { scene: TEXTURES.sand }],
    ['weak plaster under a soft shadow', wildAnswer, { scene: TEXTURES['wall with shadow'] }],
  ];
  it.each(hard)('are placed all the same: %s', async (_name, answerOf, style) => {
    expectClose(await pairsOf(12, answerOf, style), 11);
  });

  it.each(['stripes', 'poster', 'bokeh', 'portrait'] as const)('never show a step when accepted: %s', async (name) => {
    const pairs = await pairsOf(12, wildAnswer, { scene: TEXTURES[name] });
    const steps = pairs.filter((pair) => pair.alignment.status === 'aligned').map((pair) => pair.stepLevels);
    expect(steps.length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...steps)).toBeLessThanOrEqual(3);
  });
});

describe('surrounds with nothing to hold on to', { timeout: 60_000 }, () => {
  const sky: Scene = (_x, y) => [0.5 + y / 1500, 0.6 + y / 1500, 0.85];
  const skyWithWire: Scene = (x, y) => {
    const [red, green, blue] = sky(x, y);
    const wire = Math.abs(y - 90 - 0.12 * x) < 2 ? 0.25 : 0;
    return [red - wire, green - wire, blue - wire];
  };

  it('takes a clear sky that stayed in place, and is not sure of it', async () => {
    for (const { alignment } of await pairsOf(6, () => ({}), { scene: sky })) {
      expect(alignment).toMatchObject({ status: 'aligned', reason: 'plain' });
      expect(alignment.confidence).toBeLessThanOrEqual(0.6);
    }
  });

  it('does not take a sky in which a wire has moved to another place', async () => {
    const pairs = await pairsOf(10, () => ({ moveYPx: 6 }), { scene: skyWithWire });
    for (const { alignment, stepLevels } of pairs)
      if (alignment.status === 'aligned') expect(stepLevels).toBeLessThan(3);
  });

  it('does not take a sky that lost its wire', async () => {
    const scenes = { source: skyWithWire, result: sky };
    const render = (scene: Scene, seed: number) => renderScene(scene, SIZE, { grain: 0.012, seed });
    const { alignment } = registerPictures({
      ...(await inForm({ source: render(scenes.source, 1), result: render(scenes.result, 2) })),
      mask: rectMask({ left: 90, top: 20, widthPx: 40, heightPx: 40 }),
      crop: { left: 0, top: 0, ...SIZE },
      part: { left: 0, top: 0, ...SIZE },
    });
    expect(alignment.status).toBe('not-aligned');
  });
});

describe('answers that do not fit', () => {
  const planted: readonly (readonly [string, Answer, boolean])[] = [
    ['another picture', {}, true],
    ['turned by 4 degrees', { degrees: 4 }, false],
    ['turned by 12 degrees', { degrees: -12 }, false],
    ['changed heavily everywhere', { grain: 0.5 }, false],
  ];
  it.each(planted)('says not aligned: %s', async (_name, answer, isOther) => {
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) => registerPair(500 + index, answer, { isOther })),
    );
    expect(tries.map((pair) => pair.alignment.status)).toEqual(Array(10).fill('not-aligned'));
  });
});

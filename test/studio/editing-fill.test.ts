// Local fill and extending: the new part continues the old, and the old stays as it was.
import { describe, expect, it } from 'vitest';
import { extendCanvas, extensionSteps, marginsFor } from '../../electron/studio/imaging/editing/extend-canvas.ts';
import { fillLocally } from '../../electron/studio/imaging/editing/local-fill.ts';
import { growMask } from '../../electron/studio/imaging/editing/mask-shape.ts';
import { decodeNative } from '../../electron/studio/imaging/editing/native-picture.ts';
import type { Plane, Size } from '../../electron/studio/imaging/editing/plane.ts';
import { rebuildEdit } from '../../electron/studio/imaging/editing/rebuild-edit.ts';
import { countOutside } from '../../electron/studio/imaging/editing/verify-outside.ts';
import { visibleSeam } from '../../electron/studio/imaging/editing/visible-seam.ts';
import { objectPicture } from '../support/editing-objects.ts';
import { pictureOf, rectMask, SOURCES, type SourceKind } from '../support/editing-pictures.ts';
import { photographicScene, renderScene, type Scene } from '../support/editing-scenes.ts';
import { TEXTURES } from '../support/editing-textures.ts';

const SIZE = { widthPx: 150, heightPx: 130 };

/** Two colours in squares of eight pixels: anything but the right square is plainly wrong. */
function checks(): Uint8Array {
  return Uint8Array.from({ length: SIZE.widthPx * SIZE.heightPx * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const isLight =
      (Math.floor((pixel % SIZE.widthPx) / 8) + Math.floor(Math.floor(pixel / SIZE.widthPx) / 8)) % 2 === 0;
    return isLight ? 200 : 60;
  });
}

/** Round, so that no straight edge of a texture can hide along its border. */
function roundMask(size: Size): Plane {
  const data = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, pixel) => {
    const column = pixel % size.widthPx;
    const row = Math.floor(pixel / size.widthPx);
    return Math.hypot((column - 150) / 34, (row - 112) / 29) < 1 ? 255 : 0;
  });
  return { ...size, data };
}

describe('local fill', () => {
  it('takes an object away without a seam', async () => {
    const seams: number[] = [];
    for (const seed of [3, 12, 16]) {
      const picture = objectPicture(seed, SIZE);
      const file = await pictureOf(picture.samples, picture).png().toBuffer();
      const { proof } = await fillLocally(file, growMask(picture.truth, 3));
      expect(proof.samplesDiffering).toBe(0);
      seams.push(proof.seamDeltaE ?? Number.NaN);
    }
    expect(Math.max(...seams)).toBeLessThanOrEqual(2);
  });

  it.each(Object.entries(TEXTURES))('continues %s without a step at the border', async (_name, texture) => {
    const size = { widthPx: 260, heightPx: 210 };
    const samples = renderScene(texture, size, { grain: 0.008 });
    const mask = roundMask(size);
    const emptied = samples.map((value, at) => (mask.data[Math.floor(at / 3)] === 0 ? value : (at % 3) * 127));
    const { proof } = await fillLocally(await SOURCES.png(emptied, size), mask);
    expect(proof.seamDeltaE).toBeLessThanOrEqual(1.5);
  });

  it('continues a pattern through the hole', async () => {
    const truth = checks();
    const mask = rectMask({ left: 50, top: 46, widthPx: 37, heightPx: 33 }, SIZE);
    const filled = await decodeNative((await fillLocally(await SOURCES.png(truth, SIZE), mask)).file);
    let wrong = 0;
    for (const [pixel, value] of mask.data.entries()) {
      if (value > 0 && Math.abs((filled.samples[pixel * 3] ?? 0) - (truth[pixel * 3] ?? 0)) > 40) wrong += 1;
    }
    expect(wrong / (37 * 33)).toBeLessThan(0.1);
  });

  it.each(['png 16-bit', 'cmyk jpeg', 'grey alpha'] satisfies SourceKind[])(
    'keeps the form of a %s source and rebuilds from its patch',
    async (kind) => {
      const source = await SOURCES[kind](renderScene(photographicScene(6, SIZE), SIZE), SIZE);
      const mask = rectMask({ left: 60, top: 50, widthPx: 24, heightPx: 22 }, SIZE, 4);
      const fill = await fillLocally(source, mask);
      const { samples: _before, icc: _icc, ...form } = await decodeNative(source);
      expect(await decodeNative(fill.file)).toMatchObject(form);
      expect((await rebuildEdit(source, [fill.patch])).resultHash).toBe(fill.proof.resultHash);
    },
  );

  it('refuses a mask that leaves nothing to continue', async () => {
    const source = await SOURCES.png(new Uint8Array(300).fill(7), { widthPx: 10, heightPx: 10 });
    const all = rectMask({ left: 0, top: 0, widthPx: 10, heightPx: 10 }, { widthPx: 10, heightPx: 10 });
    await expect(fillLocally(source, all)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('the seam figure of a filling', () => {
  const size = { widthPx: 260, heightPx: 210 };
  const seamWith = async (texture: Scene, step: number) => {
    const mask = roundMask(size);
    const clean = renderScene(texture, size, { grain: 0.008 });
    const stepped = clean.map((value, at) =>
      mask.data[Math.floor(at / 3)] === 0 ? value : Math.min(255, value + step),
    );
    return visibleSeam(await decodeNative(await SOURCES.png(stepped, size)), mask, { left: 0, top: 0, ...size });
  };

  it.each(Object.entries(TEXTURES))('is silent on %s as it is and speaks up for a step', async (_name, texture) => {
    const untouched = (await seamWith(texture, 0)) ?? Number.NaN;
    expect(untouched).toBeLessThanOrEqual(1);
    expect(await seamWith(texture, 18)).toBeGreaterThan(untouched + 1);
  });
});

describe('extending the canvas', () => {
  it.each([
    ['16:9', { left: 40, top: 0, right: 41, bottom: 0 }],
    ['1:1', { left: 0, top: 10, right: 0, bottom: 10 }],
    ['200x130', { left: 25, top: 0, right: 25, bottom: 0 }],
    ['+4, 0, 9, 30', { left: 4, top: 0, right: 9, bottom: 30 }],
  ])('reads %s', (wish, margins) => {
    expect(marginsFor(wish, SIZE)).toEqual(margins);
  });

  it.each([
    ['sideways', 'bad-request'],
    ['100x400', 'bad-request'],
    ['150x130', 'bad-request'],
    ['20000x130', 'impossible-size'],
  ])('refuses %s', (wish, code) => {
    expect(() => marginsFor(wish, SIZE)).toThrow(expect.objectContaining({ code }));
  });

  it('goes far in steps that add up', () => {
    const margins = { left: 900, top: 0, right: 100, bottom: 300 };
    const steps = extensionSteps(SIZE, margins);
    expect(steps.length).toBeGreaterThan(2);
    const sum = (side: keyof typeof margins) => steps.reduce((total, step) => total + step[side], 0);
    expect({ left: sum('left'), top: sum('top'), right: sum('right'), bottom: sum('bottom') }).toEqual(margins);
  });

  it('keeps the source bit for bit and fills what is new', async () => {
    const source = await SOURCES['p3 png'](renderScene(photographicScene(8, SIZE), SIZE), SIZE);
    const canvas = await extendCanvas(source, marginsFor('16:9', SIZE));
    const filled = await fillLocally(canvas.file, canvas.mask);
    const before = await decodeNative(source);
    const after = await decodeNative(filled.file);
    expect(after.widthPx / after.heightPx).toBeCloseTo(16 / 9, 2);
    expect(Buffer.compare(before.icc ?? Buffer.alloc(0), after.icc ?? Buffer.alloc(0))).toBe(0);
    const { left, top } = canvas.sourceRect;
    for (let row = 0; row < SIZE.heightPx; row += 1) {
      const start = ((row + top) * after.widthPx + left) * 3;
      const line = Uint8Array.from(after.samples.subarray(start, start + SIZE.widthPx * 3));
      const was = before.samples.subarray(row * SIZE.widthPx * 3, (row + 1) * SIZE.widthPx * 3);
      expect(Buffer.compare(line, Uint8Array.from(was))).toBe(0);
    }
    const touched = countOutside(await decodeNative(canvas.file), after, canvas.mask);
    expect(touched).toEqual({ samplesCompared: SIZE.widthPx * SIZE.heightPx * 3, samplesDiffering: 0 });
  });
});

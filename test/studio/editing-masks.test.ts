// Masks: what is 0 stays 0, every shape change keeps its promise, and a bad mask is refused with a sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../electron/studio/imaging/editing/apply-edit.ts';
import { encodeMask, placeMask, readMask } from '../../electron/studio/imaging/editing/mask-file.ts';
import {
  featherInward,
  fillHoles,
  growMask,
  invertMask,
  shrinkMask,
} from '../../electron/studio/imaging/editing/mask-shape.ts';
import { boundsOf, type Plane, type Size } from '../../electron/studio/imaging/editing/plane.ts';
import { pictureOf, rectMask, SOURCES } from '../support/editing-pictures.ts';

const planes = fc
  .record({ widthPx: fc.integer({ min: 1, max: 24 }), heightPx: fc.integer({ min: 1, max: 24 }) })
  .chain(({ widthPx, heightPx }) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 40, 128, 255, 255), {
        minLength: widthPx * heightPx,
        maxLength: widthPx * heightPx,
      })
      .map((values): Plane => ({ widthPx, heightPx, data: Uint8Array.from(values) })),
  );
const radii = fc.integer({ min: 0, max: 7 });

/** Slow and plain: the distance to every pixel for which `isTarget` holds. */
function isNear(plane: Plane, at: number, style: { radiusPx: number; isTarget: (value: number) => boolean }): boolean {
  const x = at % plane.widthPx;
  const y = Math.floor(at / plane.widthPx);
  return plane.data.some(
    (value, other) =>
      style.isTarget(value) &&
      Math.hypot((other % plane.widthPx) - x, Math.floor(other / plane.widthPx) - y) <= style.radiusPx,
  );
}

describe('changing a mask', () => {
  it('never lets a feather reach a pixel that was to stay, and never empties one that was not', () => {
    fc.assert(
      fc.property(planes, fc.integer({ min: 0, max: 12 }), (mask, featherPx) => {
        const soft = featherInward(mask, featherPx);
        for (const [index, value] of mask.data.entries()) {
          expect((soft.data[index] ?? 0) > 0).toBe(value > 0);
          expect(soft.data[index]).toBeLessThanOrEqual(value);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('grows to exactly the pixels within the radius', () => {
    fc.assert(
      fc.property(planes, radii, (mask, radiusPx) => {
        const grown = growMask(mask, radiusPx);
        for (const [index, value] of mask.data.entries()) {
          const isReached = radiusPx > 0 && isNear(mask, index, { radiusPx, isTarget: (other) => other >= 128 });
          expect(grown.data[index]).toBe(isReached ? 255 : value);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('shrinks by exactly the pixels within the radius of the outside', () => {
    fc.assert(
      fc.property(planes, radii, (mask, radiusPx) => {
        const shrunk = shrinkMask(mask, radiusPx);
        for (const [index, value] of mask.data.entries()) {
          const isLost = radiusPx > 0 && isNear(mask, index, { radiusPx, isTarget: (other) => other < 128 });
          expect(shrunk.data[index]).toBe(isLost ? 0 : value);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('inverts back to itself, fills holes once and for all, and never unselects', () => {
    fc.assert(
      fc.property(planes, (mask) => {
        expect(invertMask(invertMask(mask))).toEqual(mask);
        const filled = fillHoles(mask);
        expect(fillHoles(filled)).toEqual(filled);
        expect(filled.data.every((value, index) => value >= (mask.data[index] ?? 0))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('fills a ring and leaves a bay open', () => {
    const ring = rectMask({ left: 2, top: 2, widthPx: 7, heightPx: 7 }, { widthPx: 12, heightPx: 12 });
    for (let row = 4; row < 7; row += 1) ring.data.fill(0, row * 12 + 4, row * 12 + 7);
    expect(fillHoles(ring).data[5 * 12 + 5]).toBe(255);
    ring.data.fill(0, 5 * 12 + 7, 5 * 12 + 9);
    expect(fillHoles(ring).data[5 * 12 + 5]).toBe(0);
  });
});

describe('reading a mask file', () => {
  const size: Size = { widthPx: 31, heightPx: 22 };
  const mask = rectMask({ left: 5, top: 4, widthPx: 12, heightPx: 9 }, size, 4);

  it('brings back every value that was stored', async () => {
    const reading = await readMask(await encodeMask(mask), size);
    expect(reading.mask).toEqual(mask);
    expect(reading).toMatchObject({ bounds: boundsOf(mask), notes: [] });
  });

  it('reads transparent as change where that was asked for', async () => {
    const rgba = Uint8Array.from({ length: size.widthPx * size.heightPx * 4 }, (_, at) =>
      at % 4 === 3 ? 255 - (mask.data[(at - 3) / 4] ?? 0) : 200,
    );
    const file = await pictureOf(rgba, size, 4).png().toBuffer();
    expect((await readMask(file, size, 'alpha')).mask).toEqual(mask);
    await expect(readMask(await encodeMask(mask), size, 'alpha')).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('says so when all is masked, which is allowed', async () => {
    const file = await encodeMask({ ...size, data: new Uint8Array(31 * 22).fill(255) });
    expect((await readMask(file, size)).notes).toEqual(['full-mask']);
  });

  it.each([
    [
      'another size',
      () => encodeMask(mask),
      { widthPx: 32, heightPx: 22 },
      'bad-request',
      '31 × 22 pixels, the picture 32 × 22',
    ],
    ['empty', () => encodeMask({ ...size, data: new Uint8Array(31 * 22) }), size, 'bad-request', 'nothing is selected'],
    ['cut off', async () => (await encodeMask(mask)).subarray(0, 60), size, 'image-damaged', 'damaged'],
    ['no picture', async () => Buffer.from('not a mask at all'), size, 'not-an-image', 'text'],
  ])('refuses a mask that is %s', async (_name, file, wanted, code, sentence) => {
    await expect(readMask(await file(), wanted)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
  });

  it('cuts a painted layer at the edge and refuses one that lies outside', () => {
    const layer: Plane = { widthPx: 6, heightPx: 6, data: new Uint8Array(36).fill(255) };
    expect(placeMask(layer, { left: -3, top: 20 }, size)).toMatchObject({
      notes: ['cut-at-edge'],
      bounds: { left: 0, top: 20, widthPx: 3, heightPx: 2 },
    });
    expect(() => placeMask(layer, { left: 40, top: 0 }, size)).toThrow('outside the picture');
  });
});

describe('an edit that cannot be made', () => {
  const size: Size = { widthPx: 64, heightPx: 48 };
  const whole = { left: 0, top: 0, ...size };
  const mask = rectMask({ left: 20, top: 15, widthPx: 14, heightPx: 12 }, size);
  const crop = { rect: whole, sendPx: size, placement: whole };
  const file = () =>
    SOURCES.png(
      Uint8Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * 31) % 251),
      size,
    );

  it.each([
    ['the answer is empty', async () => ({ result: new Uint8Array() }), 'bad-response'],
    ['the answer is garbage', async () => ({ result: Buffer.from('{"error":"none"}') }), 'bad-response'],
    ['the answer is cut off', async () => ({ result: (await file()).subarray(0, 900) }), 'bad-response'],
    [
      'the mask reaches out of the crop',
      async () => ({ crop: { ...crop, rect: { ...whole, widthPx: 24 } } }),
      'bad-request',
    ],
    ['the source changed meanwhile', async () => ({ expectedSourceHash: '0'.repeat(64) }), 'bad-request'],
  ])('refuses with a code when %s', async (_name, change, code) => {
    const source = await file();
    await expect(applyEdit({ source, mask, result: source, crop, ...(await change()) })).rejects.toMatchObject({
      code,
    });
  });

  it('puts an answer that does not fit where a person says', async () => {
    const source = await file();
    const result = await SOURCES.jpeg(
      Uint8Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * at) % 253),
      size,
    );
    const refused = await applyEdit({ source, mask, result, crop });
    expect(refused.status).toBe('not-aligned');
    const placed = await applyEdit({ source, mask, result, crop, nudge: { xPx: 2, yPx: -1, scale: 1 } });
    expect(placed).toMatchObject({
      status: 'aligned',
      alignment: { reason: 'nudged' },
      proof: { samplesDiffering: 0 },
    });
  });
});

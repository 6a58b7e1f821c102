// What is cut out for the model: inside the picture, around the mask, at a size the model has.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CropWish, partOfAnswer, planCrop } from '../../electron/studio/imaging/editing/crop-plan.ts';
import { cropForSending } from '../../electron/studio/imaging/editing/crop-sending.ts';
import { readMask } from '../../electron/studio/imaging/editing/mask-file.ts';
import { decodeNative } from '../../electron/studio/imaging/editing/native-picture.ts';
import { containsRect } from '../../electron/studio/imaging/editing/plane.ts';
import type { SizeRule } from '../../shared/model.ts';
import { allowsPixels } from '../../shared/sizes.ts';
import { rectMask, SOURCES } from '../support/editing-pictures.ts';

const FREE: SizeRule = {
  kind: 'free',
  multipleOfPx: 16,
  minPixels: 655_360,
  maxPixels: 8_294_400,
  maxEdgePx: 3840,
  maxRatio: 3,
};
const TABLE: SizeRule = {
  kind: 'table',
  pixelsByAspect: {
    '1:1': { '1K': [1024, 1024], '2K': [2048, 2048] },
    '3:2': { '1K': [1264, 848], '2K': [2528, 1696] },
    '9:16': { '1K': [768, 1376], '2K': [1536, 2752] },
  },
};
const FIXED: SizeRule = {
  kind: 'fixed',
  sizes: [
    [1024, 1024],
    [1536, 1024],
    [1024, 1536],
  ],
};
const TIERS: CropWish['tiers'] = ['1K', '2K'];

const wishes = fc
  .record({ widthPx: fc.integer({ min: 40, max: 6000 }), heightPx: fc.integer({ min: 40, max: 6000 }) })
  .chain((picture) =>
    fc.record({
      picture: fc.constant(picture),
      rule: fc.constantFrom(FREE, TABLE, FIXED),
      tiers: fc.constant(TIERS),
      paddingPx: fc.constantFrom(null, 0, 32, 200),
      bounds: fc
        .tuple(fc.nat(picture.widthPx - 1), fc.nat(picture.heightPx - 1), fc.double({ min: 0, max: 1, noNaN: true }))
        .map(([left, top, share]) => ({
          left,
          top,
          widthPx: Math.max(1, Math.floor((picture.widthPx - left) * share)),
          heightPx: Math.max(1, Math.floor((picture.heightPx - top) * share)),
        })),
    }),
  );

describe('planning a crop', () => {
  it('holds the mask, lies in the picture, and is sent at a size the model has', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { rect, sendPx, placement } = planCrop(wish);
        expect(containsRect({ left: 0, top: 0, ...wish.picture }, rect)).toBe(true);
        expect(containsRect(rect, wish.bounds)).toBe(true);
        expect(containsRect({ left: 0, top: 0, ...sendPx }, placement)).toBe(true);
        expect(allowsPixels(wish.rule, sendPx)).toBe(true);
        // Stretched by less than two percent, or by the one pixel that rounding costs a thin crop.
        const stretch = placement.widthPx / rect.widthPx / (placement.heightPx / rect.heightPx);
        const rounding = 1 / Math.min(rect.widthPx, rect.heightPx, placement.widthPx, placement.heightPx);
        expect(Math.abs(Math.log(stretch))).toBeLessThan(0.02 + 2 * rounding);
      }),
      { numRuns: 400 },
    );
  });

  it.each([FREE, TABLE, FIXED])('gives a small mask in a large picture all of the model', (rule) => {
    const bounds = { left: 2900, top: 1700, widthPx: 120, heightPx: 90 };
    const plan = planCrop({ bounds, picture: { widthPx: 4096, heightPx: 4096 }, rule, tiers: TIERS, paddingPx: null });
    expect(plan.sendPx.widthPx / plan.rect.widthPx).toBeGreaterThanOrEqual(1);
    expect(plan.rect.widthPx).toBeLessThan(1100);
  });

  it('finds the crop again in an answer of any size', () => {
    const placement = { left: 0, top: 128, widthPx: 1024, heightPx: 768 };
    const plan = {
      rect: { left: 5, top: 5, widthPx: 400, heightPx: 300 },
      sendPx: { widthPx: 1024, heightPx: 1024 },
      placement,
    };
    expect(partOfAnswer(plan, { widthPx: 512, heightPx: 512 })).toEqual({
      left: 0,
      top: 64,
      widthPx: 512,
      heightPx: 384,
    });
  });
});

describe('what is sent', () => {
  it('is the crop and its mask at the size asked for, in 8-bit sRGB, with black where it was padded', async () => {
    const size = { widthPx: 90, heightPx: 200 };
    const source = await SOURCES['cmyk jpeg'](new Uint8Array(90 * 200 * 3).fill(120), size);
    const bounds = { left: 20, top: 10, widthPx: 50, heightPx: 170 };
    const plan = planCrop({
      bounds,
      picture: size,
      rule: { kind: 'fixed', sizes: [[256, 256]] },
      tiers: [],
      paddingPx: 8,
    });
    const sent = await cropForSending(source, rectMask(bounds, size), plan);
    expect(await decodeNative(sent.picture)).toMatchObject({ widthPx: 256, heightPx: 256, space: 'rgb', bitDepth: 8 });
    const { mask } = await readMask(sent.mask, { widthPx: 256, heightPx: 256 });
    expect(mask.data[128 * 256 + 128]).toBe(255);
    expect(mask.data[128 * 256 + 2]).toBe(0);
  });
});

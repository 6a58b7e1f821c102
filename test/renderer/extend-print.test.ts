// Extending to paper: the shape of the sheet, a bleed that never falls short, and pixels an inch that are not flattered.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLEEDS_MM,
  bleedPx,
  bleedWords,
  marginsForPaper,
  PAPERS,
  ppiOnPaper,
  widened,
} from '../../renderer/mask/extend-print.ts';
import { type EditWish, MASK_INTENTS, NO_MARGINS, promptFor, wishOf } from '../../renderer/mask/mask-request.ts';

const sizes = fc.record({
  widthPx: fc.integer({ min: 64, max: 8_192 }),
  heightPx: fc.integer({ min: 64, max: 8_192 }),
});

describe('extending to a sheet', () => {
  it('has its shape to the pixel, turned the way the picture lies, and cuts nothing', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...PAPERS), (picture, paper) => {
        const { left, top, right, bottom } = marginsForPaper(picture, paper);
        expect(Math.min(left, top, right, bottom)).toBeGreaterThanOrEqual(0);
        const width = picture.widthPx + left + right;
        const height = picture.heightPx + top + bottom;
        const [short, long] = [Math.min(paper.widthMm, paper.heightMm), Math.max(paper.widthMm, paper.heightMm)];
        const ratio = picture.widthPx > picture.heightPx ? long / short : short / long;
        const nearestPx = Math.min(Math.abs(width - height * ratio), Math.abs(height - width / ratio));
        expect(nearestPx).toBeLessThanOrEqual(0.501);
      }),
    );
  });

  it('says how many pixels an inch that gives, and what 3 mm are then', () => {
    const a4 = PAPERS.find(({ name }) => name === 'A4');
    if (!a4) throw new Error('A4 is a sheet.');
    const picture = { widthPx: 2480, heightPx: 3508 };
    const ppi = ppiOnPaper(picture, NO_MARGINS, a4);
    expect(Math.round(ppi)).toBe(300);
    expect(bleedPx(3, 300)).toBe(36);
    expect(widened(NO_MARGINS, bleedPx(3, 300))).toEqual({ left: 36, top: 36, right: 36, bottom: 36 });
    expect(widened({ ...NO_MARGINS, left: 10 }, -36)).toEqual(NO_MARGINS);
    expect(BLEEDS_MM.map(bleedWords)).toContain('1/8 in bleed');
  });

  it('never bleeds by less than was asked', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 20, noNaN: true }), fc.integer({ min: 30, max: 1_200 }), (mm, ppi) => {
        expect((bleedPx(mm, ppi) / ppi) * 25.4).toBeGreaterThanOrEqual(mm - 1e-4);
      }),
    );
  });
});

describe('an edit that is taken up again', () => {
  it('has the intent and the words that were sent', () => {
    const words = fc.string({ minLength: 1 }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.constantFrom(...MASK_INTENTS), words, (intent, prompt) => {
        fc.pre(prompt !== '');
        const wish: EditWish = { intent, isExtending: false, prompt, count: 1, modelId: 'auto' };
        const read = wishOf(promptFor(wish) ?? '');
        expect(promptFor({ ...wish, ...read })).toBe(promptFor(wish));
        if (intent === 'fill' || intent === 'replace') expect(read).toEqual({ intent, prompt });
      }),
    );
  });
});

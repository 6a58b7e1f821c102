import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepForKey } from '../../renderer/compare/compare-keys.ts';
import { compareReducer, FIRST_LOOK } from '../../renderer/compare/use-compare.ts';
import {
  clampViewport,
  FITTED,
  hasSameShape,
  largestOf,
  MAX_SCALE,
  panBy,
  zoomAt,
} from '../../renderer/compare/viewport.ts';

const part = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const view = fc
  .record({ scale: fc.double({ min: 1, max: MAX_SCALE, noNaN: true }), x: part, y: part })
  .map(clampViewport);

describe('the shared viewport of a comparison', () => {
  it('keeps the place under the cursor while zooming in', () => {
    fc.assert(
      fc.property(view, part, part, fc.double({ min: 1, max: 3, noNaN: true }), (start, x, y, factor) => {
        const zoomed = zoomAt(start, factor, { x, y });
        const before = (x - start.x) / start.scale;
        const after = (x - zoomed.x) / zoomed.scale;
        expect(after).toBeCloseTo(before, 9);
      }),
    );
  });

  it('never shows beyond the edge of the frame, whatever is panned or zoomed', () => {
    const move = fc.oneof(
      fc.record({ dx: part, dy: part }).map((by) => (at: typeof FITTED) => panBy(at, by.dx * 4, by.dy * 4)),
      fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }), x: part, y: part }).map(
        ({ factor, x, y }) =>
          (at: typeof FITTED) =>
            zoomAt(at, factor, { x, y }),
      ),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const end = moves.reduce((at, step) => step(at), FITTED);
        expect(end.scale).toBeGreaterThanOrEqual(1);
        expect(end.scale).toBeLessThanOrEqual(MAX_SCALE);
        expect(Math.abs(end.x)).toBeLessThanOrEqual((end.scale - 1) / 2 + 1e-9);
        expect(Math.abs(end.y)).toBeLessThanOrEqual((end.scale - 1) / 2 + 1e-9);
      }),
    );
  });

  it('aligns a draft with its final in the frame of the larger picture', () => {
    const draft = { widthPx: 1248, heightPx: 832 };
    const final = { widthPx: 2512, heightPx: 1672 };
    expect(largestOf([draft, final])).toBe(final);
    expect(hasSameShape(draft, final)).toBe(true);
    expect(hasSameShape(draft, { widthPx: 1024, heightPx: 1024 })).toBe(false);
  });
});

describe('the keyboard of a comparison', () => {
  it('flickers to the other picture with the first press of space, from any mode', () => {
    const flick = stepForKey(' ');
    if (!flick) throw new Error('Space does nothing.');
    const once = compareReducer(FIRST_LOOK, flick);
    expect(once).toMatchObject({ mode: 'flicker', isRightShown: true });
    expect(compareReducer(once, flick)).toMatchObject({ mode: 'flicker', isRightShown: false });
  });

  it('swaps sides, and brings a picture to the right without losing one', () => {
    const swapped = compareReducer(FIRST_LOOK, { kind: 'swap' });
    expect([swapped.left, swapped.right]).toEqual([1, 0]);
    const third = compareReducer(FIRST_LOOK, { kind: 'right', place: 2 });
    expect([third.left, third.right]).toEqual([0, 2]);
    const clash = compareReducer(FIRST_LOOK, { kind: 'right', place: 0 });
    expect([clash.left, clash.right]).toEqual([1, 0]);
  });

  it('leaves the keys alone that mean nothing here', () => {
    for (const key of ['5', 'a', 'Enter', 'Tab', 'Escape']) expect(stepForKey(key)).toBeNull();
  });
});

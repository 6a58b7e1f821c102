import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsFor, stepIndex } from '../../renderer/history/grid-steps.ts';
import { type LibraryPicture, placePictures } from '../../renderer/history/use-board-placing.ts';
import type { Asset } from '../../shared/asset.ts';
import { newId } from '../../shared/ids.ts';

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

describe('walking through the history by keyboard', () => {
  it('always lands on a picture that is there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 2, max: 9 }),
        fc.array(fc.constantFrom(...KEYS), { maxLength: 30 }),
        (count, columns, keys) => {
          let index = -1;
          for (const key of keys) {
            index = stepIndex(key, { index, columns, count }) ?? index;
            expect(index).toBeGreaterThanOrEqual(0);
            expect(index).toBeLessThan(count);
          }
        },
      ),
    );
  });

  it('stays in the column when there is no row above or below', () => {
    expect(stepIndex('ArrowUp', { index: 1, columns: 3, count: 8 })).toBe(1);
    expect(stepIndex('ArrowDown', { index: 5, columns: 3, count: 8 })).toBe(5);
    expect(stepIndex('ArrowDown', { index: 4, columns: 3, count: 8 })).toBe(7);
  });

  it('has nowhere to go in an empty grid, and ignores other keys', () => {
    expect(stepIndex('ArrowDown', { index: -1, columns: 3, count: 0 })).toBeNull();
    expect(stepIndex('a', { index: 0, columns: 3, count: 8 })).toBeNull();
  });

  it('shows three pictures a row in the panel and more in a wide one', () => {
    expect(columnsFor(258)).toBe(3);
    expect(columnsFor(0)).toBe(2);
    expect(columnsFor(960)).toBe(10);
  });
});

function picture(widthPx: number, heightPx: number): LibraryPicture {
  const asset: Asset = {
    id: newId('asset'),
    hash: 'a'.repeat(64),
    mime: 'image/png',
    widthPx,
    heightPx,
    sizeBytes: 1,
    hasAlpha: false,
    name: 'Picture',
    source: 'imported',
    createdAtMs: 1,
  };
  return { asset, candidate: null };
}

describe('moving pictures to the board', () => {
  it('covers nothing that lies there, nor each other, and keeps their shape', () => {
    const centre = { xUnits: 0, yUnits: 0 };
    const there = placePictures([], [picture(1000, 1000), picture(800, 1200)], centre);
    const added = placePictures(there, [picture(3000, 1000), picture(500, 500), picture(700, 900)], centre);
    const all = [...there, ...added];
    expect(added).toHaveLength(3);
    for (const [index, item] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        const isApart =
          item.xUnits + item.widthUnits <= other.xUnits ||
          other.xUnits + other.widthUnits <= item.xUnits ||
          item.yUnits + item.heightUnits <= other.yUnits ||
          other.yUnits + other.heightUnits <= item.yUnits;
        expect(isApart).toBe(true);
      }
    }
    const [wide] = added;
    expect((wide?.widthUnits ?? 0) / (wide?.heightUnits ?? 1)).toBeCloseTo(3, 1);
    expect(Math.min(...added.map((item) => item.z))).toBeGreaterThan(Math.max(...there.map((item) => item.z)));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aligned, distributed, restacked, shifted } from '../../renderer/board/arrange.ts';
import { nextInDirection, overlaps } from '../../renderer/board/geometry.ts';
import { snapTo } from '../../renderer/board/snap.ts';
import { freePlaces } from '../../renderer/board/use-places.ts';
import type { BoardItem } from '../../shared/board.ts';
import { newId } from '../../shared/ids.ts';

function item(changes: Partial<BoardItem> = {}): BoardItem {
  const shape = { xUnits: 0, yUnits: 0, widthUnits: 100, heightUnits: 100, z: 0, isLocked: false };
  return { kind: 'note', id: newId('item'), text: '', tone: 'plain', ...shape, ...changes } as BoardItem;
}

const anyItem = fc
  .record({
    xUnits: fc.integer({ min: -2_000, max: 2_000 }),
    yUnits: fc.integer({ min: -2_000, max: 2_000 }),
    widthUnits: fc.integer({ min: 20, max: 600 }),
    heightUnits: fc.integer({ min: 20, max: 600 }),
  })
  .map((shape) => item(shape));

const anyRequest = {
  items: fc.array(anyItem, { maxLength: 40 }),
  count: fc.integer({ min: 1, max: 8 }),
  ratio: fc.constantFrom(9 / 16, 1, 3 / 2, 21 / 9),
};

describe('places for results', () => {
  it('cover nothing that lies on the board, and not each other', () => {
    fc.assert(
      fc.property(
        anyRequest.items,
        anyRequest.count,
        anyRequest.ratio,
        fc.boolean(),
        (items, count, ratio, isBeside) => {
          const source = isBeside ? (items[0] ?? null) : null;
          const places = freePlaces({ count, ratio, items, source, centre: { xUnits: 0, yUnits: 0 } });
          expect(places).toHaveLength(count);
          for (const [index, place] of places.entries()) {
            expect(items.some((known) => overlaps(place, known))).toBe(false);
            expect(places.slice(index + 1).some((other) => overlaps(place, other))).toBe(false);
          }
        },
      ),
    );
  });

  it('lie right beside their source when there is room', () => {
    const source = item({ xUnits: 500, yUnits: 200 });
    const [place] = freePlaces({ count: 1, ratio: 1, items: [source], source, centre: { xUnits: 0, yUnits: 0 } });
    expect(place).toMatchObject({ xUnits: 624, yUnits: 200, widthUnits: 100, heightUnits: 100 });
  });

  it('may lie in a frame: a frame is ground', () => {
    const frame = item({
      kind: 'frame',
      title: '',
      widthUnits: 4_000,
      heightUnits: 4_000,
      xUnits: -2_000,
      yUnits: -2_000,
    });
    const [place] = freePlaces({ count: 1, ratio: 1, items: [frame], source: null, centre: { xUnits: 0, yUnits: 0 } });
    expect(place).toMatchObject({ xUnits: -160, yUnits: -160 });
  });
});

describe('arranging', () => {
  it('moves a frame with what lies in it, and leaves the rest and what is locked', () => {
    const frame = item({ kind: 'frame', title: '', widthUnits: 500, heightUnits: 500, z: -1 });
    const inside = item({ xUnits: 100, yUnits: 100 });
    const locked = item({ xUnits: 200, yUnits: 200, isLocked: true });
    const outside = item({ xUnits: 900, yUnits: 0 });
    const moved = shifted([frame], [frame, inside, locked, outside], 10, 5);
    expect(moved.map(({ id, xUnits, yUnits }) => [id, xUnits, yUnits])).toEqual([
      [frame.id, 10, 5],
      [inside.id, 110, 105],
    ]);
  });

  it('aligns to the common edge and keeps the other axis', () => {
    const items = [item({ xUnits: 40 }), item({ xUnits: 300, yUnits: 70 })];
    expect(aligned(items, 'left').map(({ xUnits, yUnits }) => [xUnits, yUnits])).toEqual([
      [40, 0],
      [40, 70],
    ]);
    expect(aligned(items, 'right').map(({ xUnits }) => xUnits)).toEqual([300, 300]);
  });

  it('makes gaps equal and leaves the outermost where they are', () => {
    const items = [item({ xUnits: 0 }), item({ xUnits: 130 }), item({ xUnits: 400 })];
    expect(distributed(items, 'x').map(({ xUnits }) => xUnits)).toEqual([0, 200, 400]);
  });

  it('brings to the front and keeps the order among themselves', () => {
    const [low, high, other] = [item({ z: 1 }), item({ z: 5 }), item({ z: 9 })];
    expect(restacked([high, low], [low, high, other], 'front').map(({ id, z }) => [id, z])).toEqual([
      [low.id, 10],
      [high.id, 11],
    ]);
  });

  it('snaps to the nearest edge within reach and not beyond', () => {
    const neighbour = item({ xUnits: 300, yUnits: 0 });
    expect(snapTo(item({ xUnits: 296, yUnits: 400 }), [neighbour], 6)).toMatchObject({ dx: 4 });
    expect(snapTo(item({ xUnits: 280, yUnits: 400 }), [neighbour], 6)).toMatchObject({ dx: 0, guides: [] });
  });
});

it('finds the next item in the direction of an arrow', () => {
  const [from, right, far] = [item(), item({ xUnits: 200, yUnits: 20 }), item({ xUnits: 250, yUnits: 900 })];
  expect(nextInDirection(from, [from, right, far], 1, 0)?.id).toBe(right.id);
  expect(nextInDirection(from, [from, right, far], -1, 0)).toBeNull();
});

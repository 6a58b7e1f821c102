// Selecting by colour and by hand: the wand, the brush, and the document that takes every step back to the pixel.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BrushPoint, drawMovement, strokeReach } from '../../renderer/mask/brush-stroke.ts';
import { colourMask, type PictureSamples, wandMask } from '../../renderer/mask/colour-select.ts';
import { createMaskDocument } from '../../renderer/mask/mask-document.ts';
import { boundsOfPlane, type MaskPlane, type PixelSize } from '../../renderer/mask/mask-plane.ts';
import {
  isMaskEmpty,
  planeOfTiles,
  TILE_PX,
  type TiledMask,
  unfoldTile,
  uniformMask,
} from '../../renderer/mask/mask-tiles.ts';
import { rectangleMask } from '../../renderer/mask/shape-raster.ts';

const size = { widthPx: 37, heightPx: 29 };
const at = (plane: MaskPlane, x: number, y: number) => plane.values[y * plane.widthPx + x];

describe('colours', () => {
  const large = { widthPx: TILE_PX * 2 + 40, heightPx: TILE_PX + 60 };
  const breathe = async () => {};

  /** A grey picture of any size, given pixel by pixel. */
  function greys(of: PixelSize, valueAt: (x: number, y: number) => number): PictureSamples {
    const columns = Math.ceil(of.widthPx / TILE_PX);
    const tiles = new Map<number, Uint8ClampedArray>();
    return {
      ...of,
      tile: (index) => {
        const known = tiles.get(index);
        if (known) return known;
        const [left, top] = [(index % columns) * TILE_PX, Math.floor(index / columns) * TILE_PX];
        const made = Uint8ClampedArray.from({ length: TILE_PX * TILE_PX * 4 }, (_, sample) => {
          const pixel = sample >> 2;
          return sample % 4 === 3 ? 255 : valueAt(left + (pixel % TILE_PX), top + Math.floor(pixel / TILE_PX));
        });
        tiles.set(index, made);
        return made;
      },
    };
  }
  const selected = (mask: TiledMask | null) =>
    mask ? planeOfTiles(mask).values.filter((value) => value === 255).length : null;

  it('hang together under the wand, and stand everywhere in a range', async () => {
    /** Columns of grey 0, 100, 0, 100 … each two pixels wide. */
    const stripes = greys({ widthPx: 16, heightPx: 6 }, (x) => (Math.floor(x / 2) % 2) * 100);
    const place = { x: 4.5, y: 3 };
    expect(selected(await wandMask(stripes, { ...place, tolerance: 20 }, breathe))).toBe(2 * 6);
    expect(selected(await colourMask(stripes, { ...place, tolerance: 20 }, breathe))).toBe(8 * 6);
    expect(selected(await wandMask(stripes, { ...place, tolerance: 100 }, breathe))).toBe(16 * 6);
    expect(await wandMask(stripes, { x: 99, y: 3, tolerance: 9 }, breathe)).toBeNull();
  });

  it('are followed from tile to tile, round every corner, and no further', async () => {
    /** One pixel wide, down and up through all tiles; the walls between are the other grey. */
    const isPath = (x: number, y: number) => x % 2 === 0 || (x % 4 === 1 ? y === large.heightPx - 1 : y === 0);
    const maze = greys(large, (x, y) => (isPath(x, y) ? 200 : 40));
    const found = await wandMask(maze, { x: 0, y: 100, tolerance: 10 }, breathe);
    const { values } = planeOfTiles(found ?? uniformMask(large));
    const wrong: string[] = [];
    for (let y = 0; y < large.heightPx; y += 1) {
      for (let x = 0; x < large.widthPx; x += 1) {
        if ((values[y * large.widthPx + x] === 255) !== isPath(x, y)) wrong.push(`${x}, ${y}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a stroke', () => {
  const strokes = fc.record({
    from: fc.record({
      x: fc.integer({ min: -9, max: 45 }),
      y: fc.integer({ min: -9, max: 38 }),
      radiusPx: fc.integer({ min: 1, max: 9 }),
    }),
    to: fc.record({
      x: fc.integer({ min: -9, max: 45 }),
      y: fc.integer({ min: -9, max: 38 }),
      radiusPx: fc.integer({ min: 1, max: 9 }),
    }),
    hardness: fc.constantFrom(0, 0.5, 1),
  });

  /** Answers the whole plane after each movement. */
  function openCanvas(of: PixelSize) {
    const mask = uniformMask(of);
    const open = (index: number) => {
      const tile = unfoldTile(mask.tiles[index] ?? 0);
      mask.tiles[index] = tile;
      return tile;
    };
    return (from: BrushPoint, to: BrushPoint, hardness: number): MaskPlane => {
      drawMovement({ mask, open }, from, to, { hardness, isErasing: false });
      return planeOfTiles(mask);
    };
  }

  it('draws over the borders of tiles as if there were none', () => {
    const large = { widthPx: TILE_PX * 2, heightPx: TILE_PX * 2 };
    const [from, to] = [
      { x: 240, y: 250, radiusPx: 20 },
      { x: 275, y: 262, radiusPx: 20 },
    ];
    const near = openCanvas({ widthPx: 200, heightPx: 200 });
    const shifted = near({ ...from, x: from.x - 170, y: from.y - 170 }, { ...to, x: to.x - 170, y: to.y - 170 }, 0.5);
    const drawn = openCanvas(large)(from, to, 0.5);
    for (let y = 0; y < 200; y += 1) {
      const row = drawn.values.subarray((y + 170) * large.widthPx + 170, (y + 170) * large.widthPx + 370);
      expect(row).toEqual(shifted.values.subarray(y * 200, (y + 1) * 200));
    }
  });

  it('touches nothing outside the rectangle it names, and the same stroke again changes nothing', () => {
    fc.assert(
      fc.property(strokes, ({ from, to, hardness }) => {
        const draw = openCanvas(size);
        const reach = strokeReach(size, from, to);
        const once = draw(from, to, hardness);
        const bounds = boundsOfPlane(once);
        if (bounds) {
          expect(reach).not.toBeNull();
          expect(bounds.left).toBeGreaterThanOrEqual(reach?.left ?? Infinity);
          expect(bounds.top + bounds.heightPx).toBeLessThanOrEqual((reach?.top ?? 0) + (reach?.heightPx ?? 0));
        }
        expect(draw(from, to, hardness).values).toEqual(once.values);
      }),
    );
  });

  it('draws the thick line between its ends', () => {
    const plane = openCanvas(size)({ x: 8, y: 8, radiusPx: 4 }, { x: 26, y: 20, radiusPx: 4 }, 1);
    const lengthSquared = 18 * 18 + 12 * 12;
    for (let y = 0; y < size.heightPx; y += 1) {
      for (let x = 0; x < size.widthPx; x += 1) {
        const [px, py] = [x + 0.5 - 8, y + 0.5 - 8];
        const along = Math.min(1, Math.max(0, (px * 18 + py * 12) / lengthSquared));
        const distance = Math.hypot(px - along * 18, py - along * 12);
        if (distance <= 3.4) expect(at(plane, x, y)).toBe(255);
        if (distance >= 4.6) expect(at(plane, x, y)).toBe(0);
      }
    }
  });
});

describe('a mask document', () => {
  const tip = { hardness: 1, isErasing: false };
  const dab = (x: number, y: number) => ({ x, y, radiusPx: 30 });

  it('tells only the rectangle that a stroke touched', () => {
    const document = createMaskDocument({ widthPx: 2_000, heightPx: 1_000 });
    const told: unknown[] = [];
    document.onDirty((rect) => told.push(rect));
    document.stroke(dab(500, 400), dab(520, 400), tip);
    expect(told).toEqual([{ left: 469, top: 369, widthPx: 82, heightPx: 62 }]);
  });

  it('undoes and redoes any sequence of steps to the very same pixels', () => {
    const steps = fc.array(fc.constantFrom('stroke', 'invert', 'clear', 'all', 'subtract'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(steps, (names) => {
        const document = createMaskDocument({ widthPx: 300, heightPx: 280 });
        const states = [planeOfTiles(document.mask).values];
        for (const [index, name] of names.entries()) {
          const before = document.status().revision;
          const point = dab(index * 40, index * 35);
          if (name === 'stroke') {
            document.stroke(point, point, tip);
            document.endStroke('Brush stroke');
          } else if (name === 'invert') document.invert();
          else if (name === 'clear') document.clear();
          else if (name === 'all') document.selectAll();
          else {
            document.combine(
              rectangleMask(document.mask, { left: 20, top: 20, widthPx: 270, heightPx: 180 }),
              'subtract',
              'Rectangle',
            );
          }
          // A step that changes no pixel is none.
          if (document.status().revision !== before) states.push(planeOfTiles(document.mask).values);
        }
        for (const state of states.slice(0, -1).reverse()) {
          expect(document.undo()).not.toBeNull();
          expect(Buffer.compare(planeOfTiles(document.mask).values, state)).toBe(0);
        }
        expect(document.undo()).toBeNull();
        for (const state of states.slice(1)) {
          expect(document.redo()).not.toBeNull();
          expect(Buffer.compare(planeOfTiles(document.mask).values, state)).toBe(0);
        }
        expect(document.redo()).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('takes a stroke back that is left before its end', () => {
    const document = createMaskDocument({ widthPx: 300, heightPx: 280 });
    document.stroke(dab(50, 50), dab(90, 90), tip);
    document.cancelStroke();
    expect(isMaskEmpty(document.mask)).toBe(true);
    expect(document.status().canUndo).toBe(false);
  });
});

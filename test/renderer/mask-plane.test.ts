// The maths of the mask: what is combined, grown, flooded and drawn is what a person would say it is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineTiles, invertTile } from '../../renderer/mask/combine-tiles.ts';
import { boundsOfPlane, type CombineMode, type MaskPlane, type PixelSize } from '../../renderer/mask/mask-plane.ts';
import { refinePlane } from '../../renderer/mask/mask-refine.ts';
import {
  isMaskEmpty,
  planeOfTiles,
  TILE_PX,
  type TiledMask,
  tilesOfRegion,
  unfoldTile,
  uniformMask,
} from '../../renderer/mask/mask-tiles.ts';
import { ellipsePoints, polygonRegion, rectangleMask, rectangleOf } from '../../renderer/mask/shape-raster.ts';

const size = { widthPx: 37, heightPx: 29 };
const planes = fc
  .uint8Array({ minLength: size.widthPx * size.heightPx, maxLength: size.widthPx * size.heightPx })
  .map((values): MaskPlane => ({ ...size, values }));
const points = fc.record({ x: fc.integer({ min: -10, max: 50 }), y: fc.integer({ min: -10, max: 40 }) });
const at = (plane: MaskPlane, x: number, y: number) => plane.values[y * plane.widthPx + x];

type Corners = readonly [number, number, number, number];

function rectangle([left, top, right, bottom]: Corners, of: PixelSize = size): TiledMask {
  const rect = rectangleOf(of, { x: left, y: top }, { x: right, y: bottom });
  return rect ? rectangleMask(of, rect) : uniformMask(of);
}

function combined(mask: TiledMask, added: TiledMask, mode: CombineMode): TiledMask {
  return { ...mask, tiles: mask.tiles.map((tile, index) => combineTiles(tile, added.tiles[index] ?? 0, mode)) };
}

const planeWith = (...rects: readonly Corners[]): MaskPlane =>
  planeOfTiles(rects.reduce((mask, rect) => combined(mask, rectangle(rect), 'add'), uniformMask(size)));

const tilesOf = (plane: MaskPlane) => tilesOfRegion({ ...plane, left: 0, top: 0 }, plane);

describe('tiles', () => {
  const large = { widthPx: TILE_PX + 70, heightPx: TILE_PX * 2 + 30 };
  const corners = fc.tuple(
    fc.nat(large.widthPx),
    fc.nat(large.heightPx),
    fc.nat(large.widthPx),
    fc.nat(large.heightPx),
  );

  it('hold exactly what the plane holds', () => {
    fc.assert(
      fc.property(corners, corners, (one, other) => {
        const mask = combined(rectangle(one, large), rectangle(other, large), 'add');
        const plane = planeOfTiles(mask);
        const [left, top] = [Math.min(one[0], one[2]), Math.min(one[1], one[3])];
        if (one[0] !== one[2] && one[1] !== one[3]) expect(at(plane, left, top)).toBe(255);
        expect(Buffer.compare(planeOfTiles(tilesOf(plane)).values, plane.values)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('of one value take no memory, also at the edges of the picture', () => {
    const whole = rectangle([0, 0, large.widthPx, large.heightPx], large);
    expect(whole.tiles).toEqual(new Array(6).fill(255));
    expect(tilesOf(planeOfTiles(whole)).tiles).toEqual(whole.tiles);
  });
});

describe('combining', () => {
  const expected: Readonly<Record<CombineMode, (before: number, added: number) => number>> = {
    replace: (_, added) => added,
    add: Math.max,
    subtract: (before, added) => Math.min(before, 255 - added),
    intersect: Math.min,
  };

  it.each(['replace', 'add', 'subtract', 'intersect'] as const)('%s does to every pixel what it says', (mode) => {
    fc.assert(
      fc.property(planes, planes, points, points, (plane, other, a, b) => {
        const box = rectangle([a.x, a.y, b.x, b.y]);
        for (const added of [box, uniformMask(size, 255), uniformMask(size), tilesOf(other)]) {
          const { values } = planeOfTiles(added);
          const wanted = plane.values.map((value, index) => expected[mode](value, values[index] ?? 0));
          expect(planeOfTiles(combined(tilesOf(plane), added, mode)).values).toEqual(wanted);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('inverts back to what was', () => {
    fc.assert(
      fc.property(planes, (plane) => {
        const [tile = 0] = tilesOf(plane).tiles;
        const inverse = invertTile(tile);
        expect(unfoldTile(inverse)).toEqual(unfoldTile(tile).map((value) => 255 - value));
        expect(unfoldTile(invertTile(inverse))).toEqual(unfoldTile(tile));
      }),
    );
  });

  it('knows what is selected', () => {
    expect(boundsOfPlane(planeWith([3, 4, 10, 9]))).toEqual({ left: 3, top: 4, widthPx: 7, heightPx: 5 });
    expect(boundsOfPlane(planeWith())).toBeNull();
    expect(isMaskEmpty(rectangle([36, 28, 37, 29]))).toBe(false);
  });
});

describe('refining', () => {
  const amounts = fc.integer({ min: 1, max: 12 });

  it('grows to the true distance, never loses anything, and shrinks as the opposite', () => {
    fc.assert(
      fc.property(planes, amounts, (plane, amount) => {
        const grown = refinePlane(plane, 'grow', amount);
        expect(grown.every((value, index) => value >= (plane.values[index] ?? 0))).toBe(true);
        const inverse = { ...size, values: plane.values.map((value) => 255 - value) };
        const shrunk = refinePlane(inverse, 'shrink', amount);
        expect(shrunk).toEqual(grown.map((value) => 255 - value));
      }),
      { numRuns: 40 },
    );
  });

  it('grows one pixel into a disc', () => {
    const grown = { ...size, values: refinePlane(planeWith([18, 14, 19, 15]), 'grow', 6) };
    for (let y = 0; y < size.heightPx; y += 1) {
      for (let x = 0; x < size.widthPx; x += 1) {
        const distance = Math.hypot(x - 18, y - 14);
        if (distance <= 6) expect(at(grown, x, y)).toBe(255);
        if (distance >= 7) expect(at(grown, x, y)).toBe(0);
      }
    }
  });

  it('feathers a border on both sides and leaves what is far from it', () => {
    const soft = { ...size, values: refinePlane(planeWith([0, 0, 18, 29]), 'feather', 6) };
    expect(at(soft, 3, 14)).toBe(255);
    expect(at(soft, 30, 14)).toBe(0);
    const across = Array.from({ length: 20 }, (_, index) => at(soft, 8 + index, 14) ?? 0);
    expect(across).toEqual(across.toSorted((a, b) => b - a));
    expect(Math.abs((at(soft, 17, 14) ?? 0) + (at(soft, 18, 14) ?? 0) - 255)).toBeLessThanOrEqual(4);
  });

  it('fills holes and only holes', () => {
    const ring = planeOfTiles(combined(rectangle([5, 5, 25, 25]), rectangle([10, 10, 20, 20]), 'subtract'));
    const filled = { ...size, values: refinePlane(ring, 'fill-holes', 0) };
    expect(filled.values).toEqual(planeWith([5, 5, 25, 25]).values);
    const bay = planeWith([5, 5, 10, 25], [5, 20, 25, 25]);
    expect(refinePlane(bay, 'fill-holes', 0)).toEqual(bay.values);
  });
});

describe('outlines', () => {
  it('of whole pixels select what the rectangle selects, wherever they lie', () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        const corners = [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
        const polygon = polygonRegion(size, corners);
        const mask = polygon ? tilesOfRegion(polygon, size) : uniformMask(size);
        expect(planeOfTiles(mask).values).toEqual(planeWith([a.x, a.y, b.x, b.y]).values);
      }),
    );
  });

  it('of an ellipse cover its area', () => {
    const region = polygonRegion(size, ellipsePoints({ x: 4.5, y: 3.25 }, { x: 31.5, y: 24.75 }));
    const area = [...(region?.values ?? [])].reduce((sum, value) => sum + value / 255, 0);
    expect(area).toBeCloseTo(Math.PI * 13.5 * 10.75, -1);
  });

  it('of two corners or fewer select nothing', () => {
    expect(
      polygonRegion(size, [
        { x: 1, y: 1 },
        { x: 9, y: 9 },
      ]),
    ).toBeNull();
  });
});

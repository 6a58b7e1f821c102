// The maths of the mask: what is combined, grown, flooded and drawn is what a person would say it is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMovement, strokeReach } from '../../renderer/mask/brush-stroke.ts';
import { colourRegion, enlargeRegion, type Samples, wandRegion } from '../../renderer/mask/colour-select.ts';
import { createMaskDocument } from '../../renderer/mask/mask-document.ts';
import {
  boundsOfPlane,
  type CombineMode,
  combineRegion,
  emptyMaskPlane,
  invertPlane,
  isPlaneEmpty,
  type MaskPlane,
} from '../../renderer/mask/mask-plane.ts';
import { refinePlane } from '../../renderer/mask/mask-refine.ts';
import { ellipsePoints, polygonRegion, rectangleRegion } from '../../renderer/mask/shape-raster.ts';

const size = { widthPx: 37, heightPx: 29 };
const planes = fc
  .uint8Array({ minLength: size.widthPx * size.heightPx, maxLength: size.widthPx * size.heightPx })
  .map((values): MaskPlane => ({ ...size, values }));
const points = fc.record({ x: fc.integer({ min: -10, max: 50 }), y: fc.integer({ min: -10, max: 40 }) });
const at = (plane: MaskPlane, x: number, y: number) => plane.values[y * plane.widthPx + x];

function planeWith(...rects: readonly (readonly [number, number, number, number])[]): MaskPlane {
  const plane = emptyMaskPlane(size.widthPx, size.heightPx);
  for (const [left, top, right, bottom] of rects) {
    const region = rectangleRegion(size, { x: left, y: top }, { x: right, y: bottom });
    if (region) combineRegion(plane, region, 'add');
  }
  return plane;
}

describe('combining', () => {
  const expected: Readonly<Record<CombineMode, (before: number, added: number) => number>> = {
    replace: (_, added) => added,
    add: Math.max,
    subtract: (before, added) => Math.min(before, 255 - added),
    intersect: Math.min,
  };

  it.each(['replace', 'add', 'subtract', 'intersect'] as const)('%s does to every pixel what it says', (mode) => {
    fc.assert(
      fc.property(planes, points, points, (plane, a, b) => {
        const before = plane.values.slice();
        const region = rectangleRegion(size, a, b);
        fc.pre(region !== null);
        combineRegion(plane, region, mode);
        const alone = planeWith([a.x, a.y, b.x, b.y]);
        expect(plane.values).toEqual(before.map((value, index) => expected[mode](value, alone.values[index] ?? 0)));
      }),
    );
  });

  it('inverts back to what was', () => {
    fc.assert(
      fc.property(planes, (plane) => {
        const before = plane.values.slice();
        invertPlane(plane);
        expect(plane.values).toEqual(before.map((value) => 255 - value));
        invertPlane(plane);
        expect(plane.values).toEqual(before);
      }),
    );
  });

  it('knows what is selected', () => {
    expect(boundsOfPlane(planeWith([3, 4, 10, 9]))).toEqual({ left: 3, top: 4, widthPx: 7, heightPx: 5 });
    expect(boundsOfPlane(planeWith())).toBeNull();
    expect(isPlaneEmpty(planeWith([36, 28, 37, 29]))).toBe(false);
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
    const ring = planeWith([5, 5, 25, 25]);
    combineRegion(
      ring,
      rectangleRegion(size, { x: 10, y: 10 }, { x: 20, y: 20 }) ?? {
        ...size,
        left: 0,
        top: 0,
        values: new Uint8Array(0),
      },
      'subtract',
    );
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
        const plane = planeWith();
        if (polygon) combineRegion(plane, polygon, 'add');
        expect(plane.values).toEqual(planeWith([a.x, a.y, b.x, b.y]).values);
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

describe('colours', () => {
  /** Columns of grey 0, 100, 0, 100 … each two pixels wide. */
  const stripes: Samples = {
    widthPx: 16,
    heightPx: 6,
    data: Uint8ClampedArray.from({ length: 16 * 6 * 4 }, (_, index) =>
      index % 4 === 3 ? 255 : Math.floor((Math.floor(index / 4) % 16) / 2) % 2 === 0 ? 0 : 100,
    ),
  };

  it('hang together under the wand, and stand everywhere in a range', () => {
    const wand = wandRegion(stripes, { x: 4.5, y: 3, tolerance: 20 });
    expect(wand?.values.filter((value) => value === 255).length).toBe(2 * 6);
    const range = colourRegion(stripes, { x: 4.5, y: 3, tolerance: 20 });
    expect(range?.values.filter((value) => value === 255).length).toBe(8 * 6);
    expect(wandRegion(stripes, { x: 4.5, y: 3, tolerance: 100 })?.values.every((value) => value === 255)).toBe(true);
    expect(wandRegion(stripes, { x: 99, y: 3, tolerance: 9 })).toBeNull();
  });

  it('keep their place when enlarged', () => {
    const region = { left: 0, top: 0, widthPx: 2, heightPx: 2, values: Uint8Array.of(255, 0, 255, 0) };
    const large = enlargeRegion(region, 8, 8);
    expect([...large.values.subarray(0, 8)]).toEqual([255, 255, 223, 159, 96, 32, 0, 0]);
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

  it('touches nothing outside the rectangle it names, and the same stroke again changes nothing', () => {
    fc.assert(
      fc.property(strokes, ({ from, to, hardness }) => {
        const plane = emptyMaskPlane(size.widthPx, size.heightPx);
        const reach = strokeReach(plane, from, to);
        drawMovement(plane, from, to, { hardness, isErasing: false });
        const once = plane.values.slice();
        const bounds = boundsOfPlane(plane);
        if (bounds) {
          expect(reach).not.toBeNull();
          expect(bounds.left).toBeGreaterThanOrEqual(reach?.left ?? Infinity);
          expect(bounds.top + bounds.heightPx).toBeLessThanOrEqual((reach?.top ?? 0) + (reach?.heightPx ?? 0));
        }
        drawMovement(plane, from, to, { hardness, isErasing: false });
        expect(plane.values).toEqual(once);
      }),
    );
  });

  it('draws the thick line between its ends', () => {
    const plane = emptyMaskPlane(size.widthPx, size.heightPx);
    drawMovement(plane, { x: 8, y: 8, radiusPx: 4 }, { x: 26, y: 20, radiusPx: 4 }, { hardness: 1, isErasing: false });
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
    const document = createMaskDocument(2_000, 1_000);
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
        const document = createMaskDocument(300, 280);
        const states = [document.plane.values.slice()];
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
            const region = rectangleRegion({ widthPx: 300, heightPx: 280 }, { x: 20, y: 20 }, { x: 290, y: 200 });
            if (region) document.combine(region, 'subtract', 'Rectangle');
          }
          // A step that changes no pixel is none.
          if (document.status().revision !== before) states.push(document.plane.values.slice());
        }
        for (const state of states.slice(0, -1).reverse()) {
          expect(document.undo()).not.toBeNull();
          expect(Buffer.compare(document.plane.values, state)).toBe(0);
        }
        expect(document.undo()).toBeNull();
        for (const state of states.slice(1)) {
          expect(document.redo()).not.toBeNull();
          expect(Buffer.compare(document.plane.values, state)).toBe(0);
        }
        expect(document.redo()).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('takes a stroke back that is left before its end', () => {
    const document = createMaskDocument(300, 280);
    document.stroke(dab(50, 50), dab(90, 90), tip);
    document.cancelStroke();
    expect(isPlaneEmpty(document.plane)).toBe(true);
    expect(document.status().canUndo).toBe(false);
  });
});

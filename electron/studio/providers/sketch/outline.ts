/** Owns shapes as lists of points in picture units, and their way into SVG path data. */
import type { Noise } from './coherent-noise.ts';

export type Point = readonly [x: number, y: number];

export interface Outline {
  readonly points: readonly Point[];
  /** Smooth outlines run through their points as Catmull-Rom curves. */
  readonly isSmooth: boolean;
  readonly isClosed: boolean;
}

export const polygon = (points: readonly Point[]): Outline => ({ points, isSmooth: false, isClosed: true });
export const blob = (points: readonly Point[]): Outline => ({ points, isSmooth: true, isClosed: true });
export const curve = (points: readonly Point[]): Outline => ({ points, isSmooth: true, isClosed: false });

/** "x y, x y" as points. */
export function contour(text: string): readonly Point[] {
  return text.split(',').map((pair): Point => {
    const [x = 0, y = 0] = pair.trim().split(/\s+/).map(Number);
    return [x, y];
  });
}

export const rectangle = (x: number, y: number, width: number, height: number): Outline =>
  polygon([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]);

/** Points on an ellipse; `turn` in radians. */
export function ellipse(x: number, y: number, radiusX: number, radiusY: number, turn = 0): Outline {
  const count = 32;
  return blob(
    Array.from({ length: count }, (_, at): Point => {
      const angle = (at / count) * Math.PI * 2;
      const dx = Math.cos(angle) * radiusX;
      const dy = Math.sin(angle) * radiusY;
      return [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)];
    }),
  );
}

const CORNER_STEPS = 6;

export function roundedRectangle(x: number, y: number, width: number, height: number, radius: number): Outline {
  const r = Math.min(radius, width / 2, height / 2);
  const points: Point[] = [];
  const corners: readonly [number, number, number][] = [
    [x + width - r, y + r, -Math.PI / 2],
    [x + width - r, y + height - r, 0],
    [x + r, y + height - r, Math.PI / 2],
    [x + r, y + r, Math.PI],
  ];
  for (const [centreX, centreY, start] of corners) {
    for (let step = 0; step <= CORNER_STEPS * 2; step += 1) {
      const angle = start + (step / (CORNER_STEPS * 2)) * (Math.PI / 2);
      points.push([centreX + Math.cos(angle) * r, centreY + Math.sin(angle) * r]);
    }
  }
  return polygon(points);
}

/** A half profile (distance from the axis, height) turned into a symmetric vessel around x. */
export function turned(x: number, profile: readonly Point[]): Outline {
  const right = profile.map(([radius, y]): Point => [x + radius, y]);
  const left = profile.map(([radius, y]): Point => [x - radius, y]).reverse();
  return blob([...right, ...left]);
}

/** A band of varying width along a line; width 0 at an end makes a point. */
export function ribbon(spine: readonly Point[], widthAt: (share: number) => number): Outline {
  const left: Point[] = [];
  const right: Point[] = [];
  spine.forEach(([x, y], at) => {
    const before = spine[Math.max(0, at - 1)] ?? [x, y];
    const after = spine[Math.min(spine.length - 1, at + 1)] ?? [x, y];
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    const half = widthAt(at / Math.max(1, spine.length - 1)) / 2;
    const normalX = (-(after[1] - before[1]) / length) * half;
    const normalY = ((after[0] - before[0]) / length) * half;
    left.push([x + normalX, y + normalY]);
    right.push([x - normalX, y - normalY]);
  });
  return blob([...left, ...right.reverse()]);
}

export const moved = (shape: Outline, dx: number, dy: number): Outline => ({
  ...shape,
  points: shape.points.map(([x, y]): Point => [x + dx, y + dy]),
});

export const mapped = (shape: Outline, change: (point: Point) => Point): Outline => ({
  ...shape,
  points: shape.points.map(change),
});

/** An uneven hand: every point strays by up to `amount` units, in waves of `wave` units. */
export function roughened(shape: Outline, noise: Noise, amount: number, wave: number): Outline {
  const dense = shape.isSmooth ? shape.points : subdivided(shape, wave / 2);
  return {
    ...shape,
    points: dense.map(
      ([x, y]): Point => [
        x + noise.fractal(x / wave, y / wave, 3) * amount,
        y + noise.fractal(x / wave + 71, y / wave + 37, 3) * amount,
      ],
    ),
  };
}

function subdivided(shape: Outline, stepUnits: number): Point[] {
  const result: Point[] = [];
  shape.points.forEach(([x, y], at) => {
    const next = shape.points[at + 1] ?? (shape.isClosed ? shape.points[0] : undefined);
    result.push([x, y]);
    if (!next) return;
    const steps = Math.min(60, Math.floor(Math.hypot(next[0] - x, next[1] - y) / stepUnits));
    for (let step = 1; step < steps; step += 1) {
      result.push([x + ((next[0] - x) * step) / steps, y + ((next[1] - y) * step) / steps]);
    }
  });
  return result;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function boundsOf(shape: Outline): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of shape.points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The smallest box around both. */
export function united(one: Box | null, two: Box, margin = 0): Box {
  const [x, y] = [two.x - margin, two.y - margin];
  const [right, bottom] = [two.x + two.width + margin, two.y + two.height + margin];
  if (!one) return { x, y, width: right - x, height: bottom - y };
  const [left, top] = [Math.min(one.x, x), Math.min(one.y, y)];
  return {
    x: left,
    y: top,
    width: Math.max(one.x + one.width, right) - left,
    height: Math.max(one.y + one.height, bottom) - top,
  };
}

/** The box and a margin, cut to the frame; null when nothing of it would be seen. */
export function reachOf(
  box: Box | null,
  margin: number,
  frame: { readonly width: number; readonly height: number },
): Box | null {
  if (!box) return null;
  const [x, y] = [Math.max(0, box.x - margin), Math.max(0, box.y - margin)];
  const width = Math.min(frame.width, box.x + box.width + margin) - x;
  const height = Math.min(frame.height, box.y + box.height + margin) - y;
  return width > 1 && height > 1 ? { x, y, width, height } : null;
}

const pair = (x: number, y: number) => `${round(x)} ${round(y)}`;
/** A hundredth of a unit is a twenty-fifth of a pixel at 4096. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export function pathData(shape: Outline): string {
  const { points, isSmooth, isClosed } = shape;
  const first = points[0];
  if (!first) return '';
  if (!isSmooth) return `M${points.map(([x, y]) => pair(x, y)).join('L')}${isClosed ? 'Z' : ''}`;
  const count = points.length;
  const at = (index: number): Point =>
    (isClosed ? points[(index + count) % count] : points[Math.min(count - 1, Math.max(0, index))]) ?? first;
  let data = `M${pair(first[0], first[1])}`;
  for (let index = 0; index < (isClosed ? count : count - 1); index += 1) {
    const [p0, p1, p2, p3] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const handleA = pair(p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6);
    const handleB = pair(p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6);
    data += `C${handleA} ${handleB} ${pair(p2[0], p2[1])}`;
  }
  return isClosed ? `${data}Z` : data;
}

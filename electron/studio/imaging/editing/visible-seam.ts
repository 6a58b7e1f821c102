/** Owns the seam of a filling as an eye finds it: a step that runs along the border and nowhere beside it. */
import type { NativePicture } from './native-picture.ts';
import type { Plane, Rect } from './plane.ts';
import { borderPoints, colourDifferences, type Point } from './seam-difference.ts';

/** Half the length of the strip along the border over which colours are averaged: shorter than an eye's line. */
const HALF_LENGTH_PX = 3;
const MIN_LENGTH_PX = 5;
/** A strip is as deep as this on either side of the line. */
const DEPTH_PX = 2;
/** How far the border may stray within a strip. */
const STRAY_PX = 3;
/** Parallels of the border, every so many pixels outside and inside: what steps the texture has of its own. */
const SPACING_PX = 4;
const NEAR_PX = 10;
const LINES = [0, ...multiples(-6, -1), ...multiples(1, 3)];
/** A seam that shows along a seventh of the border is a seam. */
const QUANTILE = 0.85;
/**
 * ΔE00 by which the mean step across a stretch of the border exceeds that across any of its parallels, at six sevenths of the
 * border; null when the mask has no border that can be measured. 0: the border is lost in the texture.
 * Where a regular joint, as in a wall, happens to lie on the border itself, the figure is too high rather than too low.
 */
export async function visibleSeam(edited: NativePicture, mask: Plane, rect: Rect): Promise<number | null> {
  const colours = edited.channels - (edited.hasAlpha ? 1 : 0);
  const points = borderPoints(mask, rect);
  const crossings = points
    .map((point) => ({ point, sides: pairsAt(edited, mask, point) }))
    .filter((crossing): crossing is Crossing => crossing.sides !== null);
  if (crossings.length === 0) return null;
  const columns = crossings.length * LINES.length;
  const strip = edited.bitDepth === 8 ? new Uint8Array(2 * columns * colours) : new Uint16Array(2 * columns * colours);
  for (const [index, { sides }] of crossings.entries()) {
    for (const [line, pair] of sides.entries()) {
      const column = index * LINES.length + line;
      strip.set(pair?.outer ?? [], column * colours);
      strip.set(pair?.inner ?? [], (columns + column) * colours);
    }
  }
  const shape = { channels: colours, hasAlpha: false, widthPx: columns, heightPx: 2 };
  const steps = await colourDifferences({ ...edited, ...shape, samples: strip });
  const excess = crossings.map(({ point }) => {
    const near = [...crossings.keys()].filter((other) => isNear(point, crossings[other]?.point));
    const [across = 0, ...beside] = LINES.map((_, line) =>
      meanOf(near.filter((at) => crossings[at]?.sides[line]).map((at) => steps[at * LINES.length + line] ?? 0)),
    );
    return Math.max(0, across - Math.max(...beside));
  });
  return excess.sort((one, other) => one - other)[Math.floor(QUANTILE * (excess.length - 1))] ?? 0;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** A stretch is long enough that an edge of the picture which crosses it crosses its parallels too. */
function isNear(one: Point, other: Point | undefined): boolean {
  return other !== undefined && Math.hypot(one.x - other.x, one.y - other.y) <= NEAR_PX;
}

interface Crossing {
  readonly point: Point;
  readonly sides: readonly (Sides | null)[];
}

function multiples(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => (from + at) * SPACING_PX);
}

interface Sides {
  readonly outer: Float64Array;
  readonly inner: Float64Array;
}

/** The means on both sides of the border and of each parallel (null where one is not to be had). */
function pairsAt(edited: NativePicture, mask: Plane, point: Point): readonly (Sides | null)[] | null {
  const across = inwards(mask, point);
  if (!across) return null;
  const line = followBorder(mask, point, across);
  if (line.length < MIN_LENGTH_PX) return null;
  const sides = LINES.map((offset) => sidesOf(edited, mask, { line, across, offset }));
  return sides[0] && sides.some((pair, index) => index > 0 && pair) ? sides : null;
}

function inwards(mask: Plane, { x, y }: Point): Point | null {
  const steps = [
    { x: 1, y: 0 },
    { x: -1, y: 0 },
    { x: 0, y: 1 },
    { x: 0, y: -1 },
  ];
  return steps.find((step) => valueAt(mask, x + step.x, y + step.y) > 0) ?? null;
}

/** -1 beyond the edge. */
function valueAt({ widthPx, heightPx, data }: Plane, x: number, y: number): number {
  return x < 0 || y < 0 || x >= widthPx || y >= heightPx ? -1 : (data[y * widthPx + x] ?? -1);
}

/** The last kept pixels before the mask, to both sides of the point. */
function followBorder(mask: Plane, { x, y }: Point, across: Point): readonly Point[] {
  const line: Point[] = [];
  for (let along = -HALF_LENGTH_PX; along <= HALF_LENGTH_PX; along += 1) {
    const start = { x: x + along * across.y, y: y + along * across.x };
    for (let step = 0; step <= 2 * STRAY_PX; step += 1) {
      const stray = step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      const at = { x: start.x + stray * across.x, y: start.y + stray * across.y };
      const isLast = valueAt(mask, at.x, at.y) === 0 && valueAt(mask, at.x + across.x, at.y + across.y) > 0;
      if (!isLast) continue;
      line.push(at);
      break;
    }
  }
  return line;
}

function sidesOf(
  edited: NativePicture,
  mask: Plane,
  { line, across, offset }: { line: readonly Point[]; across: Point; offset: number },
): Sides | null {
  const colours = edited.channels - (edited.hasAlpha ? 1 : 0);
  const outer = new Float64Array(colours);
  const inner = new Float64Array(colours);
  for (const point of line) {
    for (let depth = 0; depth < DEPTH_PX; depth += 1) {
      const before = { x: point.x + (offset - depth) * across.x, y: point.y + (offset - depth) * across.y };
      const after = { x: point.x + (offset + 1 + depth) * across.x, y: point.y + (offset + 1 + depth) * across.y };
      const [one, two] = [valueAt(mask, before.x, before.y), valueAt(mask, after.x, after.y)];
      // A parallel lies wholly on its own side of the border, the border between both.
      const isWhole = one >= 0 && two >= 0 && one > 0 === offset > 0 && two > 0 === offset >= 0;
      if (!isWhole) return null;
      addPixel(edited, before, outer);
      addPixel(edited, after, inner);
    }
  }
  const count = line.length * DEPTH_PX;
  return { outer: outer.map((sum) => sum / count), inner: inner.map((sum) => sum / count) };
}

function addPixel({ samples, widthPx, channels }: NativePicture, { x, y }: Point, into: Float64Array): void {
  const at = (y * widthPx + x) * channels;
  for (let channel = 0; channel < into.length; channel += 1)
    into[channel] = (into[channel] ?? 0) + (samples[at + channel] ?? 0);
}

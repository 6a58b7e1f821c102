/** Owns the ladder of ever smaller brightness planes on which a shift is found coarse to fine. */
import type { FloatPlane } from './plane.ts';
import type { AxisMap, PixelMap } from './separable-resample.ts';

export interface Level {
  readonly source: FloatPlane;
  readonly result: FloatPlane;
  /** 1 where source and result are expected to agree, 0 where the mask lets them differ. */
  readonly kept: FloatPlane;
}

const COARSEST_EDGE_PX = 80;
const SHORTEST_EDGE_PX = 16;

/** The given planes first, each next level at half the size. */
export function buildPyramid(finest: Level): readonly Level[] {
  const levels = [{ source: soften(finest.source), result: soften(finest.result), kept: erode(finest.kept) }];
  for (;;) {
    const last = levels.at(-1);
    if (!last) return levels;
    const { widthPx, heightPx } = last.source;
    if (Math.max(widthPx, heightPx) <= COARSEST_EDGE_PX) return levels;
    if (Math.min(widthPx, heightPx) < SHORTEST_EDGE_PX * 2) return levels;
    levels.push({ source: halve(last.source), result: halve(last.result), kept: halveKept(last.kept) });
  }
}

/** The same map, said in the pixels of the next finer level. */
export function toFinerLevel({ x, y }: PixelMap): PixelMap {
  const finer = ({ scale, shift, cross = 0 }: AxisMap) => ({
    scale,
    cross,
    shift: 2 * shift + 0.5 - 0.5 * (scale + cross),
  });
  return { x: finer(x), y: finer(y) };
}

/** The inverse: what a level's map is on the next coarser one. */
export function toCoarserLevel({ x, y }: PixelMap): PixelMap {
  const coarser = ({ scale, shift, cross = 0 }: AxisMap) => ({
    scale,
    cross,
    shift: (shift - 0.5 + 0.5 * (scale + cross)) / 2,
  });
  return { x: coarser(x), y: coarser(y) };
}

function halve(plane: FloatPlane): FloatPlane {
  return pool(plane, (a, b, c, d) => (a + b + c + d) / 4);
}

function halveKept(plane: FloatPlane): FloatPlane {
  return pool(plane, Math.min);
}

function pool(plane: FloatPlane, join: (a: number, b: number, c: number, d: number) => number): FloatPlane {
  const widthPx = Math.floor(plane.widthPx / 2);
  const heightPx = Math.floor(plane.heightPx / 2);
  const data = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const at = row * 2 * plane.widthPx + column * 2;
      const below = at + plane.widthPx;
      data[row * widthPx + column] = join(
        plane.data[at] ?? 0,
        plane.data[at + 1] ?? 0,
        plane.data[below] ?? 0,
        plane.data[below + 1] ?? 0,
      );
    }
  }
  return { widthPx, heightPx, data };
}

/** Binomial 1-2-1 both ways: takes the grain off that would pull a sub-pixel fit towards whole pixels. */
function soften(plane: FloatPlane): FloatPlane {
  const weigh = (before: number, here: number, after: number) => (before + 2 * here + after) / 4;
  return alongRows(alongColumns(plane, weigh), weigh);
}

function erode(plane: FloatPlane): FloatPlane {
  return alongRows(alongColumns(plane, Math.min), Math.min);
}

type Join = (before: number, here: number, after: number) => number;

function alongRows({ widthPx, heightPx, data }: FloatPlane, join: Join): FloatPlane {
  const next = new Float32Array(data.length);
  for (let row = 0; row < heightPx; row += 1) {
    const start = row * widthPx;
    for (let column = 0; column < widthPx; column += 1) {
      const at = start + column;
      const here = data[at] ?? 0;
      const before = column > 0 ? (data[at - 1] ?? 0) : here;
      next[at] = join(before, here, column < widthPx - 1 ? (data[at + 1] ?? 0) : here);
    }
  }
  return { widthPx, heightPx, data: next };
}

function alongColumns({ widthPx, heightPx, data }: FloatPlane, join: Join): FloatPlane {
  const next = new Float32Array(data.length);
  for (let row = 0; row < heightPx; row += 1) {
    const above = row > 0 ? -widthPx : 0;
    const below = row < heightPx - 1 ? widthPx : 0;
    for (let at = row * widthPx; at < (row + 1) * widthPx; at += 1) {
      next[at] = join(data[at + above] ?? 0, data[at] ?? 0, data[at + below] ?? 0);
    }
  }
  return { widthPx, heightPx, data: next };
}

import type { Rect } from './geometry.ts';

export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Snap {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

/** How a moved rectangle locks onto edges and centres of its neighbours within `reachUnits`, and the lines that show it. */
export function snapTo(moved: Rect, neighbours: readonly Rect[], reachUnits: number): Snap {
  const x = bestOnAxis(moved, neighbours, 'x', reachUnits);
  const y = bestOnAxis(moved, neighbours, 'y', reachUnits);
  return { dx: x?.delta ?? 0, dy: y?.delta ?? 0, guides: [x?.guide, y?.guide].filter((guide) => guide !== undefined) };
}

function bestOnAxis(moved: Rect, neighbours: readonly Rect[], axis: 'x' | 'y', reach: number) {
  let best: { delta: number; guide: Guide } | null = null;
  for (const neighbour of neighbours) {
    for (const at of lines(neighbour, axis)) {
      for (const line of lines(moved, axis)) {
        const delta = at - line;
        if (Math.abs(delta) > reach || (best && Math.abs(delta) >= Math.abs(best.delta))) continue;
        best = { delta, guide: { axis, at, ...span(moved, neighbour, axis) } };
      }
    }
  }
  return best;
}

function lines(rect: Rect, axis: 'x' | 'y'): readonly [number, number, number] {
  const start = axis === 'x' ? rect.xUnits : rect.yUnits;
  const extent = axis === 'x' ? rect.widthUnits : rect.heightUnits;
  return [start, start + extent / 2, start + extent];
}

function span(a: Rect, b: Rect, axis: 'x' | 'y'): { from: number; to: number } {
  const across = axis === 'x' ? 'y' : 'x';
  const [aStart, , aEnd] = lines(a, across);
  const [bStart, , bEnd] = lines(b, across);
  return { from: Math.min(aStart, bStart), to: Math.max(aEnd, bEnd) };
}

/** Owns the minimum cut of a pixel grid (Boykov and Kolmogorov 2004): which pixels stay with the source. */

export interface GridGraph {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Per pixel: capacity from the source minus capacity to the sink. Used up. */
  readonly terminals: Float32Array;
  /** Eight per pixel in the order of `gridOffsets`; arcs that leave the grid must be 0. Used up. */
  readonly arcs: Float32Array;
}

const FREE = 0;
const SOURCE = 1;
const SINK = 2;
/** Values of `parent` beside the eight directions. */
const TERMINAL = 8;
const ORPHAN = 9;
const NOBODY = 10;
const DIRECTIONS = 8;

/** Steps to the eight neighbours; the opposite of direction d is 7 - d. */
export function gridOffsets(widthPx: number): readonly number[] {
  return [-widthPx - 1, -widthPx, -widthPx + 1, -1, 1, widthPx - 1, widthPx, widthPx + 1];
}

/** 1 on the source's side, else 0. */
export function cutGrid(graph: GridGraph): Uint8Array {
  const state = startState(graph);
  for (;;) {
    const meeting = growTrees(state);
    if (!meeting) break;
    state.time += 1;
    augment(state, meeting);
    adoptOrphans(state);
  }
  return state.tree.map((side) => (side === SOURCE ? 1 : 0));
}

interface State {
  readonly offsets: Int32Array;
  readonly terminals: Float32Array;
  readonly arcs: Float32Array;
  readonly tree: Uint8Array;
  readonly parent: Uint8Array;
  readonly stamp: Int32Array;
  readonly distance: Int32Array;
  /** First in, first out; entries may be stale. */
  active: number[];
  activeAt: number;
  readonly isActive: Uint8Array;
  orphans: number[];
  time: number;
}

function startState({ widthPx, terminals, arcs }: GridGraph): State {
  const count = terminals.length;
  const state: State = {
    offsets: Int32Array.from(gridOffsets(widthPx)),
    terminals,
    arcs,
    tree: new Uint8Array(count),
    parent: new Uint8Array(count).fill(NOBODY),
    stamp: new Int32Array(count),
    distance: new Int32Array(count),
    active: [],
    activeAt: 0,
    isActive: new Uint8Array(count),
    orphans: [],
    time: 0,
  };
  for (let pixel = 0; pixel < count; pixel += 1) {
    const capacity = terminals[pixel] ?? 0;
    if (capacity === 0) continue;
    state.tree[pixel] = capacity > 0 ? SOURCE : SINK;
    state.parent[pixel] = TERMINAL;
    state.distance[pixel] = 1;
    activate(state, pixel);
  }
  return state;
}

function activate(state: State, pixel: number): void {
  if (state.isActive[pixel] !== 0) return;
  state.isActive[pixel] = 1;
  state.active.push(pixel);
}

interface Meeting {
  readonly from: number;
  readonly direction: number;
}

/** Room left on the way that a tree grows: away from the source, or towards the sink. */
function roomToGrow({ arcs }: State, side: number, at: { pixel: number; other: number; direction: number }): number {
  return (
    (side === SOURCE ? arcs[at.pixel * DIRECTIONS + at.direction] : arcs[at.other * DIRECTIONS + 7 - at.direction]) ?? 0
  );
}

function growTrees(state: State): Meeting | null {
  const { tree, parent, stamp, distance, offsets, isActive } = state;
  while (state.activeAt < state.active.length) {
    const pixel = state.active[state.activeAt] ?? 0;
    const side = tree[pixel] ?? FREE;
    for (let direction = 0; direction < DIRECTIONS && side !== FREE; direction += 1) {
      const other = pixel + (offsets[direction] ?? 0);
      const room = roomToGrow(state, side, { pixel, other, direction });
      if (!(room > 0)) continue;
      const otherSide = tree[other] ?? FREE;
      if (otherSide === FREE) {
        tree[other] = side;
        parent[other] = 7 - direction;
        stamp[other] = stamp[pixel] ?? 0;
        distance[other] = (distance[pixel] ?? 0) + 1;
        activate(state, other);
      } else if (otherSide !== side) {
        return side === SOURCE ? { from: pixel, direction } : { from: other, direction: 7 - direction };
      } else if ((stamp[other] ?? 0) <= (stamp[pixel] ?? 0) && (distance[other] ?? 0) > (distance[pixel] ?? 0) + 1) {
        // A shorter way to the terminal keeps later searches short.
        parent[other] = 7 - direction;
        stamp[other] = stamp[pixel] ?? 0;
        distance[other] = (distance[pixel] ?? 0) + 1;
      }
    }
    isActive[pixel] = 0;
    state.activeAt += 1;
    if (state.activeAt > 65_536) {
      state.active = state.active.slice(state.activeAt);
      state.activeAt = 0;
    }
  }
  return null;
}

function augment(state: State, { from, direction }: Meeting): void {
  const { arcs, offsets } = state;
  const to = from + (offsets[direction] ?? 0);
  const middle = from * DIRECTIONS + direction;
  const flow = Math.min(arcs[middle] ?? 0, roomToRoot(state, from, SOURCE), roomToRoot(state, to, SINK));
  arcs[middle] = (arcs[middle] ?? 0) - flow;
  const back = to * DIRECTIONS + 7 - direction;
  arcs[back] = (arcs[back] ?? 0) + flow;
  pushToRoot(state, { pixel: from, side: SOURCE, flow });
  pushToRoot(state, { pixel: to, side: SINK, flow });
}

/** The arc between a pixel and its parent in the direction of the flow. */
function parentArc({ offsets, parent }: State, pixel: number, side: number): number {
  const direction = parent[pixel] ?? 0;
  const above = pixel + (offsets[direction] ?? 0);
  return side === SOURCE ? above * DIRECTIONS + 7 - direction : pixel * DIRECTIONS + direction;
}

function roomToRoot(state: State, start: number, side: number): number {
  let room = Number.POSITIVE_INFINITY;
  let pixel = start;
  while (state.parent[pixel] !== TERMINAL) {
    room = Math.min(room, state.arcs[parentArc(state, pixel, side)] ?? 0);
    pixel += state.offsets[state.parent[pixel] ?? 0] ?? 0;
  }
  return Math.min(room, Math.abs(state.terminals[pixel] ?? 0));
}

function pushToRoot(state: State, { pixel: start, side, flow }: { pixel: number; side: number; flow: number }): void {
  const { arcs, parent, offsets, terminals, orphans } = state;
  let pixel = start;
  while (parent[pixel] !== TERMINAL) {
    const direction = parent[pixel] ?? 0;
    const above = pixel + (offsets[direction] ?? 0);
    const forward = parentArc(state, pixel, side);
    const backward = side === SOURCE ? pixel * DIRECTIONS + direction : above * DIRECTIONS + 7 - direction;
    arcs[forward] = (arcs[forward] ?? 0) - flow;
    arcs[backward] = (arcs[backward] ?? 0) + flow;
    if (!((arcs[forward] ?? 0) > 0)) {
      parent[pixel] = ORPHAN;
      orphans.push(pixel);
    }
    pixel = above;
  }
  terminals[pixel] = (terminals[pixel] ?? 0) + (side === SOURCE ? -flow : flow);
  if (Math.abs(terminals[pixel] ?? 0) < 1e-9) {
    terminals[pixel] = 0;
    parent[pixel] = ORPHAN;
    orphans.push(pixel);
  }
}

function adoptOrphans(state: State): void {
  while (state.orphans.length > 0) {
    const orphan = state.orphans.pop() ?? 0;
    if (!findParent(state, orphan)) releaseOrphan(state, orphan);
  }
}

function findParent(state: State, orphan: number): boolean {
  const { tree, parent, stamp, distance, offsets } = state;
  const side = tree[orphan] ?? FREE;
  let best = NOBODY;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let direction = 0; direction < DIRECTIONS; direction += 1) {
    const other = orphan + (offsets[direction] ?? 0);
    if (tree[other] !== side || (parent[other] ?? NOBODY) >= ORPHAN) continue;
    // From the neighbour's view, the tree grows towards the orphan.
    if (!(roomToGrow(state, side, { pixel: other, other: orphan, direction: 7 - direction }) > 0)) continue;
    const steps = stepsToRoot(state, other);
    if (steps < bestDistance) {
      best = direction;
      bestDistance = steps;
    }
  }
  if (best === NOBODY) return false;
  parent[orphan] = best;
  stamp[orphan] = state.time;
  distance[orphan] = bestDistance + 1;
  return true;
}

/** Infinite when the way up ends at an orphan; pixels passed remember the answer for this round. */
function stepsToRoot(state: State, start: number): number {
  const { parent, stamp, distance, offsets, time } = state;
  let steps = 0;
  let pixel = start;
  for (;;) {
    if (stamp[pixel] === time) {
      steps += distance[pixel] ?? 0;
      break;
    }
    const direction = parent[pixel] ?? NOBODY;
    if (direction === TERMINAL) {
      stamp[pixel] = time;
      distance[pixel] = 1;
      steps += 1;
      break;
    }
    if (direction >= ORPHAN) return Number.POSITIVE_INFINITY;
    pixel += offsets[direction] ?? 0;
    steps += 1;
  }
  let left = steps;
  for (let at = start; stamp[at] !== time; at += offsets[parent[at] ?? 0] ?? 0) {
    stamp[at] = time;
    distance[at] = left;
    left -= 1;
  }
  return steps;
}

function releaseOrphan(state: State, orphan: number): void {
  const { tree, parent, offsets, orphans } = state;
  const side = tree[orphan] ?? FREE;
  for (let direction = 0; direction < DIRECTIONS; direction += 1) {
    const other = orphan + (offsets[direction] ?? 0);
    if (tree[other] !== side) continue;
    const room = roomToGrow(state, side, { pixel: other, other: orphan, direction: 7 - direction });
    if (room > 0) activate(state, other);
    if (parent[other] === 7 - direction) {
      parent[other] = ORPHAN;
      orphans.push(other);
    }
  }
  tree[orphan] = FREE;
  parent[orphan] = NOBODY;
}

/** Owns which shift fills which part of a hole: few large pieces whose seams show least (after He and Sun 2012). */
import { copyPlaces, type Shift } from './copy-places.ts';
import type { FloatPicture } from './float-picture.ts';
import { cutGrid } from './grid-cut.ts';

/** Long edge of the grid of cells on which pieces are cut. */
const GRID_EDGE = 150;
const CYCLES = 2;
const MAX_FINE_SHIFTS = 24;
/** What a seam costs per pixel and channel where one side shows nothing: as much as black against grey. */
const UNSEEN = 60 ** 2;
/** Keeps pieces large where all seams are alike, squared grey levels per channel. */
const SEAM_BASE = 8 ** 2;
const CONTEXT_CELLS = 4;
const CONTEXT_SHARE = 0.3;
const RIGHT = 4;
const BELOW = 6;
const DIRECTIONS = 8;

/** Per pixel of the hole where it is copied from; `start` says it for every pixel and is kept where it is better. */
export function stitchCopies(picture: FloatPicture, start: Int32Array): Int32Array {
  const edge = Math.max(1, Math.ceil(Math.max(picture.widthPx, picture.heightPx) / GRID_EDGE));
  const rough = makeCells(picture, edge, start);
  cutPieces(picture, rough, copyPlaces(picture, Math.max(2, edge)));
  const source = sourcesOf(picture, rough, start);
  if (edge === 1) return source;
  // Seams that follow cells look like saws, so they are cut once more, pixel by pixel, close to where they lie.
  const fine = makeCells(picture, 1, source);
  const shifts = mostUsed(fine);
  keepAwayFromSeams(fine, edge);
  cutPieces(picture, fine, shifts);
  return sourcesOf(picture, fine, source);
}

function cutPieces(picture: FloatPicture, cells: Cells, shifts: readonly Shift[]): void {
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    let isChanged = false;
    for (const shift of shifts) isChanged = expand(picture, cells, shift) || isChanged;
    if (!isChanged) return;
  }
}

function mostUsed({ isOpen, dx, dy }: Cells): readonly Shift[] {
  const counts = new Map<string, Shift & { count: number }>();
  for (let cell = 0; cell < isOpen.length; cell += 1) {
    if (isOpen[cell] === 0) continue;
    const shift = { dx: dx[cell] ?? 0, dy: dy[cell] ?? 0 };
    const key = `${shift.dx},${shift.dy}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { ...shift, count: 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, MAX_FINE_SHIFTS);
}

/** Only cells within `reach` of another shift stay free. */
function keepAwayFromSeams({ across, down, isOpen, isFree, dx, dy }: Cells, reach: number): void {
  isFree.fill(0);
  for (let cell = 0; cell < isOpen.length; cell += 1) {
    for (const other of [(cell + 1) % across === 0 ? cell : cell + 1, cell + across]) {
      if (other >= isOpen.length || (isOpen[cell] === 0 && isOpen[other] === 0)) continue;
      if (isOpen[cell] === isOpen[other] && dx[cell] === dx[other] && dy[cell] === dy[other]) continue;
      const column = cell % across;
      const row = Math.floor(cell / across);
      for (let y = Math.max(0, row - reach); y <= Math.min(down - 1, row + reach); y += 1) {
        isFree.fill(1, y * across + Math.max(0, column - reach), y * across + Math.min(across - 1, column + reach) + 1);
      }
    }
  }
}

interface Cells {
  readonly edge: number;
  readonly across: number;
  readonly down: number;
  /** 1 where any pixel of the cell is to be filled. */
  readonly isOpen: Uint8Array;
  /** 0 where an open cell must stay as it is. */
  readonly isFree: Uint8Array;
  readonly dx: Int32Array;
  readonly dy: Int32Array;
  /** Pixels of the hole left of and above a corner, for asking whether a whole square is known. */
  readonly holeSums: Int32Array;
}

function makeCells(picture: FloatPicture, edge: number, start: Int32Array): Cells {
  const { widthPx, heightPx, hole } = picture;
  const across = Math.ceil(widthPx / edge);
  const down = Math.ceil(heightPx / edge);
  const isOpen = new Uint8Array(across * down);
  const dx = new Int32Array(across * down);
  const dy = new Int32Array(across * down);
  for (let pixel = 0; pixel < hole.length; pixel += 1) {
    if (hole[pixel] === 0) continue;
    const cell = Math.floor(Math.floor(pixel / widthPx) / edge) * across + Math.floor((pixel % widthPx) / edge);
    const from = start[pixel] ?? -1;
    isOpen[cell] = 1;
    if (from < 0) continue;
    dx[cell] = (from % widthPx) - (pixel % widthPx);
    dy[cell] = Math.floor(from / widthPx) - Math.floor(pixel / widthPx);
  }
  return {
    edge,
    across,
    down,
    isOpen,
    isFree: new Uint8Array(across * down).fill(1),
    dx,
    dy,
    holeSums: sumHoles(picture),
  };
}

function sumHoles({ widthPx, heightPx, hole }: FloatPicture): Int32Array {
  const sums = new Int32Array((widthPx + 1) * (heightPx + 1));
  for (let row = 0; row < heightPx; row += 1) {
    let line = 0;
    for (let column = 0; column < widthPx; column += 1) {
      line += hole[row * widthPx + column] ?? 0;
      const at = (row + 1) * (widthPx + 1) + column + 1;
      sums[at] = (sums[at - widthPx - 1] ?? 0) + line;
    }
  }
  return sums;
}

/** Does the cell, moved, land wholly on what is known? */
function isUsable({ widthPx, heightPx }: FloatPicture, cells: Cells, cell: number, { dx, dy }: Shift): boolean {
  const left = (cell % cells.across) * cells.edge;
  const top = Math.floor(cell / cells.across) * cells.edge;
  const right = Math.min(widthPx, left + cells.edge) + dx;
  const bottom = Math.min(heightPx, top + cells.edge) + dy;
  if (left + dx < 0 || top + dy < 0 || right > widthPx || bottom > heightPx) return false;
  const at = (x: number, y: number) => cells.holeSums[y * (widthPx + 1) + x] ?? 0;
  return at(right, bottom) - at(left + dx, bottom) - at(right, top + dy) + at(left + dx, top + dy) === 0;
}

/** One expansion move (Boykov et al. 2001): every open cell may take the shift, where that makes all seams cheaper. */
function expand(picture: FloatPicture, cells: Cells, shift: Shift): boolean {
  const { across, isOpen, isFree, dx, dy } = cells;
  const count = isOpen.length;
  const canMove = isOpen.map((open, cell) =>
    open === 1 &&
    isFree[cell] === 1 &&
    (dx[cell] !== shift.dx || dy[cell] !== shift.dy) &&
    isUsable(picture, cells, cell, shift)
      ? 1
      : 0,
  );
  const terminals = new Float32Array(count);
  const arcs = new Float32Array(count * DIRECTIONS);
  const add = (cell: number, other: number, direction: number) => {
    if (canMove[cell] === 0 && canMove[other] === 0) return;
    const [one, two] = [shiftOf(cells, cell), shiftOf(cells, other)];
    const stay = seamCost(picture, cells, { cell, other, one, two });
    const otherMoves = canMove[other] === 1 ? seamCost(picture, cells, { cell, other, one, two: shift }) : 0;
    const oneMoves = canMove[cell] === 1 ? seamCost(picture, cells, { cell, other, one: shift, two }) : 0;
    if (canMove[cell] === 0) terminals[other] = (terminals[other] ?? 0) + stay - otherMoves;
    else if (canMove[other] === 0) terminals[cell] = (terminals[cell] ?? 0) + stay - oneMoves;
    else {
      terminals[cell] = (terminals[cell] ?? 0) + stay - oneMoves;
      terminals[other] = (terminals[other] ?? 0) + oneMoves;
      arcs[other * DIRECTIONS + 7 - direction] = Math.max(0, otherMoves + oneMoves - stay);
    }
  };
  for (let cell = 0; cell < count; cell += 1) {
    if ((cell + 1) % across !== 0) add(cell, cell + 1, RIGHT);
    if (cell + across < count) add(cell, cell + across, BELOW);
  }
  const moves = cutGrid({ widthPx: across, heightPx: cells.down, terminals, arcs });
  let isChanged = false;
  for (let cell = 0; cell < count; cell += 1) {
    if (moves[cell] !== 1 || canMove[cell] === 0) continue;
    dx[cell] = shift.dx;
    dy[cell] = shift.dy;
    isChanged = true;
  }
  return isChanged;
}

/** What is known stays where it is. */
function shiftOf({ isOpen, dx, dy }: Cells, cell: number): Shift {
  return isOpen[cell] === 1 ? { dx: dx[cell] ?? 0, dy: dy[cell] ?? 0 } : STILL;
}

const STILL: Shift = { dx: 0, dy: 0 };

interface Seam {
  readonly cell: number;
  readonly other: number;
  readonly one: Shift;
  readonly two: Shift;
}

/** How differently the two shifts continue both cells; known pixels are compared with what they are. */
function seamCost(picture: FloatPicture, cells: Cells, { cell, other, one, two }: Seam): number {
  if (one.dx === two.dx && one.dy === two.dy) return 0;
  const beside = apartIn(picture, cells, { cell, one, two }) + apartIn(picture, cells, { cell: other, one, two });
  if (cells.isOpen[cell] === cells.isOpen[other]) return beside;
  const [known, open] = cells.isOpen[cell] === 1 ? [other, cell] : [cell, other];
  return beside + contextCost(picture, cells, { cell: known, step: known - open, one, two });
}

/** What is known a little further from the hole should be continued too. */
function contextCost(picture: FloatPicture, cells: Cells, from: Omit<Seam, 'other'> & { step: number }): number {
  const { cell, step, one, two } = from;
  let sum = 0;
  for (let away = 1; away <= CONTEXT_CELLS; away += 1) {
    const place = cell + away * step;
    const isWrapped = Math.abs(step) === 1 && Math.floor(place / cells.across) !== Math.floor(cell / cells.across);
    if (isWrapped || cells.isOpen[place] !== 0) break;
    sum += CONTEXT_SHARE * apartIn(picture, cells, { cell: place, one, two });
  }
  return sum;
}

function apartIn(picture: FloatPicture, cells: Cells, at: { cell: number; one: Shift; two: Shift }): number {
  const { widthPx, heightPx, channels, data, hole } = picture;
  const left = (at.cell % cells.across) * cells.edge;
  const top = Math.floor(at.cell / cells.across) * cells.edge;
  const placeOf = (x: number, y: number) =>
    x < 0 || y < 0 || x >= widthPx || y >= heightPx || hole[y * widthPx + x] !== 0 ? -1 : y * widthPx + x;
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(heightPx, top + cells.edge); y += 1) {
    // A checkerboard of the cell is enough.
    for (let x = left + (cells.edge > 1 ? (y - top) % 2 : 0); x < Math.min(widthPx, left + cells.edge); x += 2) {
      const from = placeOf(x + at.one.dx, y + at.one.dy);
      const to = placeOf(x + at.two.dx, y + at.two.dy);
      count += channels;
      if (from < 0 || to < 0) {
        sum += UNSEEN * channels;
        continue;
      }
      for (let channel = 0; channel < channels; channel += 1) {
        sum += ((data[from * channels + channel] ?? 0) - (data[to * channels + channel] ?? 0)) ** 2;
      }
    }
  }
  return SEAM_BASE + sum / Math.max(1, count);
}

function sourcesOf({ widthPx, hole }: FloatPicture, cells: Cells, start: Int32Array): Int32Array {
  const source = start.slice();
  for (let pixel = 0; pixel < hole.length; pixel += 1) {
    if (hole[pixel] === 0) continue;
    const cell =
      Math.floor(Math.floor(pixel / widthPx) / cells.edge) * cells.across + Math.floor((pixel % widthPx) / cells.edge);
    const from = pixel + (cells.dy[cell] ?? 0) * widthPx + (cells.dx[cell] ?? 0);
    const column = (pixel % widthPx) + (cells.dx[cell] ?? 0);
    if (column >= 0 && column < widthPx && hole[from] === 0) source[pixel] = from;
  }
  return source;
}

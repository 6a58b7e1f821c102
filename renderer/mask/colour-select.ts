/** Owns selections by colour, tile by tile on the picture's own pixels, so that its size costs no memory. Runs in the worker. */
import type { PixelSize } from './mask-plane.ts';
import { compactTile, TILE_PX, type Tile, type TiledMask, tileRect, uniformMask } from './mask-tiles.ts';

/** RGBA of one tile, `TILE_PX` squared, row by row, 8 bits a sample. */
export type TileSamples = Uint8ClampedArray;

export interface PictureSamples extends PixelSize {
  readonly tile: (index: number) => TileSamples;
}

export interface ColourWish {
  readonly x: number;
  readonly y: number;
  /** 0 to 255: the greatest difference of any channel. */
  readonly tolerance: number;
}

/** Called between tiles: lets what is more urgent go first. */
export type Breathe = () => Promise<void>;

type Colour = readonly [number, number, number, number];

/** How far a pixel is from the colour: 0 to 255, the greatest difference of any channel. */
function differenceAt(data: TileSamples, at: number, [red, green, blue, alpha]: Colour): number {
  return Math.max(
    Math.abs((data[at * 4] ?? 0) - red),
    Math.abs((data[at * 4 + 1] ?? 0) - green),
    Math.abs((data[at * 4 + 2] ?? 0) - blue),
    Math.abs((data[at * 4 + 3] ?? 0) - alpha),
  );
}

/** A place of the picture as tile and pixel in it; null outside. */
function seedOf(mask: TiledMask, { x, y }: ColourWish): { index: number; at: number } | null {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= mask.widthPx || row >= mask.heightPx) return null;
  const index = Math.floor(row / TILE_PX) * mask.columns + Math.floor(column / TILE_PX);
  return { index, at: (row % TILE_PX) * TILE_PX + (column % TILE_PX) };
}

function colourAt(data: TileSamples, at: number): Colour {
  return [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0, data[at * 4 + 3] ?? 0];
}

/** What hangs together with the place and is like it; null for a place outside. */
export async function wandMask(samples: PictureSamples, wish: ColourWish, breathe: Breathe): Promise<TiledMask | null> {
  const mask = uniformMask(samples);
  const seed = seedOf(mask, wish);
  if (!seed) return null;
  const colour = colourAt(samples.tile(seed.index), seed.at);
  const found = new Map<number, Uint8Array<ArrayBuffer>>();
  const waiting = new Map([[seed.index, [seed.at]]]);
  // A tile that is reached anew while others are looked through comes up again at the end.
  for (const [index, seeds] of waiting) {
    waiting.delete(index);
    const values = found.get(index) ?? new Uint8Array(TILE_PX * TILE_PX);
    found.set(index, values);
    const data = samples.tile(index);
    const isWanted = (at: number) => values[at] === 0 && differenceAt(data, at, colour) <= wish.tolerance;
    const ways = floodTile({ ...tileRect(mask, index), values, isWanted }, seeds);
    for (const [side, places] of Object.entries(ways)) {
      const neighbour = neighbourOf(mask, index, side);
      if (neighbour === null || places.length === 0) continue;
      const known = waiting.get(neighbour) ?? [];
      for (const place of places) known.push(place);
      waiting.set(neighbour, known);
    }
    await breathe();
  }
  for (const [index, values] of found) mask.tiles[index] = compactTile(values, tileRect(mask, index));
  return mask;
}

interface Flood extends PixelSize {
  readonly values: Uint8Array;
  readonly isWanted: (at: number) => boolean;
}

/** Where what was found goes on beyond the tile's borders, as places in the tile there. */
interface Ways {
  readonly left: number[];
  readonly right: number[];
  readonly up: number[];
  readonly down: number[];
}

/** Run by run from the given places, within the tile. */
function floodTile({ values, widthPx, heightPx, isWanted }: Flood, seeds: readonly number[]): Ways {
  const ways: Ways = { left: [], right: [], up: [], down: [] };
  const stack = [...seeds];
  const last = TILE_PX - 1;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (!isWanted(at)) continue;
    const rowStart = at - (at % TILE_PX);
    let left = at;
    while (left > rowStart && isWanted(left - 1)) left -= 1;
    let right = at;
    while (right < rowStart + widthPx - 1 && isWanted(right + 1)) right += 1;
    values.fill(255, left, right + 1);
    if (left === rowStart) ways.left.push(rowStart + last);
    if (right === rowStart + last) ways.right.push(rowStart);
    if (rowStart === 0) for (let x = left; x <= right; x += 1) ways.up.push(last * TILE_PX + x);
    else pushRuns({ from: left - TILE_PX, to: right - TILE_PX }, isWanted, stack);
    if (rowStart === last * TILE_PX) for (let x = left; x <= right; x += 1) ways.down.push(x - rowStart);
    else if (rowStart < (heightPx - 1) * TILE_PX) {
      pushRuns({ from: left + TILE_PX, to: right + TILE_PX }, isWanted, stack);
    }
  }
  return ways;
}

/** null beyond the picture. */
function neighbourOf({ columns, tiles }: TiledMask, index: number, side: string): number | null {
  const column = index % columns;
  if (side === 'left') return column > 0 ? index - 1 : null;
  if (side === 'right') return column < columns - 1 ? index + 1 : null;
  const next = side === 'up' ? index - columns : index + columns;
  return next >= 0 && next < tiles.length ? next : null;
}

/** One seed for each run of wanted pixels. */
function pushRuns(
  { from, to }: { from: number; to: number },
  isWanted: (at: number) => boolean,
  stack: number[],
): void {
  let isInRun = false;
  for (let at = from; at <= to; at += 1) {
    const wanted = isWanted(at);
    if (wanted && !isInRun) stack.push(at);
    isInRun = wanted;
  }
}

async function eachTile(
  samples: PictureSamples,
  breathe: Breathe,
  valueAt: (data: TileSamples, at: number) => number,
): Promise<TiledMask> {
  const mask = uniformMask(samples);
  for (const index of mask.tiles.keys()) {
    const data = samples.tile(index);
    const values: Tile = new Uint8Array(TILE_PX * TILE_PX);
    for (let at = 0; at < values.length; at += 1) values[at] = valueAt(data, at);
    mask.tiles[index] = compactTile(values, tileRect(mask, index));
    await breathe();
  }
  return mask;
}

/** The colour of the place wherever it is; beyond the tolerance it fades out over half as much again. */
export async function colourMask(
  samples: PictureSamples,
  wish: ColourWish,
  breathe: Breathe,
): Promise<TiledMask | null> {
  const seed = seedOf(uniformMask(samples), wish);
  if (!seed) return null;
  const colour = colourAt(samples.tile(seed.index), seed.at);
  const fade = wish.tolerance * 0.5 + 1;
  return eachTile(samples, breathe, (data, at) => {
    const beyond = differenceAt(data, at, colour) - wish.tolerance;
    return beyond <= 0 ? 255 : Math.round(255 * Math.max(0, 1 - beyond / fade));
  });
}

/** What is transparent, as strongly as it is. */
export function transparentMask(samples: PictureSamples, breathe: Breathe): Promise<TiledMask> {
  return eachTile(samples, breathe, (data, at) => 255 - (data[at * 4 + 3] ?? 255));
}

/** A mask picture: white = selected, transparency takes away. */
export function greyMask(samples: PictureSamples, breathe: Breathe): Promise<TiledMask> {
  return eachTile(samples, breathe, (data, at) => {
    const grey = (data[at * 4] ?? 0) * 0.2126 + (data[at * 4 + 1] ?? 0) * 0.7152 + (data[at * 4 + 2] ?? 0) * 0.0722;
    return Math.round((grey * (data[at * 4 + 3] ?? 255)) / 255);
  });
}

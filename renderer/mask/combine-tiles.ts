/** Owns how selections are combined, tile by tile: what is flat is decided by its one value. */
import type { CombineMode } from './mask-plane.ts';
import { TILE_PX, type Tile, wordsOf } from './mask-tiles.ts';

/** May answer one of the given tiles itself; neither is changed. */
export function combineTiles(before: Tile, added: Tile, mode: CombineMode): Tile {
  if (mode === 'replace') return added;
  if (mode === 'subtract') return least(before, invertTile(added));
  return mode === 'add' ? invertTile(least(invertTile(before), invertTile(added))) : least(before, added);
}

function least(a: Tile, b: Tile): Tile {
  if (a === b || b === 255 || a === 0) return a;
  if (a === 255 || b === 0) return b;
  const smaller = new Uint8Array(TILE_PX * TILE_PX);
  for (let at = 0; at < smaller.length; at += 1) {
    const x = typeof a === 'number' ? a : (a[at] ?? 0);
    const y = typeof b === 'number' ? b : (b[at] ?? 0);
    smaller[at] = x < y ? x : y;
  }
  return smaller;
}

export function invertTile(tile: Tile): Tile {
  if (typeof tile === 'number') return 255 - tile;
  const inverse = new Uint8Array(tile.length);
  const words = wordsOf(tile);
  const inverseWords = wordsOf(inverse);
  for (let at = 0; at < words.length; at += 1) inverseWords[at] = ~(words[at] ?? 0);
  return inverse;
}

/** Owns the mask in tiles: one of a single value is kept as that value, so that what is flat costs next to nothing. */
import {
  boundsOfPlane,
  intersectRects,
  type MaskPlane,
  type MaskRegion,
  type PixelRect,
  type PixelSize,
  uniteRects,
} from './mask-plane.ts';

export const TILE_PX = 256;

/** `TILE_PX` squared values row by row, also at the picture's edges, or the one value of all its pixels. */
export type Tile = Uint8Array<ArrayBuffer> | number;

export interface TiledMask extends PixelSize {
  readonly columns: number;
  /** Row by row. Arrays may be shared between masks: only their maker writes into them, before it hands them on. */
  readonly tiles: Tile[];
}

export function uniformMask({ widthPx, heightPx }: PixelSize, value = 0): TiledMask {
  const columns = Math.ceil(widthPx / TILE_PX);
  return { widthPx, heightPx, columns, tiles: new Array(columns * Math.ceil(heightPx / TILE_PX)).fill(value) };
}

export function isMaskEmpty({ tiles }: TiledMask): boolean {
  return tiles.every((tile) => tile === 0);
}

/** The pixels of the picture that a tile holds. */
export function tileRect({ widthPx, heightPx, columns }: TiledMask, index: number): PixelRect {
  const left = (index % columns) * TILE_PX;
  const top = Math.floor(index / columns) * TILE_PX;
  return { left, top, widthPx: Math.min(TILE_PX, widthPx - left), heightPx: Math.min(TILE_PX, heightPx - top) };
}

/** Of the tiles that a rectangle inside the picture touches. */
export function tilesIn({ columns }: TiledMask, rect: PixelRect): number[] {
  const indices: number[] = [];
  const lastRow = Math.floor((rect.top + rect.heightPx - 1) / TILE_PX);
  const lastColumn = Math.floor((rect.left + rect.widthPx - 1) / TILE_PX);
  for (let row = Math.floor(rect.top / TILE_PX); row <= lastRow; row += 1) {
    for (let column = Math.floor(rect.left / TILE_PX); column <= lastColumn; column += 1) {
      indices.push(row * columns + column);
    }
  }
  return indices;
}

/** Four pixels at a time: a frame has to look at every pixel of a large mask. */
export function wordsOf(tile: Uint8Array): Uint32Array {
  return new Uint32Array(tile.buffer, tile.byteOffset, tile.length >> 2);
}

/** One value where all pixels inside the picture have it; `size` is that of the part inside. */
export function compactTile(tile: Tile, size: PixelSize): Tile {
  if (typeof tile === 'number') return tile;
  const first = tile[0] ?? 0;
  return isEqualTo(tile, first, size) ? first : tile;
}

export function isSameTile(a: Tile, b: Tile, size: PixelSize): boolean {
  if (a === b) return true;
  return typeof a !== 'number' && isEqualTo(a, b, size);
}

function isEqualTo(tile: Uint8Array, other: Tile, { widthPx, heightPx }: PixelSize): boolean {
  if (widthPx % 4 !== 0) return isEqualByBytes(tile, other, { widthPx, heightPx });
  const words = wordsOf(tile);
  const others = typeof other === 'number' ? (other * 0x01010101) >>> 0 : wordsOf(other);
  for (let row = 0; row < heightPx; row += 1) {
    const start = (row * TILE_PX) >> 2;
    const end = start + (widthPx >> 2);
    if (typeof others === 'number') {
      for (let at = start; at < end; at += 1) if (words[at] !== others) return false;
    } else for (let at = start; at < end; at += 1) if (words[at] !== others[at]) return false;
  }
  return true;
}

function isEqualByBytes(tile: Uint8Array, other: Tile, { widthPx, heightPx }: PixelSize): boolean {
  for (let row = 0; row < heightPx; row += 1) {
    for (let at = row * TILE_PX; at < row * TILE_PX + widthPx; at += 1) {
      if (tile[at] !== (typeof other === 'number' ? other : other[at])) return false;
    }
  }
  return true;
}

/** A copy of its own to write into. */
export function unfoldTile(tile: Tile): Uint8Array<ArrayBuffer> {
  return typeof tile === 'number' ? new Uint8Array(TILE_PX * TILE_PX).fill(tile) : tile.slice();
}

/** Around everything selected; null when nothing is. */
export function boundsOfTiles(mask: TiledMask): PixelRect | null {
  let rect: PixelRect | null = null;
  for (const [index, tile] of mask.tiles.entries()) {
    if (tile === 0) continue;
    const own = tileRect(mask, index);
    const inside = typeof tile === 'number' ? own : boundsWithin(tile, own);
    rect = uniteRects(rect, inside);
  }
  return rect;
}

function boundsWithin(tile: Uint8Array, own: PixelRect): PixelRect | null {
  const bounds = boundsOfPlane({ widthPx: TILE_PX, heightPx: own.heightPx, values: tile });
  return bounds && intersectRects({ ...bounds, left: own.left + bounds.left, top: own.top + bounds.top }, own);
}

/** Laid on a mask of the given size that is 0 elsewhere. */
export function tilesOfRegion(region: MaskRegion, size: PixelSize): TiledMask {
  const mask = uniformMask(size);
  const inside = intersectRects(region, { left: 0, top: 0, ...size });
  for (const index of inside ? tilesIn(mask, inside) : []) {
    const own = tileRect(mask, index);
    const part = intersectRects(own, region);
    if (!part) continue;
    const tile = new Uint8Array(TILE_PX * TILE_PX);
    for (let y = part.top; y < part.top + part.heightPx; y += 1) {
      const from = (y - region.top) * region.widthPx + part.left - region.left;
      tile.set(region.values.subarray(from, from + part.widthPx), (y - own.top) * TILE_PX + part.left - own.left);
    }
    mask.tiles[index] = compactTile(tile, own);
  }
  return mask;
}

export function planeOfTiles(mask: TiledMask): MaskPlane & { readonly values: Uint8Array<ArrayBuffer> } {
  const { widthPx, heightPx } = mask;
  const values = new Uint8Array(widthPx * heightPx);
  for (const [index, tile] of mask.tiles.entries()) {
    if (tile === 0) continue;
    const rect = tileRect(mask, index);
    for (let row = 0; row < rect.heightPx; row += 1) {
      const start = (rect.top + row) * widthPx + rect.left;
      if (typeof tile === 'number') values.fill(tile, start, start + rect.widthPx);
      else values.set(tile.subarray(row * TILE_PX, row * TILE_PX + rect.widthPx), start);
    }
  }
  return { widthPx, heightPx, values };
}

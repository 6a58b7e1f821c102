/** Owns how the mask looks over the picture: sampled at the screen's own pixels, so its cost depends on the screen alone. */
import { type MaskCamera, toStage } from './mask-camera.ts';
import { intersectRects, type PixelRect, uniteRects } from './mask-plane.ts';
import { TILE_PX, type TiledMask, tileRect } from './mask-tiles.ts';

export interface OverlayLook {
  /** #rrggbb. */
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** True: what is protected is tinted instead of what is selected. */
  readonly isInverse: boolean;
}

/** Byte order of ImageData on every machine that browsers run on. */
const packed = (red: number, green: number, blue: number, alpha: number) =>
  ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const RIM_LIGHT = packed(255, 255, 255, 230);
const RIM_DARK = packed(0, 0, 0, 230);

export function coloursOf({ colour, opacity, isInverse }: OverlayLook): Uint32Array {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return Uint32Array.from({ length: 256 }, (_, value) => {
    const alpha = Math.round((isInverse ? 255 - value : value) * opacity);
    return packed((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, alpha);
  });
}

/** The part of the canvas, in device pixels, that shows a rectangle of the picture; a rim wider, for the outline. */
export function canvasRect(camera: MaskCamera, rect: PixelRect, ratio: number): PixelRect {
  const from = toStage(camera, { x: rect.left, y: rect.top });
  const to = toStage(camera, { x: rect.left + rect.widthPx, y: rect.top + rect.heightPx });
  const left = Math.floor(from.x * ratio) - 1;
  const top = Math.floor(from.y * ratio) - 1;
  return {
    left,
    top,
    widthPx: Math.ceil(to.x * ratio) + 2 - left,
    heightPx: Math.ceil(to.y * ratio) + 2 - top,
  };
}

interface Overlay {
  readonly mask: TiledMask;
  readonly camera: MaskCamera;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  /** null shows nothing. */
  readonly look: OverlayLook | null;
}

/** Paints a part of the canvas anew, in device pixels. Where nothing is tinted, nothing is sampled. */
export function paintOverlay(context: OffscreenCanvasRenderingContext2D, overlay: Overlay, part: PixelRect): void {
  const { mask, look, camera, ratio } = overlay;
  context.clearRect(part.left, part.top, part.widthPx, part.heightPx);
  const tinted = look && tintedRect(mask, look);
  const inside = tinted && intersectRects(part, canvasRect(camera, tinted, ratio));
  if (!look || !inside) return;
  // Sampled with a rim of one pixel that is not drawn, so that the outline is whole where parts meet.
  const { left, top, widthPx, heightPx } = inside;
  const sampled = { left: left - 1, top: top - 1, widthPx: widthPx + 1, heightPx: heightPx + 1 };
  const pixels = sampleOverlay(mask, { camera, ratio, colours: coloursOf(look) }, sampled);
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), sampled.widthPx, sampled.heightPx);
  context.putImageData(image, sampled.left, sampled.top, 1, 1, widthPx, heightPx);
}

/** Around all tiles that show anything; null when none does. */
function tintedRect(mask: TiledMask, { isInverse }: OverlayLook): PixelRect | null {
  const clear = isInverse ? 255 : 0;
  let rect: PixelRect | null = null;
  for (const [index, tile] of mask.tiles.entries()) if (tile !== clear) rect = uniteRects(rect, tileRect(mask, index));
  return rect;
}

interface OverlayView {
  readonly camera: MaskCamera;
  readonly ratio: number;
  readonly colours: Uint32Array;
}

/** Pixels of the part, first to last, that show one column of tiles. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly column: number;
}

/**
 * RGBA for a part of the canvas. Beyond the tint there is an outline, light and dark in turn along the diagonal, where
 * the mask crosses the half: it is seen on any colour. Tiles of one value are filled without looking at their pixels.
 */
export function sampleOverlay(mask: TiledMask, view: OverlayView, part: PixelRect): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(part.widthPx * part.heightPx);
  const columns = columnsOf(mask, view, part);
  const runs = runsOf(columns);
  const rows = { above: new Uint8Array(part.widthPx), here: new Uint8Array(part.widthPx) };
  let tileAbove = -1;
  for (let j = 0; j < part.heightPx; j += 1) {
    const y = Math.floor(((part.top + j + 0.5) / view.ratio - view.camera.y) / view.camera.scale);
    const diagonal = part.left + part.top + j;
    if (y < 0 || y >= mask.heightPx) {
      // What reaches the lower edge of the picture has its outline just below.
      for (const run of runs)
        for (let i = run.first; i < run.last; i += 1) paintEdge(pixels, rows.above, { i, j, diagonal });
      rows.above.fill(0);
      tileAbove = -1;
      continue;
    }
    const tileRow = Math.floor(y / TILE_PX);
    for (const run of runs) {
      const value = mask.tiles[tileRow * mask.columns + run.column] ?? 0;
      if (typeof value === 'number') rows.here.fill(value, run.first, run.last);
      else readRow(rows.here, { run, columns, tile: value, start: (y % TILE_PX) * TILE_PX });
    }
    for (const run of runs) {
      const tile = mask.tiles[tileRow * mask.columns + run.column] ?? 0;
      // Flat below itself: only its first pixel can be a rim, against the tile on its left.
      const isFlat = typeof tile === 'number' && tileAbove === tileRow;
      if (isFlat) pixels.fill(view.colours[tile] ?? 0, j * part.widthPx + run.first, j * part.widthPx + run.last);
      const last = isFlat ? run.first + 1 : run.last;
      paintRow(pixels, rows, { j, diagonal, first: run.first, last }, view.colours);
    }
    const end = runs.at(-1)?.last ?? part.widthPx;
    if (end < part.widthPx) paintEdge(pixels, rows.here, { i: end, j, diagonal, from: end - 1 });
    tileAbove = tileRow;
    [rows.above, rows.here] = [rows.here, rows.above];
  }
  return pixels;
}

/** The picture's column under each pixel of the part; -1 beside the picture. */
function columnsOf(mask: TiledMask, { camera, ratio }: OverlayView, part: PixelRect): Int32Array {
  return Int32Array.from({ length: part.widthPx }, (_, i) => {
    const x = Math.floor(((part.left + i + 0.5) / ratio - camera.x) / camera.scale);
    return x >= 0 && x < mask.widthPx ? x : -1;
  });
}

function runsOf(columns: Int32Array): Run[] {
  const runs: Run[] = [];
  let first = 0;
  for (let i = 1; i <= columns.length; i += 1) {
    const column = Math.floor((columns[first] ?? -1) / TILE_PX);
    if (i < columns.length && Math.floor((columns[i] ?? -1) / TILE_PX) === column) continue;
    if (column >= 0) runs.push({ first, last: i, column });
    first = i;
  }
  return runs;
}

function readRow(
  row: Uint8Array,
  { run, columns, tile, start }: { run: Run; columns: Int32Array; tile: Uint8Array; start: number },
): void {
  const from = start - run.column * TILE_PX;
  for (let i = run.first; i < run.last; i += 1) row[i] = tile[from + (columns[i] ?? 0)] ?? 0;
}

/** On a pixel beside the picture: the outline of what is selected up to the picture's edge. */
function paintEdge(
  pixels: Uint32Array,
  row: Uint8Array,
  { i, j, diagonal, from = i }: { i: number; j: number; diagonal: number; from?: number },
): void {
  if ((row[from] ?? 0) >= 128) pixels[j * row.length + i] = rimAt(diagonal + i);
}

const rimAt = (place: number) => ((place & 7) < 4 ? RIM_LIGHT : RIM_DARK);

function paintRow(
  pixels: Uint32Array,
  { above, here }: { above: Uint8Array; here: Uint8Array },
  { j, first, last, diagonal }: { j: number; first: number; last: number; diagonal: number },
  colours: Uint32Array,
): void {
  const start = j * here.length;
  let left = here[first === 0 ? 0 : first - 1] ?? 0;
  for (let i = first; i < last; i += 1) {
    const value = here[i] ?? 0;
    const isRim = value >= 128 !== left >= 128 || (j > 0 && value >= 128 !== (above[i] ?? 0) >= 128);
    pixels[start + i] = isRim ? rimAt(diagonal + i) : (colours[value] ?? 0);
    left = value;
  }
}

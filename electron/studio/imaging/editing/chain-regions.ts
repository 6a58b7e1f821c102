/** Owns what is told of a chain's patches without laying them: how deep each place lies, which touch, how each looks. */
import sharp from 'sharp';
import type { ChainLayer } from './compose-chain.ts';
import { encodeMask, readMask } from './mask-file.ts';
import { decodePatch, type Patch } from './patch-file.ts';
import { emptyPlane, type Plane, type Rect } from './plane.ts';

/** Enough to point at a place; a number per pixel of a large picture would say no more. */
const MAP_EDGE_PX = 1_024;
const THUMBNAIL_PX = 160;

type Region = Pick<ChainLayer, 'mask' | 'rect' | 'frame'>;

/** How many of the patches cover each place of the canvas, as a grey file whose values are the counts. */
export async function mapDepth(canvas: Rect, regions: readonly Region[]): Promise<Uint8Array> {
  const scale = Math.min(1, MAP_EDGE_PX / Math.max(canvas.widthPx, canvas.heightPx));
  const map = emptyPlane({
    widthPx: Math.max(1, Math.round(canvas.widthPx * scale)),
    heightPx: Math.max(1, Math.round(canvas.heightPx * scale)),
  });
  for (const region of regions) countRegion(map, canvas, await placed(region));
  return encodeMask(map);
}

interface Placed {
  readonly mask: Plane;
  /** Counted from the first original's corner. */
  readonly left: number;
  readonly top: number;
}

async function placed({ mask, rect, frame }: Region): Promise<Placed> {
  return { mask: (await readMask(mask, rect)).mask, left: rect.left + frame.left, top: rect.top + frame.top };
}

/** Each place asks the pixel in its middle. */
function countRegion(map: Plane, canvas: Rect, { mask, left, top }: Placed): void {
  const across = canvas.widthPx / map.widthPx;
  const down = canvas.heightPx / map.heightPx;
  const firstRow = Math.max(0, Math.floor((top - canvas.top) / down) - 1);
  const lastRow = Math.min(map.heightPx - 1, Math.ceil((top - canvas.top + mask.heightPx) / down));
  for (let row = firstRow; row <= lastRow; row += 1) {
    const y = Math.floor((row + 0.5) * down) + canvas.top - top;
    if (y < 0 || y >= mask.heightPx) continue;
    const firstColumn = Math.max(0, Math.floor((left - canvas.left) / across) - 1);
    const lastColumn = Math.min(map.widthPx - 1, Math.ceil((left - canvas.left + mask.widthPx) / across));
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const x = Math.floor((column + 0.5) * across) + canvas.left - left;
      if (x < 0 || x >= mask.widthPx || mask.data[y * mask.widthPx + x] === 0) continue;
      const at = row * map.widthPx + column;
      map.data[at] = Math.min(255, (map.data[at] ?? 0) + 1);
    }
  }
}

/** Which patches share at least one pixel, as places in the list, the smaller first. */
export async function findOverlaps(regions: readonly Region[]): Promise<readonly (readonly [number, number])[]> {
  const pairs: [number, number][] = [];
  const planes = new Map<number, Placed>();
  const planeOf = async (place: number, region: Region) => {
    const known = planes.get(place) ?? (await placed(region));
    planes.set(place, known);
    return known;
  };
  for (const [later, above] of regions.entries()) {
    for (const [earlier, below] of regions.slice(0, later).entries()) {
      if (!isNear(above, below)) continue;
      if (share(await planeOf(later, above), await planeOf(earlier, below))) pairs.push([earlier, later]);
    }
  }
  return pairs;
}

function isNear(one: Region, two: Region): boolean {
  const isNearAlong = (edge: 'left' | 'top', extent: 'widthPx' | 'heightPx') => {
    const start = one.rect[edge] + one.frame[edge];
    const other = two.rect[edge] + two.frame[edge];
    return start < other + two.rect[extent] && other < start + one.rect[extent];
  };
  return isNearAlong('left', 'widthPx') && isNearAlong('top', 'heightPx');
}

function share(one: Placed, two: Placed): boolean {
  const left = Math.max(one.left, two.left);
  const right = Math.min(one.left + one.mask.widthPx, two.left + two.mask.widthPx);
  const top = Math.max(one.top, two.top);
  const bottom = Math.min(one.top + one.mask.heightPx, two.top + two.mask.heightPx);
  const at = ({ mask, ...corner }: Placed, x: number, y: number) =>
    mask.data[(y - corner.top) * mask.widthPx + x - corner.left] ?? 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) if (at(one, x, y) > 0 && at(two, x, y) > 0) return true;
  }
  return false;
}

/** The patch in its own shape on nothing, small enough for a list. sRGB; for the eye only. */
export async function drawPatch(patch: Patch): Promise<Uint8Array> {
  // Decoding says in a sentence what is wrong with a damaged file.
  const { mask } = await decodePatch(patch);
  const { widthPx, heightPx } = patch.rect;
  const colours = await sharp(patch.pixels).toColourspace('srgb').removeAlpha().raw({ depth: 'uchar' }).toBuffer();
  const channels = colours.length / (widthPx * heightPx) === 1 ? 1 : 3;
  const small = { width: THUMBNAIL_PX, height: THUMBNAIL_PX, fit: 'inside', withoutEnlargement: true } as const;
  const rgba = sharp(colours, { raw: { width: widthPx, height: heightPx, channels } })
    .toColourspace('srgb')
    .joinChannel(Buffer.from(mask.data), { raw: { width: widthPx, height: heightPx, channels: 1 } });
  // Joined first, scaled after: one pipeline of sharp scales before it joins.
  return sharp(await rgba.png({ compressionLevel: 1 }).toBuffer())
    .resize(small)
    .png()
    .toBuffer();
}

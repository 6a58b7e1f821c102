/** Owns grain: black and white specks of a fixed size in picture units, averaged away when the picture is small. */
import sharp from 'sharp';
import type { PixelSize } from '../../../../shared/sizes.ts';
import type { Frame } from './picture-frame.ts';
import type { RawPicture } from './picture-plate.ts';
import { seededRandom } from './seeded-random.ts';

const TILE_EDGE_PX = 512;
/** Two specks per unit: one speck is two pixels at 4096 and a quarter of a pixel at 512. */
const TILE_UNITS = 256;

let specks: Int8Array | null = null;

function speckField(): Int8Array {
  if (specks) return specks;
  const random = seededRandom('grain');
  specks = Int8Array.from({ length: TILE_EDGE_PX * TILE_EDGE_PX }, () =>
    Math.max(-127, Math.min(127, random.bell() * 60)),
  );
  return specks;
}

/** Straight-alpha tile at the picture's own scale; `strength` is the alpha of a speck of one deviation. */
export async function grainTile(frame: Frame, size: PixelSize, strength: number): Promise<RawPicture> {
  const field = speckField();
  const data = Buffer.alloc(field.length);
  for (let at = 0; at < field.length; at += 1) data[at] = 128 + (field[at] ?? 0);
  const edge = Math.max(16, Math.round((TILE_UNITS * size.widthPx) / frame.width));
  const grey = await sharp(data, { raw: { width: TILE_EDGE_PX, height: TILE_EDGE_PX, channels: 1 } })
    .resize(edge, edge, { kernel: edge > TILE_EDGE_PX ? 'cubic' : 'lanczos3', fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const tile = new Uint32Array(grey.length);
  for (let at = 0; at < grey.length; at += 1) {
    const value = ((grey[at] ?? 128) - 128) / 60;
    const alpha = Math.min(255, Math.abs(value) * strength * 0.5);
    // Bytes in memory are R G B A on every machine Node 24 runs on.
    tile[at] = ((alpha << 24) | (value > 0 ? 0xffffff : 0)) >>> 0;
  }
  return { data: Buffer.from(tile.buffer), widthPx: edge, heightPx: edge, channels: 4 };
}

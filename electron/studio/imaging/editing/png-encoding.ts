/** Owns writing a PNG (W3C PNG, third edition) of native samples: grey or RGB, 8 or 16 bits, alpha and profile kept. */
import { crc32, deflateSync } from 'node:zlib';
import { blendedRow, type PatchPixels } from './blend-patch.ts';
import type { NativePicture } from './native-picture.ts';
import { deflateStripes, STRIPES_ALIVE } from './parallel-deflate.ts';
import { openRowFilter } from './row-filter.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPES = { grey: [0, 4], rgb: [2, 6] } as const;
const METRES_PER_INCH = 0.0254;
/** Filtered bytes a stripe holds at least: large enough to compress well, small enough to keep all threads busy. */
const STRIPE_BYTES = 2_000_000;

/**
 * The same picture always gives the same bytes, whether the patch is laid in here or was before. CMYK is not for PNG:
 * `tiff-encoding.ts`.
 */
export async function encodePng(
  picture: NativePicture,
  patch: PatchPixels | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces = await deflateStripes(filteredStripes(picture, patch));
  const head = [
    SIGNATURE,
    ...chunk('IHDR', [header(picture)]),
    ...profileChunk(picture),
    ...densityChunk(picture),
    ...rightsChunk(picture),
  ];
  return Buffer.concat([...head, ...pieces.flatMap((piece) => chunk('IDAT', [piece])), ...chunk('IEND', [])]);
}

function header({ widthPx, heightPx, space, bitDepth, hasAlpha }: NativePicture): Uint8Array {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(widthPx, 0);
  bytes.writeUInt32BE(heightPx, 4);
  bytes[8] = bitDepth;
  bytes[9] = COLOUR_TYPES[space === 'grey' ? 'grey' : 'rgb'][hasAlpha ? 1 : 0];
  return bytes;
}

function profileChunk({ icc }: NativePicture): readonly Uint8Array[] {
  return icc ? chunk('iCCP', [Buffer.from('icc\0\0', 'latin1'), deflateSync(icc)]) : [];
}

function densityChunk({ densityPpi }: NativePicture): readonly Uint8Array[] {
  if (densityPpi === null || densityPpi <= 0) return [];
  const bytes = Buffer.alloc(9);
  const perMetre = Math.round(densityPpi / METRES_PER_INCH);
  bytes.writeUInt32BE(perMetre, 0);
  bytes.writeUInt32BE(perMetre, 4);
  bytes[8] = 1;
  return chunk('pHYs', [bytes]);
}

/** Where XMP lies in a PNG (XMP part 3): international text, not compressed, without language. */
function rightsChunk({ rights }: NativePicture): readonly Uint8Array[] {
  return rights ? chunk('iTXt', [Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${rights}`)]) : [];
}

function chunk(name: string, data: readonly Uint8Array[]): readonly Uint8Array[] {
  const start = Buffer.alloc(8);
  start.writeUInt32BE(
    data.reduce((sum, part) => sum + part.length, 0),
    0,
  );
  start.write(name, 4, 'latin1');
  const end = Buffer.alloc(4);
  end.writeUInt32BE(
    data.reduce((sum, part) => crc32(part, sum), crc32(start.subarray(4))),
    0,
  );
  return [start, ...data, end];
}

function* filteredStripes(picture: NativePicture, patch: PatchPixels | null): Iterable<Uint8Array> {
  const { widthPx, heightPx, samples } = picture;
  const pixelBytes = (picture.channels * picture.bitDepth) / 8;
  const rowBytes = widthPx * pixelBytes;
  const rowSamples = widthPx * picture.channels;
  const filter = openRowFilter(rowBytes, pixelBytes);
  const rowsPerStripe = Math.min(heightPx, Math.ceil(STRIPE_BYTES / rowBytes));
  const memory = Array.from({ length: STRIPES_ALIVE }, () => new Uint8Array(rowsPerStripe * (rowBytes + 1)));
  for (let top = 0; top < heightPx; top += rowsPerStripe) {
    const bottom = Math.min(heightPx, top + rowsPerStripe);
    const stripe = memory[(top / rowsPerStripe) % STRIPES_ALIVE]?.subarray(0, (bottom - top) * (rowBytes + 1));
    if (!stripe) throw new RangeError('no memory for a stripe');
    for (let row = top; row < bottom; row += 1) {
      const line = patch ? blendedRow(picture, patch, row) : samples.subarray(row * rowSamples, (row + 1) * rowSamples);
      filter.take(line, stripe.subarray((row - top) * (rowBytes + 1)));
    }
    yield stripe;
  }
}

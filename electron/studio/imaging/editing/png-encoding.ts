/** Owns writing a PNG (W3C PNG, third edition) of native samples: grey or RGB, 8 or 16 bits, alpha and profile kept. */
import { crc32, deflateSync } from 'node:zlib';
import type { NativePicture } from './native-picture.ts';
import { deflateStripes } from './parallel-deflate.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPES = { grey: [0, 4], rgb: [2, 6] } as const;
const METRES_PER_INCH = 0.0254;
/** Filtered bytes a stripe holds at least: large enough to compress well, small enough to keep all threads busy. */
const STRIPE_BYTES = 2_000_000;
const FILTER_SUB = 1;
const FILTER_UP = 2;
/** Every so many bytes the two filters are compared on a row. */
const PROBE_STEP = 61;

/** The same picture always gives the same bytes. CMYK is not for PNG: `tiff-encoding.ts`. */
export async function encodePng(picture: NativePicture): Promise<Uint8Array> {
  const rowsPerStripe = Math.max(1, Math.ceil(STRIPE_BYTES / bytesPerRow(picture)));
  const count = Math.ceil(picture.heightPx / rowsPerStripe);
  const pieces = await deflateStripes(filteredStripes(picture, rowsPerStripe), count);
  const head = [SIGNATURE, ...chunk('IHDR', [header(picture)]), ...profileChunk(picture), ...densityChunk(picture)];
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

function bytesPerRow({ widthPx, channels, bitDepth }: NativePicture): number {
  return (widthPx * channels * bitDepth) / 8;
}

function* filteredStripes(picture: NativePicture, rowsPerStripe: number): Iterable<Uint8Array> {
  const rowBytes = bytesPerRow(picture);
  const pixelBytes = (picture.channels * picture.bitDepth) / 8;
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let top = 0; top < picture.heightPx; top += rowsPerStripe) {
    const rows = Math.min(rowsPerStripe, picture.heightPx - top);
    const stripe = new Uint8Array(rows * (rowBytes + 1));
    for (let row = 0; row < rows; row += 1) {
      const line = bigEndianRow(picture, top + row);
      filterRow(stripe.subarray(row * (rowBytes + 1), (row + 1) * (rowBytes + 1)), line, { above, pixelBytes });
      above = line;
    }
    yield stripe;
  }
}

/** A view for 8 bits; PNG keeps 16 bits with the high byte first. */
function bigEndianRow({ samples, widthPx, channels }: NativePicture, row: number): Uint8Array {
  const count = widthPx * channels;
  const line = samples.subarray(row * count, (row + 1) * count);
  if (line instanceof Uint8Array) return line;
  const bytes = new Uint8Array(count * 2);
  for (let index = 0; index < count; index += 1) {
    const value = line[index] ?? 0;
    bytes[index * 2] = value >> 8;
    bytes[index * 2 + 1] = value;
  }
  return bytes;
}

function filterRow(target: Uint8Array, line: Uint8Array, near: { above: Uint8Array; pixelBytes: number }): void {
  const { above, pixelBytes } = near;
  const isUp = upIsSmaller(line, above, pixelBytes);
  target[0] = isUp ? FILTER_UP : FILTER_SUB;
  if (isUp) {
    for (let at = 0; at < line.length; at += 1) target[at + 1] = (line[at] ?? 0) - (above[at] ?? 0);
    return;
  }
  for (let at = 0; at < pixelBytes; at += 1) target[at + 1] = line[at] ?? 0;
  for (let at = pixelBytes; at < line.length; at += 1) target[at + 1] = (line[at] ?? 0) - (line[at - pixelBytes] ?? 0);
}

function upIsSmaller(line: Uint8Array, above: Uint8Array, pixelBytes: number): boolean {
  let sub = 0;
  let up = 0;
  for (let at = pixelBytes; at < line.length; at += PROBE_STEP) {
    const value = line[at] ?? 0;
    // Differences count as signed bytes: 255 is a step of one.
    sub += Math.abs(((value - (line[at - pixelBytes] ?? 0)) << 24) >> 24);
    up += Math.abs(((value - (above[at] ?? 0)) << 24) >> 24);
  }
  return up < sub;
}

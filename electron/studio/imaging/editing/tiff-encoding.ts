/** Owns writing a CMYK TIFF (TIFF 6.0 with Adobe's deflate), the lossless form of what PNG cannot hold. */
import type { NativePicture } from './native-picture.ts';
import { deflateEach } from './parallel-deflate.ts';

const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const BYTE = 1;
const UNDEFINED = 7;
const DEFLATE = 8;
const SEPARATED = 5;
const HORIZONTAL_PREDICTOR = 2;
const STRIPE_BYTES = 2_000_000;

interface Entry {
  readonly tag: number;
  readonly type: number;
  /** Numbers, or bytes as they are. */
  readonly values: readonly number[] | Uint8Array;
}

/** 8 bits, four inks, profile and density kept. The same picture always gives the same bytes. */
export async function encodeCmykTiff(picture: NativePicture): Promise<Uint8Array<ArrayBuffer>> {
  const rowBytes = picture.widthPx * picture.channels;
  const rowsPerStrip = Math.max(1, Math.floor(STRIPE_BYTES / rowBytes));
  // One zlib stream each, so that any reader can take them apart.
  const strips = (await deflateEach(predictedStripes(picture, rowsPerStrip))).map(({ stream }) => stream);
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  const offsets: number[] = [];
  let at = head.length;
  for (const strip of strips) {
    offsets.push(at);
    at += strip.length;
  }
  const padding = Buffer.alloc(at % 2);
  head.writeUInt32LE(at + padding.length, 4);
  const directory = encodeDirectory(entriesOf(picture, { rowsPerStrip, offsets, strips }), at + padding.length);
  return Buffer.concat([head, ...strips, padding, directory]);
}

function* predictedStripes({ samples, widthPx, heightPx, channels }: NativePicture, rowsPerStrip: number) {
  const rowBytes = widthPx * channels;
  for (let top = 0; top < heightPx; top += rowsPerStrip) {
    const stripe = Uint8Array.from(samples.subarray(top * rowBytes, Math.min(heightPx, top + rowsPerStrip) * rowBytes));
    for (let start = 0; start < stripe.length; start += rowBytes) {
      for (let index = start + rowBytes - 1; index >= start + channels; index -= 1) {
        stripe[index] = (stripe[index] ?? 0) - (stripe[index - channels] ?? 0);
      }
    }
    yield stripe;
  }
}

interface Layout {
  readonly rowsPerStrip: number;
  readonly offsets: readonly number[];
  readonly strips: readonly Uint8Array[];
}

function entriesOf(picture: NativePicture, { rowsPerStrip, offsets, strips }: Layout): readonly Entry[] {
  const density = picture.densityPpi ?? 0;
  const ofDensity: readonly Entry[] =
    density > 0
      ? [
          { tag: 282, type: RATIONAL, values: [Math.round(density * 1000), 1000] },
          { tag: 283, type: RATIONAL, values: [Math.round(density * 1000), 1000] },
          { tag: 296, type: SHORT, values: [2] },
        ]
      : [];
  return [
    { tag: 256, type: LONG, values: [picture.widthPx] },
    { tag: 257, type: LONG, values: [picture.heightPx] },
    { tag: 258, type: SHORT, values: Array.from({ length: picture.channels }, () => 8) },
    { tag: 259, type: SHORT, values: [DEFLATE] },
    { tag: 262, type: SHORT, values: [SEPARATED] },
    { tag: 273, type: LONG, values: offsets },
    { tag: 277, type: SHORT, values: [picture.channels] },
    { tag: 278, type: LONG, values: [rowsPerStrip] },
    { tag: 279, type: LONG, values: strips.map((strip) => strip.length) },
    ...ofDensity.slice(0, 2),
    { tag: 284, type: SHORT, values: [1] },
    ...ofDensity.slice(2),
    { tag: 317, type: SHORT, values: [HORIZONTAL_PREDICTOR] },
    ...(picture.rights ? [{ tag: 700, type: BYTE, values: Buffer.from(picture.rights) }] : []),
    ...(picture.icc ? [{ tag: 34675, type: UNDEFINED, values: picture.icc }] : []),
  ];
}

/** Entries ascend by tag, as the format asks; values of more than 4 bytes follow the table. */
function encodeDirectory(entries: readonly Entry[], start: number): Uint8Array {
  const table = Buffer.alloc(2 + entries.length * 12 + 4);
  table.writeUInt16LE(entries.length, 0);
  const tail: Uint8Array[] = [];
  let tailAt = start + table.length;
  for (const [index, entry] of entries.entries()) {
    const at = 2 + index * 12;
    const bytes = encodeValues(entry);
    table.writeUInt16LE(entry.tag, at);
    table.writeUInt16LE(entry.type, at + 2);
    table.writeUInt32LE(entry.type === RATIONAL ? entry.values.length / 2 : entry.values.length, at + 4);
    if (bytes.length <= 4) table.set(bytes, at + 8);
    else {
      table.writeUInt32LE(tailAt, at + 8);
      const padded = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
      tail.push(padded);
      tailAt += padded.length;
    }
  }
  return Buffer.concat([table, ...tail]);
}

function encodeValues({ type, values }: Entry): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const width = type === SHORT ? 2 : 4;
  const bytes = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) {
    if (type === SHORT) bytes.writeUInt16LE(value, index * 2);
    else bytes.writeUInt32LE(value, index * 4);
  }
  return bytes;
}

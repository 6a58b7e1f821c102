/** Owns writing the mask as a greyscale PNG of its exact pixels. A canvas would make it RGBA and need four times the memory. */
import type { MaskPlane } from './mask-plane.ts';

/** Rows handed to the compressor at a time. */
const ROWS = 64;

export async function encodeGreyPng({ widthPx, heightPx, values }: MaskPlane): Promise<Blob> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, widthPx);
  header.setUint32(4, heightPx);
  // Bit depth 8, greyscale, deflate, no interlacing.
  header.setUint8(8, 8);
  const packed = await deflate(filteredRows({ widthPx, heightPx, values }));
  return new Blob(
    [
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk('IHDR', new Uint8Array(header.buffer)),
      chunk('IDAT', packed),
      chunk('IEND', new Uint8Array(0)),
    ],
    { type: 'image/png' },
  );
}

/** Each row as its difference from the row above: masks are flat, so nearly everything becomes 0. */
function filteredRows({ widthPx, heightPx, values }: MaskPlane): ReadableStream<Uint8Array<ArrayBuffer>> {
  let row = 0;
  return new ReadableStream({
    pull(controller) {
      if (row >= heightPx) {
        controller.close();
        return;
      }
      const count = Math.min(ROWS, heightPx - row);
      const block = new Uint8Array(count * (widthPx + 1));
      for (let index = 0; index < count; index += 1, row += 1) {
        const start = index * (widthPx + 1);
        block[start] = row === 0 ? 0 : 2;
        for (let x = 0; x < widthPx; x += 1) {
          const above = row === 0 ? 0 : (values[(row - 1) * widthPx + x] ?? 0);
          block[start + 1 + x] = (values[row * widthPx + x] ?? 0) - above;
        }
      }
      controller.enqueue(block);
    },
  });
}

async function deflate(rows: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(rows.pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
}

function chunk(type: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at += 1) bytes[4 + at] = type.charCodeAt(at);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

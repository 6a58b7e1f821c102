/** Owns one zlib stream (RFC 1950) made by several threads at once: stripes that end on a byte and join as they are. */
import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** Deflate at its fastest with a 32 KB window, as the two header bytes say it. */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x01);
const ADLER_PRIME = 65_521;
/** So many sums of bytes stay below 2^32 (zlib's NMAX, less one step). */
const ADLER_RUN = 5_550;

/**
 * Feeds stripes to zlib's threads while the next ones are being made; the result depends on the stripes alone, never
 * on timing. Returns the pieces of the stream in order.
 */
export async function deflateStripes(stripes: Iterable<Uint8Array>, count: number): Promise<readonly Uint8Array[]> {
  const pieces: Promise<Uint8Array>[] = [];
  let adler = 1;
  for (const stripe of stripes) {
    const isLast = pieces.length === count - 1;
    pieces.push(
      deflate(stripe, {
        level: 1,
        // On filtered photographs Huffman codes alone are as small as a full search, in a third of the time.
        strategy: hasRuns(stripe) ? constants.Z_RLE : constants.Z_HUFFMAN_ONLY,
        finishFlush: isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH,
      }),
    );
    adler = adler32(adler, stripe);
    // Lets zlib's finished work be collected between two stripes.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const trailer = Buffer.alloc(4);
  trailer.writeUInt32BE(adler);
  return [ZLIB_HEADER, ...(await Promise.all(pieces)), trailer];
}

const PROBES = 4_096;
const RUN_SHARE = 0.1;

/** Whether the stripe repeats itself byte after byte, as flat and drawn areas do. */
function hasRuns(stripe: Uint8Array): boolean {
  const step = Math.max(1, Math.floor(stripe.length / PROBES));
  let runs = 0;
  for (let at = 3; at < stripe.length; at += step) {
    const value = stripe[at];
    if (value === stripe[at - 1] && value === stripe[at - 2] && value === stripe[at - 3]) runs += 1;
  }
  return runs > (RUN_SHARE * stripe.length) / step;
}

function adler32(start: number, bytes: Uint8Array): number {
  let low = start & 0xffff;
  let high = start >>> 16;
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + ADLER_RUN);
    for (; at < end; at += 1) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= ADLER_PRIME;
    high %= ADLER_PRIME;
  }
  return (high * 0x10000 + low) >>> 0;
}

/** Owns one zlib stream (RFC 1950) made by several threads at once: stripes that end on a byte and join as they are. */
import { constants, createDeflate, deflateRawSync } from 'node:zlib';

/** Deflate at its fastest with a 32 KB window, as the two header bytes say it. */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x01);
/** A last block without content; the checksum follows. */
const ZLIB_END = Uint8Array.of(0x03, 0x00);
const CHECKSUM_BYTES = 4;
const ADLER_PRIME = 65_521;
/** What zlib hands over at once; its default of 16 KB would cost a round through the event loop for each. */
const CHUNK_BYTES = 1 << 20;
/**
 * Stripes in use at a time, counting the one being made: both cores have work, one of Node's four threads stays free
 * for files, and a stripe's memory may be used again for the third after it.
 */
export const STRIPES_ALIVE = 3;

/**
 * Feeds stripes to zlib's threads while the next ones are being made; the result depends on the stripes alone, never
 * on timing. Returns the pieces of one stream in order. Stripes go out of use by `STRIPES_ALIVE`.
 */
export async function deflateStripes(stripes: Iterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  let adler = 1;
  const pieces: Uint8Array[] = [];
  for (const { stream, sizeBytes } of await deflateEach(stripes)) {
    const end = stream.length - CHECKSUM_BYTES;
    pieces.push(stream.subarray(ZLIB_HEADER.length, end - ZLIB_END.length));
    adler = joinedAdler(adler, { adler: stream.readUInt32BE(end), sizeBytes });
  }
  const trailer = Buffer.alloc(CHECKSUM_BYTES);
  trailer.writeUInt32BE(adler);
  return [ZLIB_HEADER, ...pieces, ZLIB_END, trailer];
}

interface Deflated {
  /** A whole zlib stream: header, blocks flushed to a byte, an empty last block, checksum. */
  readonly stream: Buffer;
  /** Of what went in. */
  readonly sizeBytes: number;
}

/** Each stripe as a stream of its own, in order. */
export async function deflateEach(stripes: Iterable<Uint8Array>): Promise<readonly Deflated[]> {
  const begun: Promise<Deflated>[] = [];
  for (const bytes of stripes) {
    begun.push(deflateStripe(bytes));
    // What fails is thrown below, in order.
    await Promise.allSettled(begun.slice(-STRIPES_ALIVE, 1 - STRIPES_ALIVE));
  }
  return Promise.all(begun);
}

function deflateStripe(bytes: Uint8Array): Promise<Deflated> {
  const deflate = createDeflate({ level: 1, strategy: strategyFor(bytes), chunkSize: CHUNK_BYTES });
  const made: Buffer[] = [];
  return new Promise((resolve, reject) => {
    deflate.on('data', (piece: Buffer) => made.push(piece));
    deflate.once('error', reject);
    deflate.once('end', () => resolve({ stream: Buffer.concat(made), sizeBytes: bytes.length }));
    deflate.write(bytes);
    // Ended only then: Node would make the flush and the end one.
    deflate.flush(constants.Z_FULL_FLUSH, () => deflate.end());
  });
}

/** The checksum of both parts after each other (zlib's adler32_combine). */
function joinedAdler(before: number, part: { adler: number; sizeBytes: number }): number {
  const low = before & 0xffff;
  const shared = ((part.sizeBytes % ADLER_PRIME) * (low - 1)) % ADLER_PRIME;
  const high = (before >>> 16) + (part.adler >>> 16) + shared + ADLER_PRIME;
  const sum = low + (part.adler & 0xffff) - 1 + ADLER_PRIME;
  return (high % ADLER_PRIME) * 0x10000 + (sum % ADLER_PRIME);
}

const PROBE_BYTES = 16_384;
/** A search must save so much: on camera grain it finds nothing, takes three times as long and grows the file. */
const SEARCH_SHARE = 0.9;

/** Judged on a piece from the stripe's middle. */
function strategyFor(stripe: Uint8Array): number {
  const start = Math.max(0, (stripe.length - PROBE_BYTES) >> 1);
  const probe = stripe.subarray(start, start + PROBE_BYTES);
  const searched = deflateRawSync(probe, { level: 1, chunkSize: 2 * PROBE_BYTES }).length;
  if (searched < SEARCH_SHARE * entropyBytes(probe)) return constants.Z_DEFAULT_STRATEGY;
  return hasRuns(stripe) ? constants.Z_RLE : constants.Z_HUFFMAN_ONLY;
}

/** What Huffman codes alone come close to. */
function entropyBytes(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < bytes.length; at += 1) counts[bytes[at] ?? 0] = (counts[bytes[at] ?? 0] ?? 0) + 1;
  const bits = counts.reduce((sum, count) => (count > 0 ? sum - count * Math.log2(count / bytes.length) : sum), 0);
  return bits / 8;
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

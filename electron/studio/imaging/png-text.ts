/** Owns text inside PNG files (PNG specification, third edition, 11.3.3): writing iTXt, reading all three kinds. */
import { promisify } from 'node:util';
import { crc32, inflate } from 'node:zlib';

export interface PngText {
  readonly keyword: string;
  readonly text: string;
}

const SIGNATURE_BYTES = 8;
const HEADER_END = 33;
/** Bounds against hostile files: chunks looked at, texts kept, bytes of one text as stored and unpacked. */
const MAX_CHUNKS = 20_000;
const MAX_TEXTS = 64;
const MAX_TEXT_BYTES = 4_000_000;

const inflateBounded = promisify(inflate);

/** Puts texts right after the header, where every reader finds them; a keyword is 1-79 Latin characters. */
export function insertPngTexts(png: Uint8Array, texts: readonly PngText[]): Uint8Array {
  const chunks = texts.map(({ keyword, text }) => internationalText(keyword, text));
  return Buffer.concat([png.subarray(0, HEADER_END), ...chunks, png.subarray(HEADER_END)]);
}

/** Uncompressed, so that a person can find the recipe with any text tool. */
function internationalText(keyword: string, text: string): Uint8Array {
  const data = Buffer.concat([
    Buffer.from('iTXt', 'latin1'),
    Buffer.from(keyword, 'latin1'),
    // End of keyword, not compressed, method 0, empty language, empty translated keyword.
    Buffer.from([0, 0, 0, 0, 0]),
    Buffer.from(text, 'utf8'),
  ]);
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4, 0);
  chunk.set(data, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  return chunk;
}

/** The texts of a PNG in file order; damaged, oversized or over-packed ones are left out. Never throws. */
export async function readPngTexts(png: Uint8Array): Promise<readonly PngText[]> {
  const texts: PngText[] = [];
  for (const { type, data } of chunksOf(png)) {
    if (texts.length === MAX_TEXTS) break;
    if (data.length > MAX_TEXT_BYTES) continue;
    const text = await decodeText(type, Buffer.from(data));
    if (text) texts.push(text);
  }
  return texts;
}

function* chunksOf(png: Uint8Array): Generator<{ type: string; data: Uint8Array }> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = SIGNATURE_BYTES;
  for (let count = 0; count < MAX_CHUNKS && at + 12 <= png.length; count += 1) {
    const length = view.getUint32(at);
    if (at + 12 + length > png.length) return;
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    yield { type, data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

async function decodeText(type: string, data: Buffer): Promise<PngText | null> {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return null;
  const end = data.indexOf(0);
  if (end < 1 || end > 79) return null;
  const keyword = data.toString('latin1', 0, end);
  const text = type === 'iTXt' ? await internationalBody(data, end + 1) : await latinBody(type, data, end + 1);
  return text === null ? null : { keyword, text };
}

async function latinBody(type: string, data: Buffer, start: number): Promise<string | null> {
  if (type === 'tEXt') return data.toString('latin1', start);
  return (await unpack(data.subarray(start + 1)))?.toString('latin1') ?? null;
}

async function internationalBody(data: Buffer, start: number): Promise<string | null> {
  const isCompressed = data[start] === 1;
  const languageEnd = data.indexOf(0, start + 2);
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return null;
  const body = data.subarray(translatedEnd + 1);
  return (isCompressed ? await unpack(body) : body)?.toString('utf8') ?? null;
}

/** null when it is damaged or unpacks to more than a text can be. */
async function unpack(data: Buffer): Promise<Buffer | null> {
  return inflateBounded(data, { maxOutputLength: MAX_TEXT_BYTES }).catch(() => null);
}

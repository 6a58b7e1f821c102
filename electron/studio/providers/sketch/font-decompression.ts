/** Owns the one door to the WOFF2 decoder, whose package has no types. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

type Decompress = (file: Uint8Array) => Promise<Uint8Array>;

const isDecompress = (value: unknown): value is Decompress => typeof value === 'function';

let decoder: Decompress | null = null;

/** OpenType bytes of a WOFF2 file. */
export async function fontBytes(file: Uint8Array): Promise<Uint8Array> {
  if (!decoder) {
    const loaded: unknown = require('wawoff2/decompress.js');
    if (!isDecompress(loaded)) throw new TypeError('The font decoder has another shape than expected.');
    decoder = loaded;
  }
  return decoder(file);
}

/** Owns the block structure of a GIF (GIF89a specification, appendix B): libvips fills a cut-off frame with nothing. */

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** True when every block is whole; a missing trailer alone is forgiven, as every viewer does. */
export function hasWholeGifBlocks(bytes: Uint8Array): boolean {
  let at = 13 + colourTableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === TRAILER) return true;
    if (kind === EXTENSION) at = afterSubBlocks(bytes, at + 2);
    // An image: 10 bytes of place and size, its colour table, one byte of code size, then the data.
    else if (kind === IMAGE) at = afterSubBlocks(bytes, at + 11 + colourTableBytes(bytes[at + 9] ?? 0));
    else return false;
  }
  return at === bytes.length;
}

/** Past the end of the file when the terminator is missing. */
function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const lengthBytes = bytes[at] ?? 0;
    at += 1 + lengthBytes;
    if (lengthBytes === 0) return at;
  }
  return bytes.length + 1;
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

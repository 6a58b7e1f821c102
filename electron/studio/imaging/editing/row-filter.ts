/** Owns PNG's filters of rows (W3C PNG, chapter 9): each row told by its neighbours, four bytes at a time. */

const FILTER_SUB = 1;
const FILTER_UP = 2;
/** Every so many bytes the two filters are compared on a row. */
const PROBE_STEP = 61;

export interface RowFilter {
  /** Takes the picture's next row and writes the filter's number and the filtered bytes to the start of `target`. */
  take(line: Uint8Array | Uint16Array, target: Uint8Array): void;
}

/** Both in bytes; rows come from the top down. */
export function openRowFilter(rowBytes: number, pixelBytes: number): RowFilter {
  const lane = () => {
    const words = new Int32Array(Math.ceil((rowBytes + pixelBytes) / 4));
    return { words, bytes: Buffer.from(words.buffer, 0, rowBytes) };
  };
  let current = lane();
  let above = lane();
  // Each pixel under the one to its right; what lies left of the picture is 0.
  const left = lane();
  const filtered = lane();
  return {
    take(line, target) {
      [current, above] = [above, current];
      current.bytes.set(new Uint8Array(line.buffer, line.byteOffset, line.byteLength));
      // PNG keeps 16 bits with the high byte first.
      if (line instanceof Uint16Array) current.bytes.swap16();
      const isUp = upIsSmaller(current.bytes, above.bytes, pixelBytes);
      if (!isUp) left.bytes.set(current.bytes.subarray(0, rowBytes - pixelBytes), pixelBytes);
      subtract(current.words, isUp ? above.words : left.words, filtered.words);
      target[0] = isUp ? FILTER_UP : FILTER_SUB;
      target.set(filtered.bytes, 1);
    },
  };
}

/** Byte by byte without borrowing from the next: the high bits are kept apart. */
function subtract(one: Int32Array, other: Int32Array, into: Int32Array): void {
  for (let at = 0; at < into.length; at += 1) {
    const a = one[at] ?? 0;
    const b = other[at] ?? 0;
    into[at] = ((a | 0x80808080) - (b & 0x7f7f7f7f)) ^ ((a ^ ~b) & 0x80808080);
  }
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

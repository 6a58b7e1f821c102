/** Owns the name inside an ICC profile (ICC.1:2022, 9.2.41 profileDescriptionTag). */

const HEADER_BYTES = 128;
const MAX_TAGS = 100;
const MAX_CHARACTERS = 120;

/** "Display P3", or null when the profile has no readable name. Never throws, whatever the bytes. */
export function iccName(profile: Uint8Array): string | null {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  try {
    const tagCount = Math.min(view.getUint32(HEADER_BYTES), MAX_TAGS);
    for (let index = 0; index < tagCount; index += 1) {
      const entry = HEADER_BYTES + 4 + index * 12;
      if (textAt(view, entry, 4) !== 'desc') continue;
      return cleanName(readDescription(view, view.getUint32(entry + 4)));
    }
    return null;
  } catch (error) {
    // A read past the end of a damaged profile.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Version 4 keeps UTF-16BE records (`mluc`), version 2 an ASCII string (`desc`). */
function readDescription(view: DataView, offset: number): string {
  const type = textAt(view, offset, 4);
  if (type === 'desc') return textAt(view, offset + 12, Math.min(view.getUint32(offset + 8), MAX_CHARACTERS));
  if (type !== 'mluc') return '';
  const lengthBytes = Math.min(view.getUint32(offset + 20), MAX_CHARACTERS * 2);
  const start = offset + view.getUint32(offset + 24);
  let text = '';
  for (let at = 0; at + 1 < lengthBytes; at += 2) text += String.fromCharCode(view.getUint16(start + at));
  return text;
}

function textAt(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += String.fromCharCode(view.getUint8(offset + index));
  return text;
}

function cleanName(text: string): string | null {
  const clean = text.replace(/\p{Cc}/gu, '').trim();
  return clean === '' ? null : clean;
}

/** Owns the step from a vendor's base64 to bytes that are provably a picture. */

/** null when the text is not base64 of a PNG, JPEG, WebP or AVIF file. A data URL is read too. */
export function pictureFromBase64(text: unknown): Uint8Array | null {
  if (typeof text !== 'string' || text === '') return null;
  const start = text.startsWith('data:') ? text.indexOf(',') + 1 : 0;
  const bytes = Buffer.from(start > 0 ? text.slice(start) : text, 'base64');
  return isPicture(bytes) ? bytes : null;
}

/** By magic bytes; what a vendor declares is not evidence. */
function isPicture(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const isPng = bytes.readUInt32BE(0) === 0x89504e47 && bytes.readUInt32BE(4) === 0x0d0a1a0a;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  const isAvif = bytes.toString('latin1', 4, 8) === 'ftyp' && bytes.toString('latin1', 8, 12).startsWith('avi');
  return isPng || isJpeg || isWebp || isAvif;
}

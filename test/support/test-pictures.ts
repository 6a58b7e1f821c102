/** Owns the pictures tests use: made in code, none on disk; the good, the odd and the hostile. */
import { crc32, deflateRawSync, constants as zlib } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Smooth gradients with a hard-edged square: enough structure to tell pictures and orientations apart. */
export function gradient({ widthPx, heightPx }: PictureSize, seed = 0): Buffer {
  const samples = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const inSquare = x < widthPx / 4 && y < heightPx / 4;
      const at = (y * widthPx + x) * 3;
      samples[at] = inSquare ? 240 : Math.round((x / widthPx) * 255);
      samples[at + 1] = inSquare ? 20 : Math.round((y / heightPx) * 255);
      samples[at + 2] = inSquare ? 20 : (seed * 37 + 90) % 256;
    }
  }
  return samples;
}

export function picture(size: PictureSize, seed = 0): Sharp {
  return sharp(gradient(size, seed), { raw: { width: size.widthPx, height: size.heightPx, channels: 3 } });
}

export const png = (size: PictureSize, seed = 0) => picture(size, seed).png().toBuffer();
export const jpeg = (size: PictureSize) => picture(size).jpeg({ quality: 92 }).toBuffer();
export const webp = (size: PictureSize) => picture(size).webp().toBuffer();
export const avif = (size: PictureSize) => picture(size).avif({ effort: 0 }).toBuffer();
export const tiff = (size: PictureSize) => picture(size).tiff({ compression: 'lzw' }).toBuffer();
export const png16 = (size: PictureSize) => picture(size).toColourspace('rgb16').png().toBuffer();
export const displayP3Png = (size: PictureSize) => picture(size).withIccProfile('p3').png().toBuffer();
export const cmykJpeg = (size: PictureSize) =>
  picture(size).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();

/** Stored lying on its side; viewers show it `heightPx` wide. Carries a camera name that must never leak. */
export const turnedJpeg = (size: PictureSize, orientation = 6) =>
  picture(size)
    .jpeg()
    .withExif({ IFD0: { Model: 'SecretCam 9' } })
    .withMetadata({ orientation })
    .toBuffer();

/** Left half clear, right half opaque. */
export function halfClearPng({ widthPx, heightPx }: PictureSize): Promise<Buffer> {
  const rgb = gradient({ widthPx, heightPx });
  const samples = Buffer.alloc(widthPx * heightPx * 4);
  for (let pixel = 0; pixel < widthPx * heightPx; pixel += 1) {
    rgb.copy(samples, pixel * 4, pixel * 3, pixel * 3 + 3);
    samples[pixel * 4 + 3] = pixel % widthPx < widthPx / 2 ? 0 : 255;
  }
  return sharp(samples, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .png()
    .toBuffer();
}

export async function animatedGif(size: PictureSize, frames = 3): Promise<Buffer> {
  const stills = await Promise.all(Array.from({ length: frames }, (_, seed) => png(size, seed)));
  return sharp(stills, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** The last tenth is missing, as after a broken download. */
export const cutOff = (bytes: Buffer, keep = 0.9) => bytes.subarray(0, Math.floor(bytes.length * keep));

export const scriptedSvg = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("//x")</script></svg>',
);
export const htmlPage = Buffer.from('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>');
export const emptyFile = Buffer.alloc(0);

/**
 * A valid RGB PNG of black pixels whose file is a thousandth of what it unpacks to. A full flush makes a deflate block
 * that can be repeated byte by byte, so 2.7 GB of rows are never built.
 */
export function pngBomb(edgePx = 30_000): Buffer {
  const rowBytes = 1 + edgePx * 3;
  const block = deflateRawSync(Buffer.alloc(rowBytes * 16), { finishFlush: zlib.Z_FULL_FLUSH, level: 9 });
  const total = rowBytes * edgePx;
  const checksum = Buffer.alloc(4);
  // Adler-32 of n zero bytes: a = 1, b = n mod 65521.
  checksum.writeUInt32BE((total % 65_521) * 65_536 + 1);
  const last = deflateRawSync(Buffer.alloc(rowBytes * (edgePx % 16)));
  const blocks = Array.from({ length: Math.floor(edgePx / 16) }, () => block);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edgePx, 0);
  header.writeUInt32BE(edgePx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.concat([Buffer.from([0x78, 0xda]), ...blocks, last, checksum])),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Owns JPEG: opaque, without chroma subsampling, because print shows it. */
import type { Exporter } from './exporter.ts';

export const jpegExporter: Exporter = {
  format: 'jpeg',
  mime: 'image/jpeg',
  extension: 'jpg',
  label: 'JPEG',
  keepsAlpha: false,
  keeps16Bit: false,
  hasNativeXmp: true,
  maxEdgePx: 65_535,
  encode: (pipeline, { quality }) => pipeline.jpeg({ quality, chromaSubsampling: '4:4:4' }),
  finish: (encoded, { dpi }) => withJfifDensity(encoded, dpi),
};

/**
 * libvips leaves the JFIF segment out when it writes EXIF, but layout programs look there first (ITU-T T.871, 10.1):
 * version 1.2, unit 1 = dots per inch, no thumbnail.
 */
function withJfifDensity(jpeg: Uint8Array, dpi: number): Uint8Array {
  const segment = Buffer.from('\xff\xe0\x00\x10JFIF\0\x01\x02\x01\0\0\0\0\0\0', 'latin1');
  segment.writeUInt16BE(dpi, 12);
  segment.writeUInt16BE(dpi, 14);
  const afterStart = jpeg.subarray(2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, afterStart]);
}

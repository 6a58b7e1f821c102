/** Owns what the first bytes of a file say it is, before any decoder sees it. */
import type { Asset } from '../../../shared/asset.ts';

export type PictureMime = Asset['mime'];

export type Signature =
  | { readonly kind: 'picture'; readonly mime: PictureMime; readonly label: string }
  /** `label` reads after "This file is …". */
  | { readonly kind: 'other'; readonly label: string };

const PICTURES: readonly { mime: PictureMime; label: string; matches(bytes: Uint8Array): boolean }[] = [
  { mime: 'image/png', label: 'PNG', matches: (bytes) => hasAt(bytes, 0, '\x89PNG\r\n\x1a\n') },
  { mime: 'image/jpeg', label: 'JPEG', matches: (bytes) => hasAt(bytes, 0, '\xff\xd8\xff') },
  { mime: 'image/webp', label: 'WebP', matches: (bytes) => hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP') },
  { mime: 'image/gif', label: 'GIF', matches: (bytes) => hasAt(bytes, 0, 'GIF87a') || hasAt(bytes, 0, 'GIF89a') },
  { mime: 'image/tiff', label: 'TIFF', matches: isTiff },
  { mime: 'image/avif', label: 'AVIF', matches: (bytes) => brandsOf(bytes).some((brand) => /^avi[fs]$/.test(brand)) },
];

const OTHERS: readonly { label: string; matches(bytes: Uint8Array): boolean }[] = [
  { label: 'empty', matches: (bytes) => bytes.length === 0 },
  { label: 'a HEIC photo', matches: (bytes) => brandsOf(bytes).some((brand) => /^(he[ivs]|mif1|msf1)/.test(brand)) },
  { label: 'a video', matches: (bytes) => brandsOf(bytes).length > 0 || hasAt(bytes, 0, '\x1aE\xdf\xa3') },
  { label: 'a PDF document', matches: (bytes) => startOf(bytes).includes('%PDF-') },
  { label: 'a Photoshop document', matches: (bytes) => hasAt(bytes, 0, '8BPS') },
  { label: 'a BMP picture', matches: (bytes) => hasAt(bytes, 0, 'BM') },
  { label: 'a Windows icon', matches: (bytes) => hasAt(bytes, 0, '\0\0\x01\0') },
  { label: 'a JPEG XL picture', matches: (bytes) => hasAt(bytes, 0, '\xff\x0a') || hasAt(bytes, 4, 'JXL ') },
  { label: 'a ZIP archive', matches: (bytes) => hasAt(bytes, 0, 'PK\x03\x04') },
  { label: 'an SVG drawing', matches: (bytes) => /<svg[\s>]/i.test(startOf(bytes)) },
  { label: 'a web page', matches: (bytes) => /<!doctype html|<html|<head|<body|<script/i.test(startOf(bytes)) },
  { label: 'text', matches: (bytes) => isText(bytes) },
];

export function readSignature(bytes: Uint8Array): Signature {
  const picture = PICTURES.find((entry) => entry.matches(bytes));
  if (picture) return { kind: 'picture', mime: picture.mime, label: picture.label };
  const other = OTHERS.find((entry) => entry.matches(bytes));
  return { kind: 'other', label: other?.label ?? 'of an unknown kind' };
}

function hasAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (bytes.length < offset + text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
}

/** Classic TIFF and BigTIFF, either byte order. */
function isTiff(bytes: Uint8Array): boolean {
  return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].some((magic) => hasAt(bytes, 0, magic));
}

/** The brands of an ISO media file's `ftyp` box (ISO/IEC 14496-12), at most 32; none when it is not one. */
function brandsOf(bytes: Uint8Array): readonly string[] {
  if (!hasAt(bytes, 4, 'ftyp')) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(view.getUint32(0), bytes.length, 8 + 33 * 4);
  const brands: string[] = [];
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    // The second word is the minor version, not a brand.
    if (offset !== 12) brands.push(Buffer.from(bytes.subarray(offset, offset + 4)).toString('latin1'));
  }
  return brands;
}

function isText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 512).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

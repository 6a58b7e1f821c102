/** Owns a picture's own samples: decoded without any colour conversion, upright, in its own depth and channels. */
import type { Metadata } from 'sharp';
import { StudioError } from '../../../../shared/errors.ts';
import { decoding, openPicture } from '../open-picture.ts';
import type { Size } from './plane.ts';
import { readRights } from './rights-packet.ts';

export interface NativeFormat {
  readonly space: 'grey' | 'rgb' | 'cmyk';
  readonly bitDepth: 8 | 16;
  /** Samples per pixel, alpha included; alpha is the last. */
  readonly channels: number;
  readonly hasAlpha: boolean;
  /** The embedded profile, byte for byte. */
  readonly icc: Uint8Array | null;
  /** Pixels per inch the file states; null also for 72, which is what readers assume. */
  readonly densityPpi: number | null;
  /** An XMP packet that says whose picture it is; left out when nobody does. */
  readonly rights?: string;
}

export interface NativePicture extends NativeFormat, Size {
  readonly samples: Uint8Array | Uint16Array;
}

/**
 * EXIF orientation is baked in: everything here, masks included, counts in upright pixels, and what is encoded again
 * carries no orientation. First page only. Throws `unsupported` for float and Lab pictures, and for CMYK that is not
 * 8-bit without alpha; `not-an-image`, `image-too-large`, `image-damaged` as `openPicture`.
 */
export async function decodeNative(bytes: Uint8Array): Promise<NativePicture> {
  return decoding(async () => {
    const metadata = await openPicture(bytes, { limitInputPixels: false }).metadata();
    const format = nativeFormat(metadata);
    // Grey with alpha comes out of a grey pipeline without its alpha, so it takes the way over RGBA.
    const detour = format.space === 'grey' && format.hasAlpha && format.bitDepth === 8;
    let pipeline = openPicture(bytes, { ignoreIcc: true }).autoOrient();
    if (format.space === 'cmyk') pipeline = pipeline.pipelineColourspace('cmyk');
    const { data, info } = await pipeline
      .toColourspace(detour ? 'srgb' : PIPELINE_SPACES[format.space][format.bitDepth])
      .raw({ depth: format.bitDepth === 16 ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const size = { widthPx: info.width, heightPx: info.height };
    if (detour) return { ...format, ...size, samples: greyAlpha(data) };
    if (info.channels !== format.channels)
      throw unreadable(`${info.channels} channels where ${format.channels} were announced`);
    return { ...format, ...size, samples: format.bitDepth === 16 ? asWords(data) : asBytes(data) };
  });
}

const PIPELINE_SPACES = {
  grey: { 8: 'b-w', 16: 'grey16' },
  rgb: { 8: 'srgb', 16: 'rgb16' },
  cmyk: { 8: 'cmyk', 16: 'cmyk' },
} as const;

function nativeFormat(metadata: Metadata): NativeFormat {
  const space = SPACES[metadata.space];
  const bitDepth = metadata.depth === 'uchar' ? 8 : metadata.depth === 'ushort' ? 16 : null;
  if (!space || !bitDepth) throw unreadable(`${metadata.space}, ${metadata.depth}`);
  const { hasAlpha } = metadata;
  if (space === 'cmyk' && (bitDepth === 16 || hasAlpha || metadata.channels !== 4)) {
    throw unreadable('CMYK with 16 bits or transparency');
  }
  const channels = { grey: 1, rgb: 3, cmyk: 4 }[space] + (hasAlpha ? 1 : 0);
  const rights = readRights(metadata);
  const form: NativeFormat = {
    space,
    bitDepth,
    channels,
    hasAlpha,
    icc: metadata.icc ?? null,
    densityPpi: statedDensity(metadata),
  };
  return rights === null ? form : { ...form, rights };
}

/** libvips reads 72 where a file says nothing, so 72 is taken for nothing: what is written again reads the same. */
function statedDensity({ density }: Metadata): number | null {
  return density === undefined || density === 72 ? null : density;
}

const SPACES: Readonly<Record<string, NativeFormat['space']>> = {
  'b-w': 'grey',
  grey16: 'grey',
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  cmyk: 'cmyk',
};

function unreadable(what: string): StudioError {
  return new StudioError(
    'unsupported',
    `This picture's samples (${what}) cannot be edited without loss. Save it as 8- or 16-bit grey, RGB or 8-bit CMYK.`,
  );
}

function greyAlpha(rgba: Uint8Array): Uint8Array {
  const samples = new Uint8Array(rgba.length / 2);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 2) {
    samples[to] = rgba[from] ?? 0;
    samples[to + 1] = rgba[from + 3] ?? 0;
  }
  return samples;
}

/** Not a Buffer, whose `slice` shares memory: a copy of samples must be a copy. */
function asBytes(data: Buffer): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function asWords(bytes: Uint8Array): Uint16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}

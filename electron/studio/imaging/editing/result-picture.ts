/** Owns a model's answer as 8-bit samples in the colour space of the picture it will be put into. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { StudioError } from '../../../../shared/errors.ts';
import { decoding, openPicture } from '../open-picture.ts';
import type { NativeFormat } from './native-picture.ts';
import type { Size } from './plane.ts';

export interface ResultPicture extends Size {
  /** Colour channels as the source has them, then alpha if `hasAlpha`; always 8 bits, as every model answers. */
  readonly samples: Uint8Array;
  readonly channels: number;
  readonly hasAlpha: boolean;
}

/** Upright. Throws `bad-response` for anything that cannot be read as a picture; its bytes are the caller's to keep. */
export async function decodeResult(bytes: Uint8Array, format: NativeFormat): Promise<ResultPicture> {
  try {
    return await inSourceSpace(bytes, format);
  } catch (cause) {
    if (!(cause instanceof StudioError)) throw cause;
    throw new StudioError(
      'bad-response',
      "The model's answer is not a readable picture, so nothing was changed. What it sent is kept; try again or pick another model.",
      { cause },
    );
  }
}

async function inSourceSpace(bytes: Uint8Array, format: NativeFormat): Promise<ResultPicture> {
  const upright = () => openPicture(bytes).autoOrient();
  if (format.space === 'grey') return asGrey(await rawOf(upright().toColourspace('srgb')));
  const plain = () => (format.space === 'cmyk' ? inCmyk(upright(), 'cmyk') : rawOf(upright().toColourspace('srgb')));
  if (!format.icc) return plain();
  const { icc } = format;
  return decoding(() =>
    withProfileFile(icc, (path) =>
      format.space === 'cmyk'
        ? inCmyk(upright(), path)
        : rawOf(upright().toColourspace('srgb').withIccProfile(path, { attach: false })),
    ),
  ).catch(() => plain()); // A profile that only reads, as scanners have, cannot be a target: its numbers are taken as sRGB.
}

async function inCmyk(upright: Sharp, profile: string): Promise<ResultPicture> {
  const inks = upright
    .flatten({ background: '#ffffff' })
    .toColourspace('cmyk')
    .withIccProfile(profile, { attach: false });
  return { ...(await rawOf(inks)), hasAlpha: false };
}

/** sharp takes profiles by path only. */
async function withProfileFile<Result>(icc: Uint8Array, work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'maquette-profile-'));
  try {
    const path = join(folder, 'source.icc');
    await writeFile(path, icc);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rawOf(pipeline: Sharp): Promise<ResultPicture> {
  return decoding(async () => {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const { width: widthPx, height: heightPx, channels } = info;
    return { widthPx, heightPx, channels, hasAlpha: channels % 2 === 0, samples: data };
  });
}

function asGrey(picture: ResultPicture): ResultPicture {
  const { samples, channels, hasAlpha } = picture;
  if (channels < 3) return picture;
  const wanted = hasAlpha ? 2 : 1;
  const grey = new Uint8Array((samples.length / channels) * wanted);
  for (let from = 0, to = 0; from < samples.length; from += channels, to += wanted) {
    const [red = 0, green = 0, blue = 0] = samples.subarray(from, from + 3);
    grey[to] = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    if (hasAlpha) grey[to + 1] = samples[from + 3] ?? 0;
  }
  return { ...picture, channels: wanted, samples: grey };
}

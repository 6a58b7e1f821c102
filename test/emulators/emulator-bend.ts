/** Owns answers that are pictures and yet not what was sent back to be laid on: moved, scaled, recoloured, another one. */
import sharp, { type Sharp } from 'sharp';
import type { Fault, FaultKind } from './emulator-faults.ts';

interface Bending {
  readonly picture: Sharp;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The fault's own figures. */
  readonly numbers: readonly number[];
}

const GARBAGE = Buffer.from('This is certainly not a picture. '.repeat(64));

const BENDS: Partial<Readonly<Record<FaultKind, (bending: Bending) => Sharp>>> = {
  resized: ({ picture, widthPx, heightPx, numbers: [factor = 1.5] }) =>
    picture.resize({ width: Math.round(widthPx * factor), height: Math.round(heightPx * factor), fit: 'fill' }),
  recoloured: ({ picture }) => picture.linear([1.12, 0.95, 0.86], [-10, 8, 13]),
  // No part of it looks like what was there.
  'other-picture': ({ picture }) => picture.flip().flop().negate({ alpha: false }).modulate({ hue: 90 }),
};

/** A file as painted, or as the fault leaves it. `detail` holds figures: "24,-24" pixels, "0.97" times. */
export async function bendPicture(file: Buffer, fault: Fault | null): Promise<Buffer> {
  if (fault === null) return file;
  if (fault.kind === 'not-a-picture') return GARBAGE;
  const numbers = (fault.detail ?? '').split(',').filter(Boolean).map(Number);
  const { format, width: widthPx, height: heightPx } = await sharp(file).metadata();
  const bending = { picture: sharp(file), widthPx, heightPx, numbers };
  if (fault.kind === 'shifted') return encoded(await shifted(bending), format);
  if (fault.kind === 'scaled') return encoded(await scaled(bending), format);
  const bend = BENDS[fault.kind];
  return bend ? encoded(bend(bending), format) : file;
}

const encoded = (picture: Sharp, format: string | undefined): Promise<Buffer> =>
  format === 'jpeg' ? picture.jpeg({ quality: 92 }).toBuffer() : picture.png({ compressionLevel: 2 }).toBuffer();

/** By whole pixels; what comes in at the border repeats it. */
async function shifted({ picture, widthPx, heightPx, numbers: [x = 24, y = 0] }: Bending): Promise<Sharp> {
  const room = Math.max(Math.abs(x), Math.abs(y));
  const wide = await picture
    .extend({ top: room, bottom: room, left: room, right: room, extendWith: 'copy' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(wide).extract({ left: room - x, top: room - y, width: widthPx, height: heightPx });
}

/** About the middle, at the size that was asked for. */
async function scaled({ picture, widthPx, heightPx, numbers: [factor = 1.03] }: Bending): Promise<Sharp> {
  const width = Math.round(widthPx * factor);
  const height = Math.round(heightPx * factor);
  const room = Math.ceil(Math.max(widthPx - width, heightPx - height, 0) / 2) + 1;
  const wide = await picture.resize({ width, height, fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer();
  const framed = await sharp(wide)
    .extend({ top: room, bottom: room, left: room, right: room, extendWith: 'copy' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const left = Math.round((width + 2 * room - widthPx) / 2);
  const top = Math.round((height + 2 * room - heightPx) / 2);
  return sharp(framed).extract({ left, top, width: widthPx, height: heightPx });
}

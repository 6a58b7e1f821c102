/** Owns reading a mask file at its picture's size, and writing one. */
import sharp from 'sharp';
import { StudioError } from '../../../../shared/errors.ts';
import { decoding, openPicture } from '../open-picture.ts';
import type { Plane, Rect, Size } from './plane.ts';
import { boundsOf, emptyPlane } from './plane.ts';

export interface MaskReading {
  readonly mask: Plane;
  /** Around everything that may change. */
  readonly bounds: Rect;
  readonly notes: readonly ('full-mask' | 'cut-at-edge')[];
}

/** `white`: white = change (alpha, if any, multiplies). `alpha`: transparent = change, colour does not count. */
export type MaskPolarity = 'white' | 'alpha';

/**
 * `size` is the picture's, upright. Throws `bad-request` for another size, an empty mask, or `alpha` without an alpha
 * channel; `not-an-image`, `image-too-large`, `image-damaged` for the file itself.
 */
export async function readMask(bytes: Uint8Array, size: Size, polarity: MaskPolarity = 'white'): Promise<MaskReading> {
  const { samples, channels } = await decodeMask(bytes, size);
  if (polarity === 'alpha' && channels !== 4) {
    throw new StudioError(
      'bad-request',
      'This mask has no transparency, but it was given as one where transparent means change. Use a greyscale mask with white for change, or save the mask with an alpha channel.',
    );
  }
  if (channels === 1) return readPlane({ ...size, data: samples }, size);
  const data = new Uint8Array(size.widthPx * size.heightPx);
  const form = { hasAlpha: channels === 4, isInverse: polarity === 'alpha' };
  for (let index = 0; index < data.length; index += 1) data[index] = valueAt(samples, index * channels, form);
  return readPlane({ ...size, data }, size);
}

/** Checks a plane that was made elsewhere, such as by the editor. Throws `bad-request` as `readMask` does. */
export function readPlane(mask: Plane, size: Size): MaskReading {
  requireSameSize(mask, size);
  const bounds = boundsOf(mask);
  if (!bounds) {
    throw new StudioError('bad-request', 'The mask is empty: nothing is selected. Paint what should change.');
  }
  const isFull = mask.data.every((value) => value === 255);
  return { mask, bounds, notes: isFull ? ['full-mask'] : [] };
}

/**
 * A selection painted on its own layer, laid over the picture at left, top; what lies beyond the edge is cut off and
 * noted. Throws `bad-request` when all of it lies outside.
 */
export function placeMask(layer: Plane, at: { left: number; top: number }, size: Size): MaskReading {
  const mask = emptyPlane(size);
  let isCut = false;
  for (let row = 0; row < layer.heightPx; row += 1) {
    for (let column = 0; column < layer.widthPx; column += 1) {
      const value = layer.data[row * layer.widthPx + column] ?? 0;
      const x = at.left + column;
      const y = at.top + row;
      if (value === 0) continue;
      if (x < 0 || y < 0 || x >= size.widthPx || y >= size.heightPx) isCut = true;
      else mask.data[y * size.widthPx + x] = value;
    }
  }
  if (isCut && boundsOf(mask) === null) {
    throw new StudioError('bad-request', 'The mask lies outside the picture. Move it over what should change.');
  }
  const reading = readPlane(mask, size);
  return isCut ? { ...reading, notes: [...reading.notes, 'cut-at-edge'] } : reading;
}

/** Greyscale PNG, white = change: the form in which masks are stored and sent. */
export function encodeMask(mask: Plane): Promise<Uint8Array> {
  return sharp(mask.data, { raw: { width: mask.widthPx, height: mask.heightPx, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

async function decodeMask(bytes: Uint8Array, size: Size): Promise<{ samples: Uint8Array; channels: number }> {
  return decoding(async () => {
    const header = await openPicture(bytes, { limitInputPixels: false }).metadata();
    requireSameSize({ widthPx: header.autoOrient.width, heightPx: header.autoOrient.height }, size);
    const isPlain = header.space === 'b-w' && header.depth === 'uchar' && header.channels === 1;
    // A profile on a mask says nothing: its numbers are the mask.
    const { data, info } = await openPicture(bytes, { ignoreIcc: true })
      .autoOrient()
      .toColourspace(isPlain ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { samples: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), channels: info.channels };
  });
}

interface PixelForm {
  readonly hasAlpha: boolean;
  /** What is transparent counts, and nothing else. */
  readonly isInverse: boolean;
}

/** Of a pixel with three colours: white times opacity, or how transparent it is. */
function valueAt(samples: Uint8Array, at: number, { hasAlpha, isInverse }: PixelForm): number {
  const alpha = hasAlpha ? (samples[at + 3] ?? 0) : 255;
  if (isInverse) return 255 - alpha;
  const red = samples[at] ?? 0;
  const green = samples[at + 1] ?? 0;
  const blue = samples[at + 2] ?? 0;
  const grey = red === green && green === blue ? red : red * 0.2126 + green * 0.7152 + blue * 0.0722;
  return alpha === 255 ? Math.round(grey) : Math.round((grey * alpha) / 255);
}

function requireSameSize(mask: Size, picture: Size): void {
  if (mask.widthPx === picture.widthPx && mask.heightPx === picture.heightPx) return;
  throw new StudioError(
    'bad-request',
    `The mask has ${mask.widthPx} × ${mask.heightPx} pixels, the picture ${picture.widthPx} × ${picture.heightPx}. Save the mask at the picture's size.`,
  );
}

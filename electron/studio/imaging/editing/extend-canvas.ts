/** Owns a larger canvas around a picture: how much to each side, and the canvas with its mask to be filled. */
import { StudioError } from '../../../../shared/errors.ts';
import { parseAspect } from '../../../../shared/sizes.ts';
import { type EncodedPicture, encodeNative } from './native-encoding.ts';
import { decodeNative, type NativePicture } from './native-picture.ts';
import { emptyPlane, type Plane, type Rect, type Size } from './plane.ts';

/** Pixels added to each side. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface ExtendedCanvas extends EncodedPicture {
  /** White where the canvas is new, black over the source. */
  readonly mask: Plane;
  /** Where the source lies, bit for bit. */
  readonly sourceRect: Rect;
}

const LIMIT_EDGE_PX = 16_384;
/** A model keeps the sense of a picture while at most this share of what it sees is new. */
const STEP_SHARE = 0.35;

/**
 * "16:9" adds as little as gives the ratio, "3000x2000" centres the picture on that size, "+L,T,R,B" adds pixels.
 * Throws `bad-request` for anything else, for a size that would cut the picture, and `impossible-size` beyond 16,384 px.
 */
export function marginsFor(wish: string, size: Size): Margins {
  const margins = marginsFromSides(wish) ?? marginsFromSize(wish, size) ?? marginsFromRatio(wish, size);
  if (!margins) {
    throw new StudioError(
      'bad-request',
      `"${wish}" is not an extension. Use a ratio such as 16:9, a size such as 3000x2000, or +left,top,right,bottom.`,
    );
  }
  const widthPx = size.widthPx + margins.left + margins.right;
  const heightPx = size.heightPx + margins.top + margins.bottom;
  if (Math.max(widthPx, heightPx) > LIMIT_EDGE_PX) {
    throw new StudioError(
      'impossible-size',
      `That would be ${widthPx} × ${heightPx} pixels; the limit is ${LIMIT_EDGE_PX} an edge.`,
    );
  }
  if (widthPx === size.widthPx && heightPx === size.heightPx) {
    throw new StudioError('bad-request', 'The picture has this shape already, so there is nothing to extend.');
  }
  return margins;
}

function marginsFromSides(wish: string): Margins | null {
  const match = /^\+(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/.exec(wish.replaceAll(' ', ''));
  if (!match) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = match.slice(1).map(Number);
  return { left, top, right, bottom };
}

function marginsFromSize(wish: string, size: Size): Margins | null {
  const match = /^(\d{1,5})\s*[x×]\s*(\d{1,5})$/i.exec(wish.trim());
  if (!match) return null;
  const width = Number(match[1]) - size.widthPx;
  const height = Number(match[2]) - size.heightPx;
  if (width < 0 || height < 0) {
    throw new StudioError(
      'bad-request',
      `The picture has ${size.widthPx} × ${size.heightPx} pixels; an extension cannot make it smaller.`,
    );
  }
  return centred(width, height);
}

function marginsFromRatio(wish: string, { widthPx, heightPx }: Size): Margins | null {
  const ratio = parseAspect(wish);
  if (ratio === null) return null;
  return centred(
    Math.max(0, Math.round(heightPx * ratio) - widthPx),
    Math.max(0, Math.round(widthPx / ratio) - heightPx),
  );
}

function centred(width: number, height: number): Margins {
  const left = Math.floor(width / 2);
  const top = Math.floor(height / 2);
  return { left, top, right: width - left, bottom: height - top };
}

/** A large extension as several of at most a third of what is there, each over the one before. */
export function extensionSteps(size: Size, margins: Margins): readonly Margins[] {
  const steps: Margins[] = [];
  let { widthPx, heightPx } = size;
  let left = margins;
  while (left.left + left.right + left.top + left.bottom > 0) {
    const across = Math.max(64, Math.floor(widthPx * STEP_SHARE));
    const down = Math.max(64, Math.floor(heightPx * STEP_SHARE));
    const step = {
      left: Math.min(left.left, across),
      top: Math.min(left.top, down),
      right: Math.min(left.right, across),
      bottom: Math.min(left.bottom, down),
    };
    steps.push(step);
    widthPx += step.left + step.right;
    heightPx += step.top + step.bottom;
    left = {
      left: left.left - step.left,
      top: left.top - step.top,
      right: left.right - step.right,
      bottom: left.bottom - step.bottom,
    };
  }
  return steps;
}

/**
 * The canvas as a file in the source's own form; the new area carries the source's edge outwards until it is filled by
 * `applyEdit` or `fillLocally` with the mask. Throws as `decodeNative`.
 */
export async function extendCanvas(source: Uint8Array, margins: Margins): Promise<ExtendedCanvas> {
  const picture = await decodeNative(source);
  const { widthPx, heightPx } = picture;
  const size = { widthPx: widthPx + margins.left + margins.right, heightPx: heightPx + margins.top + margins.bottom };
  const encoded = await encodeNative({ ...picture, ...size, samples: extendedSamples(picture, margins, size) });
  const sourceRect = { left: margins.left, top: margins.top, widthPx, heightPx };
  const mask = emptyPlane(size);
  mask.data.fill(255);
  for (let row = 0; row < heightPx; row += 1) {
    const start = (row + margins.top) * size.widthPx + margins.left;
    mask.data.fill(0, start, start + widthPx);
  }
  return { ...encoded, mask, sourceRect };
}

/** The samples of the wider canvas: the picture, and its edge carried outwards. */
export function extendedSamples(picture: NativePicture, margins: Margins, size: Size): Uint8Array | Uint16Array {
  const { samples, channels, widthPx, heightPx } = picture;
  const count = size.widthPx * size.heightPx * channels;
  const extended = picture.bitDepth === 8 ? new Uint8Array(count) : new Uint16Array(count);
  for (let row = 0; row < size.heightPx; row += 1) {
    const from = Math.min(heightPx - 1, Math.max(0, row - margins.top)) * widthPx * channels;
    const line = samples.subarray(from, from + widthPx * channels);
    const start = row * size.widthPx * channels;
    const inner = start + margins.left * channels;
    extended.set(line, inner);
    for (let column = 0; column < margins.left; column += 1)
      extended.set(line.subarray(0, channels), start + column * channels);
    const end = inner + line.length;
    for (let column = 0; column < margins.right; column += 1)
      extended.set(line.subarray(-channels), end + column * channels);
  }
  return extended;
}

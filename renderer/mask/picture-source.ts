/** Owns decoded pictures in the worker: each decoded once, halved step by step when small copies are asked for. */
import type { PictureSamples } from './colour-select.ts';
import type { PixelSize } from './mask-plane.ts';
import { TILE_PX } from './mask-tiles.ts';

export interface PictureSource extends PixelSize {
  /** The picture itself, then halves of what stands before. */
  readonly levels: ImageBitmap[];
}

/** Other pictures are let go when all together would hold more; the one asked for last always stays. */
const LIMIT_BYTES = 400 * 1024 * 1024;

const opening = new Map<string, Promise<PictureSource>>();
/** The one asked for last stands last. */
const decoded = new Map<string, PictureSource>();

/** Decoded once; throws when the bytes are gone or no browser can show them. */
export async function sourceOf(url: string): Promise<PictureSource> {
  const known = decoded.get(url);
  if (known) {
    decoded.delete(url);
    decoded.set(url, known);
    return known;
  }
  const promise = opening.get(url) ?? open(url).finally(() => opening.delete(url));
  opening.set(url, promise);
  return promise;
}

/** False while it is still on its way. */
export function isDecoded(url: string): boolean {
  return decoded.has(url);
}

async function open(url: string): Promise<PictureSource> {
  const response = await fetch(url);
  if (!response.ok) throw new Error('The picture could not be read.');
  const bitmap = await createImageBitmap(await response.blob());
  const source: PictureSource = { levels: [bitmap], widthPx: bitmap.width, heightPx: bitmap.height };
  decoded.set(url, source);
  letGo();
  return source;
}

function letGo(): void {
  let bytes = 0;
  for (const [index, [url, source]] of [...decoded].reverse().entries()) {
    bytes += bytesOf(source);
    if (index === 0 || bytes <= LIMIT_BYTES) continue;
    decoded.delete(url);
    for (const level of source.levels) level.close();
  }
}

/** With all halves. */
const bytesOf = ({ widthPx, heightPx }: PixelSize) => (widthPx * heightPx * 4 * 4) / 3;

function contextOf({ widthPx, heightPx }: PixelSize, settings: CanvasRenderingContext2DSettings = {}) {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', settings);
  if (!context) throw new Error('The picture could not be drawn.');
  return context;
}

/** Halved so often; each time exactly, so that the plain filter takes the mean of four. */
export function levelOf(source: PictureSource, level: number): ImageBitmap | null {
  const known = source.levels[level];
  if (known || level <= 0) return known ?? null;
  const before = levelOf(source, level - 1);
  if (!before) return null;
  const [widthPx, heightPx] = [before.width / 2, before.height / 2];
  const context = contextOf({ widthPx: Math.ceil(widthPx), heightPx: Math.ceil(heightPx) });
  context.imageSmoothingQuality = 'low';
  context.drawImage(before, 0, 0, widthPx, heightPx);
  const half = context.canvas.transferToImageBitmap();
  source.levels[level] = half;
  return half;
}

/** The samples of a picture at the size it is edited in; a smaller copy, as of a TIFF, is read between its pixels. */
export async function pictureSamples({ url, ...size }: PixelSize & { readonly url: string }): Promise<PictureSamples> {
  const { levels } = await sourceOf(url);
  return samplesOf(levels[0], size);
}

/** A mask's numbers are the mask: a profile says nothing, and nothing is multiplied. */
export async function fileSamples(file: Blob, size: PixelSize): Promise<PictureSamples> {
  const options = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } as const;
  const picture = await createImageBitmap(file, options).catch(() => null);
  if (!picture)
    throw new Error('That file cannot be read as a mask. Save it as a PNG, with white for what should change.');
  requireShape(picture, size);
  return samplesOf(picture, size);
}

/** A mask of fewer pixels is enlarged; one of another shape would lie elsewhere than it was painted. */
function requireShape({ width, height }: ImageBitmap, { widthPx, heightPx }: PixelSize): void {
  if (Math.abs(width * heightPx - height * widthPx) <= Math.max(widthPx, heightPx)) return;
  throw new Error(
    `This mask has ${width} × ${height} pixels and the picture ${widthPx} × ${heightPx}: another shape. Save the mask at the picture’s size.`,
  );
}

/** The wand comes back to tiles it has left; of so many the samples are kept. */
const KEPT_TILES = 64;

function samplesOf(picture: ImageBitmap | undefined, { widthPx, heightPx }: PixelSize): PictureSamples {
  const context = contextOf({ widthPx: TILE_PX, heightPx: TILE_PX }, { willReadFrequently: true });
  const columns = Math.ceil(widthPx / TILE_PX);
  const kept = new Map<number, Uint8ClampedArray>();
  const read = (index: number) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    context.clearRect(0, 0, TILE_PX, TILE_PX);
    if (picture) context.drawImage(picture, -column * TILE_PX, -row * TILE_PX, widthPx, heightPx);
    return context.getImageData(0, 0, TILE_PX, TILE_PX).data;
  };
  return {
    widthPx,
    heightPx,
    tile: (index) => {
      const data = kept.get(index) ?? read(index);
      kept.delete(index);
      kept.set(index, data);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_TILES && oldest !== undefined) kept.delete(oldest);
      return data;
    },
  };
}

/** Owns the map of how many edits overlap each place: read from a grey picture, painted as a tint. */

export interface DepthMap {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Counts, row by row. */
  readonly counts: Uint8Array;
}

/** The picture's grey values are the counts themselves. */
export async function readDepth(file: Blob): Promise<DepthMap> {
  // Without colour conversion: the numbers are no colours.
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(width * height * 4);
  const counts = new Uint8Array(width * height);
  for (let pixel = 0; pixel < counts.length; pixel += 1) counts[pixel] = data[pixel * 4] ?? 0;
  return { widthPx: width, heightPx: height, counts };
}

/** `x` and `y` are shares of the picture, 0 to 1. */
export function depthAt({ widthPx, heightPx, counts }: DepthMap, x: number, y: number): number {
  const column = Math.min(widthPx - 1, Math.max(0, Math.floor(x * widthPx)));
  const row = Math.min(heightPx - 1, Math.max(0, Math.floor(y * heightPx)));
  return counts[row * widthPx + column] ?? 0;
}

/** One hue, stronger with every edit more; what nobody edited stays untinted. */
const TINT = [64, 156, 255] as const;

export function paintDepth(canvas: HTMLCanvasElement, { widthPx, heightPx, counts }: DepthMap): void {
  canvas.width = widthPx;
  canvas.height = heightPx;
  const image = new ImageData(widthPx, heightPx);
  for (const [pixel, count] of counts.entries()) {
    if (count === 0) continue;
    image.data.set([...TINT, Math.min(215, 60 + count * 45)], pixel * 4);
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

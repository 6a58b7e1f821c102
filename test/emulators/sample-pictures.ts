/** Owns small pictures made in code that tests send to the emulators. */
import sharp from 'sharp';

const SAMPLE = { widthPx: 96, heightPx: 64 } as const;

const create = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

/** One flat colour, so that a test can say what stayed and what changed. */
export const samplePng = (
  background = '#3366cc',
  { widthPx, heightPx }: { widthPx: number; heightPx: number } = SAMPLE,
) => create(widthPx, heightPx, background).png().toBuffer();

export const sampleJpeg = (background = '#3366cc') =>
  create(SAMPLE.widthPx, SAMPLE.heightPx, background).jpeg().toBuffer();

/** OpenAI's polarity: the left half is transparent, which means "change here". */
export function leftHalfMask({ widthPx, heightPx }: { widthPx: number; heightPx: number } = SAMPLE): Promise<Buffer> {
  const raw = Buffer.alloc(widthPx * heightPx * 4, 255);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx / 2; x += 1) raw[(y * widthPx + x) * 4 + 3] = 0;
  }
  return sharp(raw, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .png()
    .toBuffer();
}

/** Red, green and blue at one place of a picture file. */
export async function colourAt(file: Uint8Array, left: number, top: number): Promise<readonly number[]> {
  const pixel = await sharp(file).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return [...pixel];
}

/** Owns one call to Sketch from request to pictures, one after the other: a 4K picture takes a quarter of a gigabyte. */
import { StudioError } from '../../../../shared/errors.ts';
import type { ProviderContext, ProviderPicture, ProviderRequest } from '../provider.ts';
import { lookAt } from './reference-look.ts';
import { renderSketch } from './sketch-render.ts';

/** Throws StudioError `cancelled`, `invalid-param`, `image-damaged`. */
export async function drawPictures(
  request: ProviderRequest,
  { signal, onProgress }: Pick<ProviderContext, 'signal' | 'onProgress'>,
): Promise<ProviderPicture[]> {
  const look = await lookAt(request.references);
  const pictures: ProviderPicture[] = [];
  for (let index = 0; index < request.count; index += 1) {
    const seed = seedAt(request, index);
    const onPreview = (fraction: number, picture: Uint8Array | null) => onProgress({ index, fraction, picture });
    pictures.push({ bytes: await renderSketch(request, { seed, look, signal, onPreview }), seed });
  }
  return pictures;
}

function seedAt({ seeds }: ProviderRequest, index: number): number {
  const seed = seeds[index] ?? (seeds.at(-1) ?? 0) + index + 1 - Math.max(1, seeds.length);
  if (!Number.isFinite(seed)) throw new StudioError('invalid-param', 'The seed is no number. Enter a whole number.');
  return seed;
}

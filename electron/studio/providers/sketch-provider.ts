/** Owns Sketch as a provider: offline, no AI, no key, no network. The drawing itself lives in sketch/. */
import { StudioError } from '../../../shared/errors.ts';
import type { Warning } from '../../../shared/generation.ts';
import type { Provider, ProviderContext, ProviderPicture, ProviderRequest, ProviderResult } from './provider.ts';
import { lookAt } from './sketch/reference-look.ts';
import { renderSketch } from './sketch/sketch-render.ts';
import { sketchModels } from './sketch-models.ts';

export const sketchProvider: Provider = {
  id: 'sketch',
  label: 'Sketch',
  engine: 'Sketch: offline, no AI',
  needsKey: false,
  defaultBaseUrl: 'offline:sketch',
  keyUrl: null,
  generate,
  listModels: async () => sketchModels.map(({ vendorId }) => ({ vendorId, shutdownDate: null })),
};

/** One after the other: a 4K picture needs a quarter of a gigabyte while it is made. */
async function generate(request: ProviderRequest, context: ProviderContext): Promise<ProviderResult> {
  const look = await lookAt(request.references);
  const pictures: ProviderPicture[] = [];
  for (let index = 0; index < request.count; index += 1) {
    const seed = seedAt(request, index);
    const bytes = await renderSketch(request, {
      seed,
      look,
      signal: context.signal,
      onPreview: (fraction, picture) => context.onProgress({ index, fraction, picture }),
    });
    pictures.push({ bytes, seed });
  }
  return { pictures, usage: null, requestId: null, revisedPrompt: null, warnings: warningsFor(request) };
}

function seedAt({ seeds }: ProviderRequest, index: number): number {
  const seed = seeds[index] ?? (seeds.at(-1) ?? 0) + index + 1 - Math.max(1, seeds.length);
  if (!Number.isFinite(seed)) throw new StudioError('invalid-param', 'The seed is no number. Enter a whole number.');
  return seed;
}

function warningsFor(request: ProviderRequest): Warning[] {
  if (request.prompt.trim() || request.source) return [];
  return [{ field: 'prompt', note: 'Sketch drew freely because the prompt was empty.' }];
}

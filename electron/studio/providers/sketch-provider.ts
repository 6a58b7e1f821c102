/** Owns Sketch as a provider: offline, no AI, no key, no network. The drawing itself lives in sketch/. */
import type { Warning } from '../../../shared/generation.ts';
import type { Provider, ProviderContext, ProviderRequest, ProviderResult } from './provider.ts';
import { drawOnThread } from './sketch/sketch-thread.ts';
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

async function generate(request: ProviderRequest, context: ProviderContext): Promise<ProviderResult> {
  const pictures = await drawOnThread(request, context);
  return { pictures, usage: null, requestId: null, revisedPrompt: null, warnings: warningsFor(request) };
}

function warningsFor(request: ProviderRequest): Warning[] {
  if (request.prompt.trim() || request.source) return [];
  return [{ field: 'prompt', note: 'Sketch drew freely because the prompt was empty.' }];
}

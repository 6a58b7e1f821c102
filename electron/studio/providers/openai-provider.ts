/** Owns the OpenAI adapter: pictures through the Images API, and the list of models a key can see. */
import { CALL_LIMITS, type ProviderTiming } from './guarded-call.ts';
import { callOpenAi } from './openai/openai-client.ts';
import { openAiImages } from './openai/openai-images.ts';
import { openAiText } from './openai/openai-text.ts';
import type { Provider } from './provider.ts';

/** `timing` is for tests; the defaults are what the vendor needs. */
export function createOpenAiProvider(timing: ProviderTiming = CALL_LIMITS): Provider {
  return {
    id: 'openai',
    label: 'OpenAI',
    engine: 'OpenAI Images API',
    needsKey: true,
    defaultBaseUrl: 'https://api.openai.com/v1',
    keyUrl: 'https://platform.openai.com/api-keys',
    generate: (request, context) => openAiImages(request, context, { limits: timing.paid, now: timing.now }),
    writeText: (request, context) => openAiText(request, context, { limits: timing.paid, now: timing.now }),
    listModels: (context) =>
      callOpenAi(context, { limits: timing.free, now: timing.now }, async (client, call) => {
        const models: { vendorId: string; shutdownDate: string | null }[] = [];
        for await (const model of client.models.list({ signal: call.signal })) {
          models.push({ vendorId: model.id, shutdownDate: model.shutdown_date ?? null });
        }
        return models;
      }),
  };
}

export const openAiProvider: Provider = createOpenAiProvider();

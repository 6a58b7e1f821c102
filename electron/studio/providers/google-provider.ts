/** Owns the Google adapter: pictures through the Gemini API, and the list of models a key can see. */
import { callGoogle } from './google/google-client.ts';
import { googleImages } from './google/google-images.ts';
import { googleText } from './google/google-text.ts';
import { CALL_LIMITS, type ProviderTiming } from './guarded-call.ts';
import type { Provider } from './provider.ts';

/** `timing` is for tests; the defaults are what the vendor needs. */
export function createGoogleProvider(timing: ProviderTiming = CALL_LIMITS): Provider {
  return {
    id: 'google',
    label: 'Google',
    engine: 'Google Gemini API',
    needsKey: true,
    defaultBaseUrl: 'https://generativelanguage.googleapis.com',
    keyUrl: 'https://aistudio.google.com/apikey',
    generate: (request, context) => googleImages(request, context, { limits: timing.paid, now: timing.now }),
    writeText: (request, context) => googleText(request, context, { limits: timing.paid, now: timing.now }),
    listModels: (context) =>
      callGoogle(context, { limits: timing.free, now: timing.now }, async (client, call) => {
        const models: { vendorId: string; shutdownDate: string | null }[] = [];
        const config = { pageSize: 1000, abortSignal: call.signal };
        for await (const model of await client.models.list({ config })) {
          // This API names no end dates; the registry does.
          if (model.name) models.push({ vendorId: model.name.replace(/^models\//, ''), shutdownDate: null });
        }
        return models;
      }),
  };
}

export const googleProvider: Provider = createGoogleProvider();

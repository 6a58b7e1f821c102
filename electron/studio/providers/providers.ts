/**
 * Owns the list of providers. To add one: write `<name>-provider.ts` beside this file that exports a `Provider` (its
 * parts go into a folder of that name), add its id to `PROVIDER_IDS` in shared/model.ts, its models to
 * shipped-models.ts, and itself to this list. Send through `guardCall` (guarded-call.ts), so that one call stays one
 * request; reduce every failure to a StudioError with vendor-error.ts; load an SDK with `await import` only.
 */
import { googleProvider } from './google-provider.ts';
import { openAiProvider } from './openai-provider.ts';
import type { Provider } from './provider.ts';
import { sketchProvider } from './sketch-provider.ts';

export const providers: readonly Provider[] = [sketchProvider, openAiProvider, googleProvider];

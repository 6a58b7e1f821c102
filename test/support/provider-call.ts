/** Owns one call to a provider as tests make it: a request, a context, and a record of what passed through its door. */
import { inspect } from 'node:util';
import type { InputPicture, ProviderContext, ProviderRequest } from '../../electron/studio/providers/provider.ts';
import { type ErrorCode, StudioError } from '../../shared/errors.ts';
import type { ModelEntry } from '../../shared/model.ts';
import { png } from './test-pictures.ts';

export function modelNamed(models: readonly ModelEntry[], vendorId: string): ModelEntry {
  const found = models.find((model) => model.vendorId === vendorId);
  if (found === undefined) throw new Error(`The registry has no ${vendorId}.`);
  return found;
}

export function requestOf(model: ModelEntry, changes: Partial<ProviderRequest> = {}): ProviderRequest {
  return {
    model,
    prompt: 'A paper boat on a dark table',
    count: 1,
    aspect: '1:1',
    tier: '1K',
    sizePx: { widthPx: 1024, heightPx: 1024 },
    quality: null,
    background: 'auto',
    seeds: [1],
    source: null,
    references: [],
    mask: null,
    ...changes,
  };
}

export async function inputPicture(seed: number, size = { widthPx: 96, heightPx: 64 }): Promise<InputPicture> {
  return { bytes: await png(size, seed), mime: 'image/png', ...size };
}

export interface Passage {
  readonly context: ProviderContext;
  /** What went through `context.fetch`, in order. */
  readonly sent: { readonly url: string; readonly init: RequestInit | undefined }[];
  readonly progress: {
    readonly index: number;
    readonly fraction: number | null;
    readonly picture: Uint8Array | null;
  }[];
  readonly cancel: AbortController;
  /** Called when the answer's headers are there, before the adapter sees them. */
  onHeaders: () => void;
  onProgress: () => void;
}

export function passageTo(baseUrl: string, apiKey: string | null): Passage {
  const cancel = new AbortController();
  const passage: Passage = {
    sent: [],
    progress: [],
    cancel,
    onHeaders: () => {},
    onProgress: () => {},
    context: {
      apiKey,
      baseUrl,
      signal: cancel.signal,
      fetch: async (input, init) => {
        passage.sent.push({ url: String(input), init });
        const response = await fetch(input, init);
        passage.onHeaders();
        return response;
      },
      onProgress: (step) => {
        passage.progress.push(step);
        passage.onProgress();
      },
    },
  };
  return passage;
}

/** The StudioError a promise ends with; fails the test on a result or on any other error. */
export async function failureOf(work: Promise<unknown>): Promise<StudioError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof StudioError) return outcome;
  throw new Error(`A StudioError was expected, not ${inspect(outcome)}`);
}

/** Everything an error would show in a log, nested causes and hidden properties included. */
export const everythingIn = (error: unknown): string => inspect(error, { depth: 20, showHidden: true });

export interface ExpectedFailure {
  readonly code: ErrorCode;
  readonly says: RegExp;
  readonly field?: string | null;
}

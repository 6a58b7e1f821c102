/** Owns when previews are streamed: each costs output tokens, so the estimate and the adapter must agree. */
import type { ModelEntry } from './model.ts';

/** Two previews for a single picture of some worth; none for batches and nano drafts, where they would cost as much as the picture. */
export function partialImagesFor(model: ModelEntry, ask: { count: number; quality: string | null }): number {
  const isWorthIt = ask.count === 1 && ask.quality !== 'low' && model.price.confidence !== 'free';
  return model.streaming === 'partial-images' && isWorthIt ? 2 : 0;
}

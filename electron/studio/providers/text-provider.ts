/** Owns the contract of writing text: one question, one answer, no conversation kept by the vendor. */
import type { Usage, Warning } from '../../../shared/generation.ts';
import type { ModelEntry } from '../../../shared/model.ts';
import type { InputPicture } from './provider.ts';

export interface TextRequest {
  readonly model: ModelEntry;
  readonly prompt: string;
  /** Who the model is and how it answers; null for none. */
  readonly system: string | null;
  /** Thinking counts too, so a small limit with a high effort leaves nothing to read. */
  readonly maxOutputTokens: number;
  /** One of `model.text.efforts`; null = the model's default. */
  readonly effort: string | null;
  /** Pictures to look at, in order. */
  readonly images?: readonly InputPicture[];
}

export interface TextResult {
  readonly text: string;
  /** null when the vendor did not count: then the cost is unknown, not zero. */
  readonly usage: Usage | null;
  readonly requestId: string | null;
  readonly warnings: readonly Warning[];
  /** The limit cut the text off. */
  readonly isTruncated: boolean;
}

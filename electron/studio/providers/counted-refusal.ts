/** Owns a refusal that was counted: a whole answer without a result that says how many tokens it took. */
import { StudioError } from '../../../shared/errors.ts';
import type { Usage } from '../../../shared/generation.ts';

/** The same error for a person; the ledger reads the usage from it, so that a charged refusal has its cost. */
export class CountedRefusal extends StudioError {
  readonly usage: Usage;

  constructor(error: StudioError, usage: Usage) {
    super(error.code, error.message, { retryAtMs: error.retryAtMs, field: error.field, cause: error.cause });
    this.usage = usage;
  }
}

/** Runs the reading of a whole answer. A vendor that counted the prompt and names no output put none out. */
export function countingRefusals<Result>(usage: Usage | null, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (usage === null || !(error instanceof StudioError) || error.code === 'bad-response') throw error;
    const { imageOutTokens, textOutTokens } = usage;
    throw new CountedRefusal(error, {
      ...usage,
      imageOutTokens: imageOutTokens ?? 0,
      textOutTokens: textOutTokens ?? 0,
    });
  }
}

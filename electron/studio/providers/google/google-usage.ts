/** Owns Google's token counts as ours. Thoughts are billed as text output even when they are hidden. */
import type { GenerateContentResponseUsageMetadata, ModalityTokenCount } from '@google/genai';
import type { Usage } from '../../../../shared/generation.ts';

/**
 * null when the vendor did not count. `plainOutput` says what tokens without a modality are: an image model answers
 * with pictures, a text model with text.
 */
export function googleUsage(
  raw: GenerateContentResponseUsageMetadata | undefined,
  plainOutput: 'image' | 'text',
): Usage | null {
  const prompt = tokens(raw?.promptTokenCount);
  const output = tokens(raw?.candidatesTokenCount);
  if (raw === undefined || (prompt === null && output === null)) return null;
  // Where the details are missing, all input counts as text: Google asks the same price for both.
  const imageIn = prompt === null ? null : (ofModality(raw.promptTokensDetails, 'IMAGE') ?? 0);
  const imageOutCounted = ofModality(raw.candidatesTokensDetails, 'IMAGE');
  const imageOut = imageOutCounted ?? (plainOutput === 'image' ? output : null);
  const textOut = output === null ? null : Math.max(0, output - (imageOut ?? 0));
  const thoughts = tokens(raw.thoughtsTokenCount) ?? 0;
  return {
    textInTokens:
      prompt === null ? null : Math.max(0, prompt - (imageIn ?? 0)) + (tokens(raw.toolUsePromptTokenCount) ?? 0),
    imageInTokens: imageIn,
    cachedInTokens: tokens(raw.cachedContentTokenCount),
    textOutTokens: textOut === null ? null : textOut + thoughts,
    imageOutTokens: imageOut,
  };
}

function ofModality(details: readonly ModalityTokenCount[] | undefined, modality: string): number | null {
  const counts = details?.filter((detail) => detail.modality === modality) ?? [];
  return counts.length === 0 ? null : counts.reduce((sum, detail) => sum + (tokens(detail.tokenCount) ?? 0), 0);
}

function tokens(value: number | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

/** Owns text from Google's generateContent: what is sent, and what an answer means. */
import type { GenerateContentConfig, GenerateContentResponse, Part } from '@google/genai';
import { countingRefusals } from '../counted-refusal.ts';
import type { CallLimits, CallState } from '../guarded-call.ts';
import type { ProviderContext } from '../provider.ts';
import { chooseEffort, emptyText } from '../text-effort.ts';
import type { TextRequest, TextResult } from '../text-provider.ts';
import { badResponse, type Vendor } from '../vendor-error.ts';
import { candidateText, refusal } from './google-answer.ts';
import { callGoogle } from './google-client.ts';
import { inlinePart } from './google-image-request.ts';
import { googleUsage } from './google-usage.ts';

interface Timing {
  readonly limits: CallLimits;
  readonly now: () => number;
}

export function googleText(request: TextRequest, context: ProviderContext, timing: Timing): Promise<TextResult> {
  return callGoogle(context, timing, async (client, call, vendor) => {
    const chosen = chooseEffort(request);
    const parts: Part[] = [{ text: request.prompt }, ...(request.images ?? []).map(inlinePart)];
    const answer = await client.models.generateContent({
      model: request.model.vendorId,
      contents: [{ role: 'user', parts }],
      config: await textConfig(request, chosen.effort, call.signal),
    });
    const usage = googleUsage(answer.usageMetadata, 'text');
    return {
      text: countingRefusals(usage, () => textOf(answer, request, call.state, vendor)),
      usage,
      requestId: answer.responseId ?? call.state.requestId,
      warnings: chosen.warnings,
      isTruncated: finishReason(answer) === 'MAX_TOKENS',
    };
  });
}

/** No temperature: Google advises to leave it alone on Gemini 3. One call stays one request, see the picture call. */
async function textConfig(
  request: TextRequest,
  effort: string | null,
  signal: AbortSignal,
): Promise<GenerateContentConfig> {
  const config: GenerateContentConfig = {
    maxOutputTokens: request.maxOutputTokens,
    automaticContinuation: false,
    abortSignal: signal,
  };
  if (request.system !== null) config.systemInstruction = request.system;
  // Levels are a Gemini 3 field; 2.5 counts thinking in tokens and refuses them.
  if (effort === null || request.model.vendorId.startsWith('gemini-2.')) return config;
  const { ThinkingLevel } = await import('@google/genai');
  const level = Object.values(ThinkingLevel).find((name) => name === effort.toUpperCase());
  if (level !== undefined) config.thinkingConfig = { thinkingLevel: level };
  return config;
}

const finishReason = (answer: GenerateContentResponse): string | undefined => answer.candidates?.[0]?.finishReason;

function textOf(answer: GenerateContentResponse, request: TextRequest, state: CallState, vendor: Vendor): string {
  const text = candidateText(answer.candidates?.[0]);
  if (text.trim() !== '') return text;
  const facts = { finishReason: finishReason(answer), requestId: answer.responseId ?? state.requestId };
  const refused = refusal(answer, vendor, state);
  if (refused !== null) throw refused;
  if (facts.finishReason === 'MAX_TOKENS') throw emptyText(request, vendor, facts);
  throw badResponse(vendor, 'answered without a word. Run it again.', facts);
}

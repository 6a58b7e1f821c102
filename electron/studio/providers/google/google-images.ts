/** Owns one picture call to Google, from request to result. */
import { countingRefusals } from '../counted-refusal.ts';
import type { CallLimits } from '../guarded-call.ts';
import type { ProviderContext, ProviderRequest, ProviderResult } from '../provider.ts';
import { googlePictures } from './google-answer.ts';
import { callGoogle } from './google-client.ts';
import { googleImageCall } from './google-image-request.ts';
import { googleUsage } from './google-usage.ts';

/** No streaming: a picture comes whole in one chunk there, so a stream would show nothing earlier. */
export function googleImages(
  request: ProviderRequest,
  context: ProviderContext,
  timing: { readonly limits: CallLimits; readonly now: () => number },
): Promise<ProviderResult> {
  return callGoogle(context, timing, async (client, call, vendor) => {
    const asked = await googleImageCall(request, call.signal);
    const answer = await client.models.generateContent(asked.parameters);
    const usage = googleUsage(answer.usageMetadata, 'image');
    const read = countingRefusals(usage, () => googlePictures(answer, request.count, { vendor, state: call.state }));
    return {
      pictures: read.pictures,
      usage,
      requestId: answer.responseId ?? call.state.requestId,
      revisedPrompt: null,
      warnings: [...asked.warnings, ...read.warnings],
    };
  });
}

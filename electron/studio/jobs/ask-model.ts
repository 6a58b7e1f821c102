/** Owns putting a call to its model: the same question for sending, for replaying a stored answer, and for rebuilding. */
import { StudioError } from '../../../shared/errors.ts';
import { spokenPrompt } from '../../../shared/prompt-marks.ts';
import { LOCAL_FILL } from '../providers/local-fill-models.ts';
import type { ProviderContext, ProviderRequest, ProviderResult } from '../providers/provider.ts';
import type { TextResult } from '../providers/text-provider.ts';
import { type Call, sentSize } from './call.ts';
import { fillFromItself } from './fill-from-itself.ts';
import type { JobParts } from './job-parts.ts';

export type ModelAnswer =
  | { readonly kind: 'pictures'; readonly result: ProviderResult }
  | { readonly kind: 'text'; readonly result: TextResult };

/** What a text call may write at most; the estimate counts with the same figure. */
const TEXT_TOKENS = 4_096;

/** Throws StudioError with a vendor code. */
export async function askModel(call: Call, context: ProviderContext): Promise<ModelAnswer> {
  if (call.model.vendorId === LOCAL_FILL) return { kind: 'pictures', result: await fillFromItself(call) };
  if (call.model.output === 'image') {
    return { kind: 'pictures', result: await call.provider.generate(requestOf(call), context) };
  }
  if (!call.provider.writeText) {
    throw new StudioError('unsupported', `${call.provider.label} writes no text. Choose another model.`);
  }
  const { source, references } = call.inputs;
  const result = await call.provider.writeText(
    {
      model: call.model,
      prompt: spokenPrompt(call.job.request),
      system: null,
      maxOutputTokens: Math.min(TEXT_TOKENS, call.model.text?.maxOutputTokens ?? TEXT_TOKENS),
      effort: call.model.text?.defaultEffort ?? null,
      images: source ? [source, ...references] : references,
    },
    context,
  );
  return { kind: 'text', result };
}

/** Builds the request of a call once more for a fetch that only looks at it. */
export async function rebuildRequest(parts: JobParts, call: Call, look: typeof fetch): Promise<void> {
  const context: ProviderContext = {
    apiKey: 'not-sent',
    baseUrl: parts.access.address(call.provider.id),
    fetch: look,
    signal: new AbortController().signal,
    onProgress: () => {},
  };
  await askModel(call, context).catch(() => undefined);
}

function requestOf(call: Call): ProviderRequest {
  const { request } = call.job;
  return {
    model: call.model,
    prompt: spokenPrompt(request),
    count: call.slots.length,
    aspect: call.inputs.edit?.aspect ?? request.aspect,
    tier: call.inputs.edit?.tier ?? request.tier,
    sizePx: sentSize(call),
    quality: call.quality,
    background: request.background,
    seeds: call.slots.map((slot) => (call.baseSeed + slot) % 4_294_967_296),
    source: call.inputs.source,
    references: call.inputs.references,
    mask: call.inputs.mask,
  };
}

/** Hands previews and fractions on to the windows. */
export function progressOf(parts: JobParts, call: Call): ProviderContext['onProgress'] {
  return ({ index, fraction, picture }) => {
    const slot = call.slots[index];
    if (slot === undefined) return;
    const partialUrl = picture ? parts.partials.set(call.job.id, slot, picture) : null;
    parts.context.events.publish({ name: 'job-progressed', jobId: call.job.id, slot, fraction, partialUrl });
  };
}

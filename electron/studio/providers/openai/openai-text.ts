/** Owns text from OpenAI's Responses API: what is sent, and what an answer means. */
import type { ResponseCreateParamsNonStreaming, ResponseInputContent } from 'openai/resources/responses/responses';
import { z } from 'zod';
import { StudioError } from '../../../../shared/errors.ts';
import type { Usage } from '../../../../shared/generation.ts';
import type { CallLimits, CallState } from '../guarded-call.ts';
import type { ProviderContext } from '../provider.ts';
import { type ChosenEffort, chooseEffort, emptyText } from '../text-effort.ts';
import type { TextRequest, TextResult } from '../text-provider.ts';
import { badResponse, saying, type Vendor, vendorFailure } from '../vendor-error.ts';
import { callOpenAi } from './openai-client.ts';
import { openAiInnerError } from './openai-error.ts';

interface Timing {
  readonly limits: CallLimits;
  readonly now: () => number;
}

const count = z.number().int().nonnegative();

const usageSchema = z.object({
  input_tokens: count,
  input_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
  output_tokens: count,
});

const contentSchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  refusal: z.string().nullish(),
});

const answerSchema = z.object({
  status: z.string().nullish(),
  error: z.unknown().optional(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(z.looseObject({ content: z.array(contentSchema).nullish().catch(null) })).nullish(),
  usage: z.unknown().optional(),
});
type Answer = z.infer<typeof answerSchema>;

export function openAiText(request: TextRequest, context: ProviderContext, timing: Timing): Promise<TextResult> {
  return callOpenAi(context, timing, async (client, call, vendor) => {
    const chosen = chooseEffort(request);
    const raw: unknown = await client.responses.create(textBody(request, chosen), { signal: call.signal });
    const parsed = answerSchema.safeParse(raw);
    if (!parsed.success) {
      throw badResponse(vendor, 'sent an answer that is not the one its API promises. Check the address in Settings.');
    }
    const answer = parsed.data;
    if (answer.error != null) throw openAiInnerError(answer.error, call.state, vendor, timing.now());
    return {
      text: textOf(answer, request, call.state, vendor),
      usage: textUsage(answer.usage),
      requestId: call.state.requestId,
      warnings: chosen.warnings,
      isTruncated: answer.incomplete_details?.reason === 'max_output_tokens',
    };
  });
}

/**
 * `store: false`, because left out it means true: the vendor would keep text and pictures for a month. No temperature:
 * most of these models refuse it.
 */
function textBody(request: TextRequest, { effort }: ChosenEffort): ResponseCreateParamsNonStreaming {
  const content: ResponseInputContent[] = [{ type: 'input_text', text: request.prompt }];
  for (const { bytes, mime } of request.images ?? []) {
    const image_url = `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
    content.push({ type: 'input_image', image_url, detail: 'auto' });
  }
  const body: ResponseCreateParamsNonStreaming = {
    model: request.model.vendorId,
    input: [{ role: 'user', content }],
    max_output_tokens: request.maxOutputTokens,
    store: false,
  };
  if (request.system !== null) body.instructions = request.system;
  const known = EFFORTS.find((name) => name === effort);
  if (known !== undefined) body.reasoning = { effort: known };
  return body;
}

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** Throws `moderation` for a refusal and `invalid-param` when thinking left no room for a word. */
function textOf(answer: Answer, request: TextRequest, state: CallState, vendor: Vendor): string {
  const parts = (answer.output ?? []).flatMap((item) => item.content ?? []);
  const text = parts.flatMap((part) => (part.type === 'output_text' ? (part.text ?? []) : [])).join('');
  if (text.trim() !== '') return text;
  const reason = answer.incomplete_details?.reason ?? null;
  const refusal = parts.find((part) => part.type === 'refusal')?.refusal ?? null;
  const facts = { status: answer.status, reason, requestId: state.requestId };
  if (refusal !== null || reason === 'content_filter') {
    const sentence = `OpenAI declined to write this. Change the wording.${saying(refusal, vendor)}`;
    throw vendorFailure('moderation', sentence, vendor, { facts, field: 'prompt' });
  }
  if (reason === 'max_output_tokens') throw emptyText(request, vendor, facts);
  throw new StudioError('bad-response', 'OpenAI answered without a word. Run it again.');
}

/** Thinking is counted within the output, pictures within the input: these models price them the same. */
function textUsage(raw: unknown): Usage | null {
  const parsed = usageSchema.safeParse(raw);
  if (!parsed.success) return null;
  return {
    textInTokens: parsed.data.input_tokens,
    imageInTokens: null,
    cachedInTokens: parsed.data.input_tokens_details?.cached_tokens ?? null,
    textOutTokens: parsed.data.output_tokens,
    imageOutTokens: null,
  };
}

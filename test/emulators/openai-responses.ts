/** Owns OpenAI's text answers: the response object, its event stream, and the faults acted out. Source: B2. */
import { randomUUID } from 'node:crypto';
import type { Body } from './emulator-body.ts';
import type { Answer, SseEvent } from './emulator-delivery.ts';
import type { Fault, FaultKind } from './emulator-faults.ts';
import { inventText, inventValue } from './emulator-schema.ts';
import { openAiHeaders } from './openai-refusals.ts';
import { readTextOrder, type TextOrder } from './openai-text-order.ts';

const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_INPUT_IMAGE = 800;
const REASONING_TOKENS = 128;
/** Small enough that even a short answer comes in several deltas. */
const DELTA_CHARACTERS = 16;

export async function answerResponse(body: Body, fault: Fault | null, retired: readonly string[]): Promise<Answer> {
  const order = await readTextOrder(body, retired);
  const kind = fault?.kind ?? null;
  const response = finalResponse(order, kind);
  const shared = { status: 200, headers: openAiHeaders(), isBilled: kind !== 'error-event' };
  if (kind === 'moderation') return refuseContent();
  if (!order.isStream || kind === 'plain-json') return { ...shared, payload: { kind: 'json', value: response } };
  return { ...shared, payload: { kind: 'events', events: eventsOf(response, kind) } };
}

/** Returned, not thrown: the refusal is the scripted fault itself. */
function refuseContent(): Answer {
  const error = {
    message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_prompt',
  };
  return { status: 400, headers: openAiHeaders(), payload: { kind: 'json', value: { error } }, isBilled: false };
}

function answerText(order: TextOrder): string {
  const { format, prompt } = order;
  if (format.type === 'json_schema') return JSON.stringify(inventValue(format.schema, prompt));
  if (format.type === 'json_object') return JSON.stringify({ text: inventText(prompt) });
  return inventText(prompt);
}

type Content =
  | {
      readonly type: 'output_text';
      readonly text: string;
      readonly annotations: readonly [];
      readonly logprobs: readonly [];
    }
  | { readonly type: 'refusal'; readonly refusal: string };

interface Made {
  readonly content: Content | null;
  readonly isIncomplete: boolean;
}

function makeContent(order: TextOrder, kind: FaultKind | null): Made {
  if (kind === 'refusal')
    return { content: { type: 'refusal', refusal: "I can't help with that." }, isIncomplete: false };
  // With a small limit reasoning uses all of it and no text is left.
  if (kind === 'incomplete' || kind === 'empty-data') return { content: null, isIncomplete: kind === 'incomplete' };
  const text = answerText(order);
  const limit = order.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const room = Math.max(0, limit - reasoningTokens(order)) * CHARACTERS_PER_TOKEN;
  const isIncomplete = text.length > room;
  if (isIncomplete && room === 0) return { content: null, isIncomplete };
  return { content: { type: 'output_text', text: text.slice(0, room), annotations: [], logprobs: [] }, isIncomplete };
}

const reasoningTokens = ({ effort }: TextOrder): number =>
  effort === 'none' ? 0 : effort === 'minimal' || effort === 'low' ? REASONING_TOKENS / 8 : REASONING_TOKENS;

function usageOf(order: TextOrder, content: Content | null) {
  const characters = order.inputCharacters + (order.instructions?.length ?? 0);
  const input = Math.ceil(characters / CHARACTERS_PER_TOKEN) + order.imageCount * TOKENS_PER_INPUT_IMAGE;
  const text = content === null ? '' : content.type === 'refusal' ? content.refusal : content.text;
  const output = Math.ceil(text.length / CHARACTERS_PER_TOKEN) + reasoningTokens(order);
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoningTokens(order) },
    total_tokens: input + output,
  };
}

const newId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll('-', '')}`;

function finalResponse(order: TextOrder, kind: FaultKind | null) {
  const { content, isIncomplete } = makeContent(order, kind);
  const status = isIncomplete ? 'incomplete' : 'completed';
  const message =
    content === null ? [] : [{ id: newId('msg'), type: 'message', role: 'assistant', status, content: [content] }];
  const thought = order.effort === 'none' ? [] : [{ id: newId('rs'), type: 'reasoning', summary: [] }];
  return {
    id: newId('resp'),
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status,
    error: null,
    incomplete_details: isIncomplete ? { reason: 'max_output_tokens' } : null,
    instructions: order.instructions,
    max_output_tokens: order.maxOutputTokens,
    metadata: {},
    model: order.model.id,
    output: [...thought, ...message],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: order.effort, summary: null },
    service_tier: 'default',
    store: order.isStored,
    temperature: 1,
    text: { format: order.format, verbosity: order.verbosity },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: kind === 'missing-usage' ? null : usageOf(order, content),
  };
}

type FinalResponse = ReturnType<typeof finalResponse>;
type Step = { readonly type: string } & Readonly<Record<string, unknown>>;

function eventsOf(response: FinalResponse, kind: FaultKind | null): readonly SseEvent[] {
  const begun = { ...response, status: 'in_progress', output: [], usage: null, incomplete_details: null };
  const steps: Step[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
  ];
  if (kind === 'error-event') {
    steps.push({ type: 'error', code: 'server_error', message: 'The server had an error.', param: null });
  } else {
    for (const [index, item] of response.output.entries()) steps.push(...itemSteps(item, index));
    if (kind !== 'no-completed') steps.push({ type: `response.${response.status}`, response });
  }
  return steps.map((step, index) => ({ event: step.type, data: { ...step, sequence_number: index } }));
}

function itemSteps(item: FinalResponse['output'][number], outputIndex: number): readonly Step[] {
  const at = { output_index: outputIndex };
  const added = { type: 'response.output_item.added', ...at, item: { ...item, status: 'in_progress', content: [] } };
  const done = { type: 'response.output_item.done', ...at, item };
  if (!('content' in item)) return [{ ...added, item }, done];
  const inner = item.content.flatMap((content) => contentSteps(content, { ...at, item_id: item.id, content_index: 0 }));
  return [added, ...inner, done];
}

function contentSteps(content: Content, at: Readonly<Record<string, unknown>>): readonly Step[] {
  const isText = content.type === 'output_text';
  const text = isText ? content.text : content.refusal;
  const name = isText ? 'response.output_text' : 'response.refusal';
  const empty = isText ? { ...content, text: '' } : { ...content, refusal: '' };
  const deltas = text.match(new RegExp(`[\\s\\S]{1,${DELTA_CHARACTERS}}`, 'g')) ?? [];
  const extra = isText ? { logprobs: [] } : {};
  return [
    { type: 'response.content_part.added', ...at, part: empty },
    ...deltas.map((delta) => ({ type: `${name}.delta`, ...at, delta, ...extra })),
    { type: `${name}.done`, ...at, ...(isText ? { text, ...extra } : { refusal: text }) },
    { type: 'response.content_part.done', ...at, part: content },
  ];
}

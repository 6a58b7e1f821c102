/** Owns the validation of /v1/responses: names, per-model rules, strict schemas. Source: fact sheet B2. */
import type { Body } from './emulator-body.ts';
import { measure } from './emulator-pictures.ts';
import { TEXT_MODELS, type TextModel } from './openai-catalogue.ts';
import {
  allowOnly,
  isRecord,
  jsonParameters,
  type Parameters,
  readBoolean,
  readChoice,
  readInteger,
  readText,
} from './openai-parameters.ts';
import { invalid, missing, refuse, unsupported, wrongType } from './openai-refusals.ts';
import { checkSchemaFormat } from './openai-schema-rules.ts';

export interface TextOrder {
  readonly model: TextModel;
  /** All text of the last user item. */
  readonly prompt: string;
  readonly inputCharacters: number;
  readonly imageCount: number;
  readonly instructions: string | null;
  readonly effort: string;
  readonly verbosity: string;
  readonly format: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number | null;
  readonly isStream: boolean;
  readonly isStored: boolean;
}

const NAMES = [
  'background',
  'conversation',
  'include',
  'input',
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'model',
  'parallel_tool_calls',
  'previous_response_id',
  'prompt',
  'prompt_cache_key',
  'prompt_cache_retention',
  'reasoning',
  'safety_identifier',
  'service_tier',
  'store',
  'stream',
  'stream_options',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
];

/** Names of the older API, with their place in this one. */
const MOVED: Readonly<Record<string, string>> = {
  max_tokens: 'max_output_tokens',
  max_completion_tokens: 'max_output_tokens',
  messages: 'input',
  response_format: 'text.format',
  reasoning_effort: 'reasoning.effort',
  verbosity: 'text.verbosity',
};

/** The vendor's least value; below it a model cannot say anything. */
const MIN_OUTPUT_TOKENS = 16;

export async function readTextOrder(body: Body, retired: readonly string[]): Promise<TextOrder> {
  const parameters = jsonParameters(body);
  for (const [name, place] of Object.entries(MOVED)) {
    if (name in parameters.values) {
      refuse(
        'unsupported_parameter',
        name,
        `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${place}'.`,
      );
    }
  }
  allowOnly(parameters.values, NAMES);
  const id = readText(parameters, 'model') ?? missing('model');
  const model =
    TEXT_MODELS.find((known) => known.id === id && !retired.includes(id)) ??
    refuse('model_not_found', null, `The model '${id}' does not exist or you do not have access to it.`, 404);
  const reasoning = readNested(parameters, 'reasoning', ['effort', 'summary', 'generate_summary', 'context', 'mode']);
  const effort = readEffort(reasoning, model);
  checkSampling(parameters, model, effort);
  const text = readNested(parameters, 'text', ['format', 'verbosity']);
  const input = await readInput(parameters.values.input);
  const format = checkSchemaFormat(text.values.format ?? { type: 'text' }, input.allText);
  return {
    model,
    prompt: input.lastText,
    inputCharacters: input.allText.length,
    imageCount: input.imageCount,
    instructions: readText(parameters, 'instructions'),
    effort,
    verbosity: readChoice(text, 'verbosity', ['low', 'medium', 'high']) ?? 'medium',
    format,
    maxOutputTokens: readInteger(parameters, 'max_output_tokens', [MIN_OUTPUT_TOKENS, model.maxOutputTokens]),
    isStream: readBoolean(parameters, 'stream') ?? false,
    isStored: readBoolean(parameters, 'store') ?? true,
  };
}

function readNested({ values }: Parameters, name: string, allowed: readonly string[]): Parameters {
  const value = values[name] ?? {};
  if (!isRecord(value)) return wrongType(name, 'an object');
  allowOnly(value, allowed, `${name}.`);
  return { source: 'json', values: value };
}

function readEffort(reasoning: Parameters, model: TextModel): string {
  const effort =
    readChoice(reasoning, 'effort', ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']) ?? 'medium';
  if (model.efforts.includes(effort)) return effort;
  const list = model.efforts.join(', ');
  return unsupported('reasoning.effort', `'${effort}' is not supported with '${model.id}'. Supported values: ${list}.`);
}

function checkSampling({ values }: Parameters, model: TextModel, effort: string): void {
  const isFree = model.temperature === 'without-effort' && effort === 'none';
  for (const name of ['temperature', 'top_p']) {
    const value = values[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') wrongType(name, 'a number');
    else if (value < 0 || value > (name === 'top_p' ? 1 : 2)) invalid(name, 'out of range.');
    else if (!isFree && value !== 1)
      unsupported(name, `only the default (1) is supported with '${model.id}' and effort '${effort}'.`);
  }
}

interface TextInput {
  readonly lastText: string;
  readonly allText: string;
  readonly imageCount: number;
}

async function readInput(input: unknown): Promise<TextInput> {
  if (input === undefined) return missing('input');
  if (typeof input === 'string') {
    if (input === '') return invalid('input', 'it is empty.');
    return { lastText: input, allText: input, imageCount: 0 };
  }
  if (!Array.isArray(input) || input.length === 0) return wrongType('input', 'a string or a list of items');
  let lastText = '';
  let allText = '';
  let imageCount = 0;
  for (const [index, item] of input.entries()) {
    const read = await readItem(item, `input[${index}]`);
    allText += read.text;
    imageCount += read.imageCount;
    if (read.role === 'user') lastText = read.text;
  }
  return { lastText, allText, imageCount };
}

async function readItem(item: unknown, at: string) {
  if (!isRecord(item)) return wrongType(at, 'an object');
  allowOnly(item, ['type', 'role', 'content', 'id', 'status', 'phase'], `${at}.`);
  const role = String(item.role);
  if (!['user', 'system', 'developer', 'assistant'].includes(role)) return invalid(`${at}.role`, `'${role}'.`);
  const content = item.content;
  if (typeof content === 'string') return { role, text: content, imageCount: 0 };
  if (!Array.isArray(content)) return wrongType(`${at}.content`, 'a string or a list of parts');
  let text = '';
  let imageCount = 0;
  for (const [index, part] of content.entries()) {
    const partAt = `${at}.content[${index}]`;
    if (!isRecord(part)) return wrongType(partAt, 'an object');
    if (part.type === 'input_image') {
      await checkInputImage(part, partAt);
      imageCount += 1;
    } else text += readTextPart(part, role, partAt);
  }
  return { role, text, imageCount };
}

function readTextPart(part: Readonly<Record<string, unknown>>, role: string, at: string): string {
  const expected = role === 'assistant' ? 'output_text' : 'input_text';
  if (part.type !== expected) return invalid(`${at}.type`, `'${String(part.type)}'. Supported: '${expected}'.`);
  allowOnly(part, ['type', 'text', 'annotations', 'logprobs'], `${at}.`);
  return typeof part.text === 'string' ? part.text : missing(`${at}.text`);
}

async function checkInputImage(part: Readonly<Record<string, unknown>>, at: string): Promise<void> {
  allowOnly(part, ['type', 'image_url', 'file_id', 'detail'], `${at}.`);
  readChoice({ source: 'json', values: part }, 'detail', ['low', 'high', 'auto', 'original']);
  const url = part.image_url;
  // In this API the address is a plain string; an object is the shape of Chat Completions.
  if (typeof url !== 'string')
    return url === undefined ? missing(`${at}.image_url`) : wrongType(`${at}.image_url`, 'a string');
  const match = /^data:image\/(png|jpeg|webp|gif);base64,/.exec(url.slice(0, 100));
  if (match === null) return refuse('invalid_image_url', `${at}.image_url`, 'Failed to download the image.');
  if ((await measure(Buffer.from(url.slice(match[0].length), 'base64'))) === null) {
    return refuse(
      'invalid_image_format',
      `${at}.image_url`,
      'The image data you provided does not represent a valid image.',
    );
  }
}

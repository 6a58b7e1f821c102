/** Owns the validation of a whole image request of OpenAI: parameters against each other and against the model. */
import type { Body } from './emulator-body.ts';
import type { Size } from './emulator-canvas.ts';
import type { PictureFormat } from './emulator-pictures.ts';
import { IMAGE_MODELS, type ImageModel } from './openai-catalogue.ts';
import {
  allowOnly,
  jsonParameters,
  type Parameters,
  readBoolean,
  readChoice,
  readInteger,
  readText,
} from './openai-parameters.ts';
import { invalid, missing, refuse, unsupported } from './openai-refusals.ts';
import { checkPictures, editParameters, type SentPictures } from './openai-sent-pictures.ts';

export interface ImageOrder {
  readonly route: 'generation' | 'edit';
  readonly model: ImageModel;
  readonly prompt: string;
  readonly count: number;
  readonly size: Size;
  readonly quality: string;
  readonly background: 'opaque' | 'transparent';
  readonly format: PictureFormat;
  readonly compression: number;
  readonly isStream: boolean;
  readonly partialCount: number;
  readonly safetyIdentifier: string | null;
  readonly sent: SentPictures | null;
}

const MAX_PROMPT_CHARACTERS = 32_000;

const BOTH = [
  'prompt',
  'model',
  'n',
  'size',
  'quality',
  'background',
  'output_format',
  'output_compression',
  'stream',
  'partial_images',
  'complexity',
  'frame_count',
  'frame_duration_ms',
  'safety_identifier',
  'user',
];
const GENERATION = [...BOTH, 'moderation', 'svg'];
/** `moderation` is documented for the JSON body only, `markup` for the form only. */
const EDIT_FORM = [...BOTH, 'input_fidelity'];
const EDIT_JSON = [...EDIT_FORM, 'moderation'];

export function readGeneration(body: Body, retired: readonly string[]): ImageOrder {
  const parameters = jsonParameters(body);
  allowOnly(parameters.values, GENERATION);
  return readOrder(parameters, { route: 'generation', sent: null, retired });
}

export async function readEdit(body: Body, retired: readonly string[]): Promise<ImageOrder> {
  const files = editParameters(body);
  allowOnly(files.parameters.values, files.parameters.source === 'form' ? EDIT_FORM : EDIT_JSON);
  readModel(files.parameters, retired);
  const sent = await checkPictures(files);
  return readOrder(files.parameters, { route: 'edit', sent, retired });
}

function readModel(parameters: Parameters, retired: readonly string[]): ImageModel {
  const id = readText(parameters, 'model') ?? missing('model');
  const model = IMAGE_MODELS.find((known) => known.id === id && !retired.includes(id));
  return (
    model ??
    refuse('model_not_found', 'model', `The model '${id}' does not exist or you do not have access to it.`, 404)
  );
}

interface OrderFrame {
  readonly route: ImageOrder['route'];
  readonly sent: SentPictures | null;
  readonly retired: readonly string[];
}

function readOrder(parameters: Parameters, { route, sent, retired }: OrderFrame): ImageOrder {
  const model = readModel(parameters, retired);
  readChoice(parameters, 'moderation', ['auto', 'low']);
  refuseGated(parameters);
  checkModelExtras(parameters, model, sent);
  const format = readFormat(parameters);
  const isStream = readBoolean(parameters, 'stream') ?? false;
  return {
    route,
    model,
    prompt: readPrompt(parameters),
    count: readInteger(parameters, 'n', [1, 10]) ?? 1,
    size: readSize(parameters, model, sent),
    quality: readQuality(parameters, model),
    background: readBackground(parameters, model, format),
    format,
    compression: readCompression(parameters, format),
    isStream,
    partialCount: readPartials(parameters, isStream),
    safetyIdentifier: readText(parameters, 'safety_identifier'),
    sent,
  };
}

function readPrompt(parameters: Parameters): string {
  const prompt = readText(parameters, 'prompt') ?? missing('prompt');
  if (prompt.trim() === '') return refuse('empty_string', 'prompt', "Invalid 'prompt': it is empty.");
  if (prompt.length <= MAX_PROMPT_CHARACTERS) return prompt;
  const message = `Invalid 'prompt': string too long. Expected a string with maximum length ${MAX_PROMPT_CHARACTERS}, but got a string with length ${prompt.length} instead.`;
  return refuse('string_above_max_length', 'prompt', message);
}

/** gif and svg are gated previews; their parameters make no sense without them. */
function refuseGated(parameters: Parameters): void {
  for (const name of ['frame_count', 'frame_duration_ms', 'svg']) {
    if (parameters.values[name] !== undefined)
      refuse('unsupported_parameter', name, `'${name}' needs gif or svg output.`);
  }
}

function checkModelExtras(parameters: Parameters, model: ImageModel, sent: SentPictures | null): void {
  const fidelity = readChoice(parameters, 'input_fidelity', ['low', 'high']);
  if (fidelity !== null && !model.inputFidelities.includes(fidelity)) {
    unsupported('input_fidelity', `'${model.id}' does not support '${fidelity}'; omit it.`);
  }
  const complexity = readChoice(parameters, 'complexity', ['low', 'medium', 'high']);
  if (complexity !== null && !model.hasComplexity) {
    refuse('unsupported_parameter', 'complexity', `'complexity' is not supported with '${model.id}'.`);
  }
  if (sent?.hasMarkup === true && !model.hasMarkup) {
    refuse('unsupported_parameter', 'markup', `'markup' is not supported with '${model.id}'.`);
  }
}

function readFormat(parameters: Parameters): PictureFormat {
  const format = readChoice(parameters, 'output_format', ['png', 'jpeg', 'webp', 'gif', 'svg']) ?? 'png';
  if (format === 'png' || format === 'jpeg' || format === 'webp') return format;
  return unsupported('output_format', `'${format}' is not enabled for this organization.`);
}

function readCompression(parameters: Parameters, format: PictureFormat): number {
  const compression = readInteger(parameters, 'output_compression', [0, 100]);
  // The vendor's own default of 100 does no harm to a PNG, anything else is a contradiction.
  if (format === 'png' && compression !== null && compression !== 100) {
    return invalid('output_compression', 'PNG output format does not support compression other than 100.');
  }
  return compression ?? 100;
}

function readPartials(parameters: Parameters, isStream: boolean): number {
  const partials = readInteger(parameters, 'partial_images', [0, 3]);
  if (partials !== null && !isStream) return invalid('partial_images', "it is only allowed when 'stream' is true.");
  return partials ?? 0;
}

function readQuality(parameters: Parameters, model: ImageModel): string {
  const quality = readChoice(parameters, 'quality', [...model.qualities, 'auto']) ?? 'auto';
  return quality === 'auto' ? 'medium' : quality;
}

function readBackground(parameters: Parameters, model: ImageModel, format: PictureFormat): 'opaque' | 'transparent' {
  const background = readChoice(parameters, 'background', ['transparent', 'opaque', 'auto']);
  if (background !== 'transparent') return 'opaque';
  if (!model.isTransparencyOpen) return unsupported('background', `transparent is not supported with '${model.id}'.`);
  if (format === 'jpeg') return unsupported('background', 'transparent needs png or webp output.');
  return 'transparent';
}

const STANDARD = ['1024x1024', '1536x1024', '1024x1536'];
const FREE = { multiplePx: 16, maxEdgePx: 3840, maxRatio: 3, minPixels: 655_360, maxPixels: 8_294_400 } as const;

function readSize(parameters: Parameters, model: ImageModel, sent: SentPictures | null): Size {
  const text = readText(parameters, 'size') ?? 'auto';
  if (text === 'auto') return automaticSize(sent);
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(text);
  if (match === null) return invalid('size', `'${text}' is not WIDTHxHEIGHT.`);
  const size = { widthPx: Number(match[1]), heightPx: Number(match[2]) };
  if (model.sizes === 'standard' && !STANDARD.includes(text)) {
    return invalid('size', `'${text}'. Supported values are: ${STANDARD.join(', ')} and auto.`);
  }
  const problem = freeSizeProblem(size);
  return problem === null ? size : invalid('size', `'${text}': ${problem}.`);
}

function freeSizeProblem({ widthPx, heightPx }: Size): string | null {
  const pixels = widthPx * heightPx;
  if (widthPx % FREE.multiplePx !== 0 || heightPx % FREE.multiplePx !== 0) return 'both edges must be multiples of 16';
  if (Math.max(widthPx, heightPx) > FREE.maxEdgePx) return 'an edge is longer than 3840 pixels';
  if (Math.max(widthPx, heightPx) > FREE.maxRatio * Math.min(widthPx, heightPx)) return 'the ratio exceeds 3:1';
  if (pixels < FREE.minPixels) return `fewer than ${FREE.minPixels} pixels`;
  if (pixels > FREE.maxPixels) return `more than ${FREE.maxPixels} pixels`;
  return null;
}

function automaticSize(sent: SentPictures | null): Size {
  const ratio = sent?.images[0] === undefined ? 1 : sent.images[0].widthPx / sent.images[0].heightPx;
  if (ratio > 1.2) return { widthPx: 1536, heightPx: 1024 };
  return ratio < 1 / 1.2 ? { widthPx: 1024, heightPx: 1536 } : { widthPx: 1024, heightPx: 1024 };
}

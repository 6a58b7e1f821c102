/** Owns the validation of a generateContent request against the model it is sent to. Source: fact sheet C3, C4. */
import type { Body } from './emulator-body.ts';
import type { Size } from './emulator-canvas.ts';
import { type GoogleImageModel, type GoogleModel, nearestAspect, pixelsOf } from './google-catalogue.ts';
import { readContents, type SentImage } from './google-contents.ts';
import {
  checkNumber,
  GENERATION_FIELDS,
  type JsonObject,
  REQUEST_FIELDS,
  readObject,
  readStrings,
} from './google-fields.ts';
import { refuseArgument } from './google-refusals.ts';

export interface GoogleOrder {
  readonly model: GoogleModel;
  readonly prompt: string;
  readonly systemText: string;
  readonly images: readonly SentImage[];
  readonly wantsImage: boolean;
  readonly wantsText: boolean;
  /** Meaningful for pictures only. */
  readonly size: Size;
  readonly outputTokens: number;
  readonly includesThoughts: boolean;
  readonly seed: number | null;
  /** null unless JSON was asked for. */
  readonly schema: JsonObject | null;
  readonly isJson: boolean;
  readonly maxOutputTokens: number | null;
}

const INT32 = { least: -(2 ** 31), most: 2 ** 31 - 1, isInteger: true } as const;

export async function readGoogleOrder(body: Body, model: GoogleModel): Promise<GoogleOrder> {
  if (body.kind !== 'json') {
    return refuseArgument(
      `Invalid JSON payload received. ${body.kind === 'unreadable' ? body.reason : 'Unexpected end of data'}.`,
    );
  }
  const request = readObject(body.value, '', REQUEST_FIELDS);
  const config = readObject(request.generationConfig ?? {}, 'generationConfig', GENERATION_FIELDS);
  checkSampling(config);
  const { prompt, images } = await readContents(request.contents, model);
  if (prompt === '' && images.length === 0)
    refuseArgument('Unable to submit request because it must have a text parameter.');
  checkTools(request.tools, model);
  const thinking = checkThinking(config, model);
  const modalities = checkModalities(config, model);
  const picture = model.kind === 'image' ? readPicture(config, model, images) : noPicture(config);
  const json = readJsonMode(config, model);
  const seed = config.seed;
  const maxOutputTokens = config.maxOutputTokens;
  return {
    model,
    prompt,
    systemText: readSystem(request.systemInstruction),
    images,
    ...modalities,
    ...picture,
    ...json,
    includesThoughts: thinking,
    seed: typeof seed === 'number' ? seed : null,
    maxOutputTokens: typeof maxOutputTokens === 'number' ? maxOutputTokens : null,
  };
}

function checkSampling(config: JsonObject): void {
  checkNumber(config, 'temperature', { least: 0, most: 2, isInteger: false });
  checkNumber(config, 'topP', { least: 0, most: 1, isInteger: false });
  checkNumber(config, 'topK', { least: 1, most: 1000, isInteger: false });
  checkNumber(config, 'maxOutputTokens', { least: 1, most: 65_536, isInteger: true });
  checkNumber(config, 'seed', INT32);
  checkNumber(config, 'candidateCount', { least: 1, most: 8, isInteger: true });
  const count = config.candidateCount;
  if (typeof count === 'number' && count > 1) {
    refuseArgument('Multiple candidates is not enabled for this model', 'generation_config.candidate_count');
  }
}

function checkModalities(config: JsonObject, model: GoogleModel) {
  const at = 'generation_config.response_modalities';
  const fallback = model.kind === 'image' ? ['TEXT', 'IMAGE'] : ['TEXT'];
  const asked = config.responseModalities === undefined ? fallback : readStrings(config.responseModalities, at);
  for (const modality of asked) {
    if (!['TEXT', 'IMAGE', 'AUDIO'].includes(modality))
      refuseArgument(
        `Invalid value at '${at}[0]' (type.googleapis.com/google.ai.generativelanguage.v1beta.GenerationConfig.Modality), "${modality}"`,
        at,
      );
    if (!fallback.includes(modality))
      refuseArgument(`Model does not support the requested response modalities: ${asked.join(',').toLowerCase()}`, at);
  }
  return { wantsImage: asked.includes('IMAGE'), wantsText: asked.includes('TEXT') };
}

function checkThinking(config: JsonObject, model: GoogleModel): boolean {
  if (config.thinkingConfig === undefined) return false;
  const at = 'generation_config.thinking_config';
  const thinking = readObject(config.thinkingConfig, 'generationConfig.thinkingConfig', [
    'includeThoughts',
    'thinkingBudget',
    'thinkingLevel',
  ]);
  const levels = model.kind === 'image' ? model.thinkingLevels : ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];
  if (levels.length === 0) refuseArgument('Thinking is not enabled for this model', at);
  const level = thinking.thinkingLevel;
  if (level !== undefined && !levels.includes(String(level))) {
    refuseArgument(
      `Thinking level ${String(level)} is not supported for this model. Supported: ${levels.join(', ')}.`,
      `${at}.thinking_level`,
    );
  }
  if (level !== undefined && thinking.thinkingBudget !== undefined) {
    refuseArgument('You can only set only one of thinking budget and thinking level.', at);
  }
  return thinking.includeThoughts === true;
}

const readImageConfig = (config: JsonObject): JsonObject =>
  readObject(config.imageConfig ?? {}, 'generationConfig.imageConfig', ['aspectRatio', 'imageSize']);

function noPicture(config: JsonObject) {
  readImageConfig(config);
  if (config.imageConfig !== undefined)
    refuseArgument('Image config is not supported for this model.', 'generation_config.image_config');
  return { size: { widthPx: 0, heightPx: 0 }, outputTokens: 0 };
}

function readPicture(config: JsonObject, model: GoogleImageModel, images: readonly SentImage[]) {
  const { aspectRatio, imageSize } = readImageConfig(config);
  const at = 'generation_config.image_config';
  if (aspectRatio !== undefined && (typeof aspectRatio !== 'string' || !model.aspects.includes(aspectRatio))) {
    refuseArgument(
      `Aspect ratio ${String(aspectRatio)} is not supported. Supported: ${model.aspects.join(', ')}.`,
      `${at}.aspect_ratio`,
    );
  }
  const sizes = Object.keys(model.sizes);
  if (imageSize !== undefined && (typeof imageSize !== 'string' || !sizes.includes(imageSize))) {
    const hint = sizes.length === 0 ? 'Image size is not supported for this model.' : `Supported: ${sizes.join(', ')}.`;
    refuseArgument(`Invalid image size ${String(imageSize)}. ${hint}`, `${at}.image_size`);
  }
  const size = typeof imageSize === 'string' ? imageSize : null;
  const aspect = typeof aspectRatio === 'string' ? aspectRatio : nearestAspect(model, images[0] ?? null);
  return { size: pixelsOf(model, aspect, size), outputTokens: model.sizes[size ?? '1K'] ?? model.defaultTokens };
}

function readJsonMode(config: JsonObject, model: GoogleModel) {
  const { responseMimeType, responseSchema, responseJsonSchema } = config;
  const isJson = responseMimeType === 'application/json';
  const schema = responseSchema ?? responseJsonSchema;
  if (responseSchema !== undefined && responseJsonSchema !== undefined) {
    refuseArgument('Only one of response_schema and response_json_schema can be set.', 'generation_config');
  }
  if (model.kind === 'image' && (isJson || schema !== undefined))
    refuseArgument('JSON mode is not enabled for this model');
  if (schema !== undefined && !isJson) {
    refuseArgument(
      "Function calling with a response mime type: 'text/plain' is unsupported",
      'generation_config.response_mime_type',
    );
  }
  return { isJson, schema: isJson && schema !== undefined ? readAnyObject(schema) : null };
}

function readAnyObject(value: unknown): JsonObject {
  const fields = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return readObject(
    value,
    'generationConfig.responseSchema',
    fields.map((name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())),
  );
}

function checkTools(value: unknown, model: GoogleModel): void {
  if (value === undefined) return;
  const tools = Array.isArray(value) ? value : refuseArgument("Invalid value at 'tools': expected a list.", 'tools');
  for (const [index, raw] of tools.entries()) {
    const tool = readObject(raw, `tools[${index}]`, [
      'googleSearch',
      'functionDeclarations',
      'codeExecution',
      'urlContext',
    ]);
    if (model.kind === 'image' && tool.googleSearch === undefined) {
      refuseArgument('Function calling is not enabled for this model', `tools[${index}]`);
    }
  }
}

function readSystem(value: unknown): string {
  if (value === undefined) return '';
  const parts = readObject(value, 'systemInstruction', ['role', 'parts']).parts;
  if (!Array.isArray(parts))
    return refuseArgument("Invalid value at 'system_instruction.parts'", 'system_instruction.parts');
  return parts.map((part) => String(readObject(part, 'systemInstruction.parts', ['text']).text ?? '')).join('\n');
}

/** Owns which JSON fields Google knows, and the reading of one field; protobuf JSON takes camel and snake case alike. */
import { refuseArgument, unknownField } from './google-refusals.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `content.parts` becomes Google's own `content.parts`, `generationConfig` its `generation_config`. */
const snakePath = (path: string): string => path.split('.').map(snake).join('.');

export const REQUEST_FIELDS = [
  'model',
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'safetySettings',
  'generationConfig',
  'cachedContent',
  'serviceTier',
  'store',
];
export const GENERATION_FIELDS = [
  'temperature',
  'topP',
  'topK',
  'candidateCount',
  'maxOutputTokens',
  'stopSequences',
  'responseLogprobs',
  'logprobs',
  'presencePenalty',
  'frequencyPenalty',
  'seed',
  'responseMimeType',
  'responseSchema',
  'responseJsonSchema',
  'responseModalities',
  'mediaResolution',
  'speechConfig',
  'thinkingConfig',
  'imageConfig',
  'enableEnhancedCivicAnswers',
];
export const PART_FIELDS = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
  'thought',
  'thoughtSignature',
  'videoMetadata',
  'mediaResolution',
  'partMetadata',
];

/** The object under camel-case names. Throws when it is no object or has a field that is not in the list. */
export function readObject(value: unknown, at: string, fields: readonly string[]): JsonObject {
  if (!isObject(value))
    return refuseArgument(`Invalid value at '${snakePath(at)}': expected an object.`, snakePath(at));
  const known: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (!fields.includes(camel(name))) unknownField(name, snakePath(at));
    if (inner !== null) known[camel(name)] = inner;
  }
  return known;
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly isInteger: boolean;
}

export function checkNumber(object: JsonObject, name: string, { least, most, isInteger }: Range): void {
  const value = object[name];
  if (value === undefined) return;
  const at = `generation_config.${snake(name)}`;
  if (typeof value !== 'number' || (isInteger && !Number.isInteger(value))) {
    refuseArgument(`Invalid value at '${at}' (TYPE_${isInteger ? 'INT32' : 'FLOAT'}), ${JSON.stringify(value)}`, at);
  } else if (value < least || value > most) {
    refuseArgument(`Unable to submit request because ${at} must be in the range ${least} to ${most}.`, at);
  }
}

export function readStrings(value: unknown, at: string): readonly string[] {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value : refuseArgument(`Invalid value at '${at}' (TYPE_STRING)`, at);
}

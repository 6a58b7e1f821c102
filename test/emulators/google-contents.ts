/** Owns the checks of `contents`: roles, parts, inline pictures, thought signatures. Source: fact sheet C5, C7. */
import { measure } from './emulator-pictures.ts';
import type { GoogleModel } from './google-catalogue.ts';
import { type JsonObject, PART_FIELDS, readObject } from './google-fields.ts';
import { refuseArgument } from './google-refusals.ts';

export interface SentImage {
  readonly bytes: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface ReadContents {
  /** All text of the user, in order. */
  readonly prompt: string;
  readonly images: readonly SentImage[];
}

const MAX_IMAGES = 14;
const MIMES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'];
/** sharp's name for the format behind each declared type. */
const FORMATS: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' };

/** Signatures belong to one model, as the vendor warns; the id inside makes a mix-up visible. */
export const signatureFor = (modelId: string): string =>
  Buffer.from(`emulated thought of ${modelId}`).toString('base64');

export async function readContents(value: unknown, model: GoogleModel): Promise<ReadContents> {
  if (!Array.isArray(value) || value.length === 0) {
    return refuseArgument('* GenerateContentRequest.contents: contents is not specified', 'contents');
  }
  let prompt = '';
  const images: SentImage[] = [];
  for (const [index, item] of value.entries()) {
    const content = readObject(item, `contents[${index}]`, ['role', 'parts']);
    const role = content.role ?? 'user';
    if (role !== 'user' && role !== 'model')
      refuseArgument('Please use a valid role: user, model.', `contents[${index}].role`);
    const parts = content.parts;
    if (!Array.isArray(parts) || parts.length === 0) {
      return refuseArgument(`* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.`);
    }
    for (const [position, raw] of parts.entries()) {
      const part = readObject(raw, `contents[${index}].parts[${position}]`, PART_FIELDS);
      const place = { index, position, isModel: role === 'model' };
      checkSignature(part, place, model);
      const image = await readPart(part, `contents[${index}].parts[${position}]`);
      if (image !== null) images.push(image);
      if (role === 'user' && typeof part.text === 'string') prompt += `${part.text}\n`;
    }
  }
  if (images.length > MAX_IMAGES) {
    refuseArgument(`Unable to process the request: at most ${MAX_IMAGES} images are supported, got ${images.length}.`);
  }
  return { prompt: prompt.trim(), images };
}

interface Place {
  readonly index: number;
  readonly position: number;
  readonly isModel: boolean;
}

function checkSignature(part: JsonObject, { index, position, isModel }: Place, model: GoogleModel): void {
  if (!isModel || model.kind !== 'image' || !model.needsSignatures) return;
  const signature = part.thoughtSignature;
  const where = `in content position ${index + 1}, part position ${position + 1}`;
  if (part.inlineData !== undefined && signature === undefined) {
    refuseArgument(`Image part is missing a thought_signature ${where}.`);
  }
  if (signature !== undefined && signature !== signatureFor(model.id)) {
    refuseArgument(`Corrupted thought signature ${where}.`);
  }
}

const DATA_FIELDS = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
];

async function readPart(part: JsonObject, at: string): Promise<SentImage | null> {
  const data = DATA_FIELDS.filter((name) => part[name] !== undefined);
  if (data.length > 1)
    return refuseArgument(`Invalid value at '${at}' (oneof), oneof field 'data' is already set.`, at);
  if (data.length === 0) {
    return refuseArgument(
      `* GenerateContentRequest.${at}.data: required oneof field 'data' must have one initialized field`,
    );
  }
  if (part.text !== undefined && typeof part.text !== 'string')
    refuseArgument(`Invalid value at '${at}.text' (TYPE_STRING)`, at);
  if (part.fileData !== undefined)
    refuseArgument('You do not have permission to access the File or it may not exist.', at);
  if (part.inlineData === undefined) return null;
  return readInline(readObject(part.inlineData, `${at}.inline_data`, ['mimeType', 'data', 'displayName']), at);
}

async function readInline({ mimeType, data }: JsonObject, at: string): Promise<SentImage> {
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(data)) {
    return refuseArgument(
      `Invalid value at '${at}.inline_data.data' (TYPE_BYTES), Base64 decoding failed`,
      `${at}.inline_data.data`,
    );
  }
  if (typeof mimeType !== 'string' || !MIMES.includes(mimeType)) {
    return refuseArgument(`Unsupported MIME type: ${String(mimeType)}`, `${at}.inline_data.mime_type`);
  }
  const bytes = Buffer.from(data, 'base64');
  const size = await measure(bytes);
  const expected = FORMATS[mimeType];
  if (size === null || (expected !== undefined && size.format !== expected)) {
    return refuseArgument(
      'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
    );
  }
  return { bytes, widthPx: size.widthPx, heightPx: size.heightPx };
}

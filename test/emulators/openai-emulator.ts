/** Owns the emulator of OpenAI's API: its routes and its key. The peer of the adapter's tests, so it shares no code. */

import type { Answer } from './emulator-delivery.ts';
import { createPainter, type Painter } from './emulator-pictures.ts';
import {
  type Emulator,
  type EmulatorOptions,
  startEmulator,
  type Vendor,
  type VendorRequest,
} from './emulator-server.ts';
import { IMAGE_MODELS, TEXT_MODELS } from './openai-catalogue.ts';
import { readEdit, readGeneration } from './openai-image-order.ts';
import { isRecord } from './openai-parameters.ts';
import { answerImages } from './openai-picture-answers.ts';
import { badKey, openAiHeaders, refuse, scriptedRefusal, tooLarge } from './openai-refusals.ts';
import { answerResponse } from './openai-responses.ts';

/** Any key with this beginning is accepted, unless the options name one. */
const KEY_PREFIX = 'sk-emulator';

/** Speaks /v1/images/generations, /v1/images/edits, /v1/responses and /v1/models on a loopback port. */
export function startOpenAiEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const painter = createPainter({ isCanned: options.cannedPictures === true });
  const vendor: Vendor = {
    basePath: '/v1',
    isStream: ({ body }) => {
      if (body.kind === 'form') return body.parts.some(({ name, value }) => name === 'stream' && value === 'true');
      return body.kind === 'json' && isRecord(body.value) && body.value.stream === true;
    },
    refusal: scriptedRefusal,
    tooLarge,
    answer: async (request) => {
      checkKey(request, options.apiKey);
      return route(request, painter, options.retiredModels ?? []);
    },
    reset: painter.reset,
  };
  return startEmulator(vendor, options);
}

function checkKey({ headers }: VendorRequest, apiKey: string | undefined): void {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const isGood = apiKey === undefined ? key.startsWith(KEY_PREFIX) : key === apiKey;
  if (!isGood) throw badKey();
}

async function route(request: VendorRequest, painter: Painter, retired: readonly string[]): Promise<Answer> {
  const { method, path, body, fault } = request;
  if (path === '/v1/images/generations') {
    requirePost(method, path);
    return answerImages(readGeneration(body, retired), fault, painter);
  }
  if (path === '/v1/images/edits') {
    requirePost(method, path);
    return answerImages(await readEdit(body, retired), fault, painter);
  }
  if (path === '/v1/responses') {
    requirePost(method, path);
    return answerResponse(body, fault, retired);
  }
  if (method === 'GET' && path.startsWith('/v1/models')) return listModels(path.slice('/v1/models'.length), retired);
  return refuse('unknown_url', null, `Invalid URL (${method} ${path})`, 404);
}

function requirePost(method: string, path: string): void {
  if (method !== 'POST')
    refuse('method_not_supported', null, `Not allowed to ${method} on ${path} (HINT: use POST).`, 405);
}

/** Retired ids are gone from the list as well as from the routes. */
function listModels(rest: string, retired: readonly string[]): Answer {
  const models = [...IMAGE_MODELS, ...TEXT_MODELS]
    .filter(({ id }) => !retired.includes(id))
    .map(({ id, shutdownDate }) => ({
      id,
      object: 'model',
      created: 1_767_225_600,
      owned_by: 'system',
      ...(shutdownDate === null ? {} : { shutdown_date: shutdownDate }),
    }));
  const one = models.find(({ id }) => rest === `/${id}`);
  if (rest !== '' && one === undefined) {
    return refuse('model_not_found', 'model', `The model '${rest.slice(1)}' does not exist.`, 404);
  }
  const value = one ?? { object: 'list', data: models };
  return { status: 200, headers: openAiHeaders(), payload: { kind: 'json', value }, isBilled: false };
}

/** Owns the emulator of the Gemini API: its routes and its key. The peer of the adapter's tests, so it shares no code. */
import type { Answer } from './emulator-delivery.ts';
import { createPainter, type Painter } from './emulator-pictures.ts';
import {
  type Emulator,
  type EmulatorOptions,
  Refusal,
  startEmulator,
  type Vendor,
  type VendorRequest,
} from './emulator-server.ts';
import { answerContent } from './google-answers.ts';
import { GOOGLE_MODELS, type GoogleModel } from './google-catalogue.ts';
import { readGoogleOrder } from './google-order.ts';
import { payloadTooLarge, refuseKey, refuseModel, scriptedGoogleRefusal } from './google-refusals.ts';

/** Any key with this beginning is accepted, unless the options name one. */
const KEY_PREFIX = 'emulator';
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

/** Speaks generateContent, streamGenerateContent and models under /v1beta on a loopback port. */
export function startGoogleEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const painter = createPainter({ isCanned: options.cannedPictures === true });
  const vendor: Vendor = {
    basePath: '',
    isStream: ({ path }) => path.endsWith(':streamGenerateContent'),
    refusal: scriptedGoogleRefusal,
    tooLarge: payloadTooLarge,
    answer: async (request) => {
      checkKey(request, options.apiKey);
      return route(request, painter, options.retiredModels ?? []);
    },
    reset: painter.reset,
  };
  return startEmulator(vendor, options);
}

/** The header only: a key in the address would end up in logs, and no adapter may send one there. */
function checkKey({ headers }: VendorRequest, apiKey: string | undefined): void {
  const sent = headers['x-goog-api-key'];
  const key = typeof sent === 'string' ? sent : '';
  const isGood = apiKey === undefined ? key.startsWith(KEY_PREFIX) : key === apiKey;
  if (!isGood) refuseKey(key);
}

const notFound = (): Refusal => new Refusal(404, { error: { code: 404, message: 'Not Found', status: 'NOT_FOUND' } });

async function route(request: VendorRequest, painter: Painter, retired: readonly string[]): Promise<Answer> {
  const { method, path, query, body, fault } = request;
  const match = /^\/(v1|v1beta)\/models(?:\/([A-Za-z0-9._-]+)(?::([A-Za-z]+))?)?$/.exec(path);
  if (match === null) throw notFound();
  const [, version = '', id, action] = match;
  const known = GOOGLE_MODELS.filter((model) => version === 'v1beta' && !retired.includes(model.id));
  const model = known.find((candidate) => candidate.id === id);
  if (action === undefined) {
    if (method !== 'GET') throw notFound();
    if (id === undefined) return listModels(known, query);
    return json(describe(model ?? refuseModel(id, version)));
  }
  const isStream = action === 'streamGenerateContent';
  if (method !== 'POST' || (!isStream && action !== 'generateContent')) throw notFound();
  if (request.bodySizeBytes > MAX_REQUEST_BYTES) throw tooLarge();
  const order = await readGoogleOrder(body, model ?? refuseModel(id ?? '', version));
  const answer = await answerContent(order, { fault, painter, isStream });
  return isStream && query.get('alt') !== 'sse' ? asArray(answer) : answer;
}

function tooLarge(): Refusal {
  const { payload, status } = payloadTooLarge();
  return new Refusal(status, payload.kind === 'json' ? payload.value : null);
}

/** Without `alt=sse` the vendor streams one JSON array. */
function asArray(answer: Answer): Answer {
  if (answer.payload.kind !== 'events') return answer;
  return { ...answer, payload: { kind: 'json', value: answer.payload.events.map(({ data }) => data) } };
}

const json = (value: unknown): Answer => ({ status: 200, payload: { kind: 'json', value }, isBilled: false });

const describe = (model: GoogleModel) => ({
  name: `models/${model.id}`,
  version: '001',
  displayName: model.displayName,
  inputTokenLimit: model.kind === 'image' ? 65_536 : 1_048_576,
  outputTokenLimit: model.kind === 'image' ? 32_768 : 65_536,
  supportedGenerationMethods: ['generateContent', 'countTokens', 'batchGenerateContent'],
  thinking: model.kind === 'text' || model.thinkingLevels.length > 0,
});

/** Pages of 50 unless asked otherwise, as the vendor does. */
function listModels(models: readonly GoogleModel[], query: URLSearchParams): Answer {
  const pageSize = Number(query.get('pageSize') ?? 50);
  const start = Number(query.get('pageToken') ?? 0);
  const next = start + pageSize < models.length ? { nextPageToken: String(start + pageSize) } : {};
  return json({ models: models.slice(start, start + pageSize).map(describe), ...next });
}

// What routing tests share: a registry as one machine sees it, and requests that differ in one thing.
import { expect } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import { type RouteInput, type RouteResult, routeRequest } from '../../electron/studio/routing/route-request.ts';
import type { GenerationRequest, Reference } from '../../shared/generation.ts';
import type { ModelEntry, ModelState, ProviderId } from '../../shared/model.ts';

/** 20 November 2026, noon UTC: GPT Image 1.5 has eleven days left. */
export const NOW_MS = Date.UTC(2026, 10, 20, 12);

const offline: ModelEntry = {
  id: 'sketch:offline',
  providerId: 'sketch',
  vendorId: 'offline',
  label: 'Sketch',
  note: 'Offline, no AI.',
  roles: ['draft', 'final', 'edit'],
  output: 'image',
  sizes: {
    kind: 'free',
    multipleOfPx: 1,
    minPixels: 4_096,
    maxPixels: 67_108_864,
    maxEdgePx: 16_384,
    maxRatio: 8,
  },
  tiers: ['512', '1K', '2K', '4K'],
  defaultTier: '1K',
  qualities: [],
  draftQuality: null,
  finalQuality: null,
  formats: ['png'],
  backgrounds: ['opaque', 'transparent'],
  referenceLimit: { total: 8, objects: null, characters: null, style: null },
  mask: 'white',
  streaming: 'partial-images',
  maxPerCall: 8,
  hasSeed: true,
  maxPromptCharacters: 32_000,
  contextTokens: null,
  price: {
    date: '2026-11-20',
    source: 'built in',
    confidence: 'free',
    perMillionTokens: null,
    perImage: [],
    batchDiscount: null,
  },
  shutdownDate: null,
  isEnabled: true,
};

const everyModel: readonly ModelEntry[] = [offline, ...googleModels, ...openAiModels];

/** The registry with keys for these providers; the offline engine needs none. */
export function registryWith(...keys: readonly ProviderId[]): ModelState[] {
  return everyModel.map((model) => ({
    ...model,
    availability: model.providerId === 'sketch' || keys.includes(model.providerId) ? 'ready' : 'key-missing',
    availabilityNote: null,
  }));
}

export function requestOf(change: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    operation: 'generate',
    role: 'draft',
    modelId: 'auto',
    prompt: 'A lighthouse at dusk, oil on linen',
    aspect: '1:1',
    tier: '1K',
    count: 4,
    seed: null,
    quality: null,
    background: 'auto',
    references: [],
    sourceAssetId: null,
    maskAssetId: null,
    ...change,
  };
}

export const A_PICTURE = 'asset_0123456789abcdefghjk';

export function references(count: number, role: Reference['role'] = 'object'): Reference[] {
  return Array.from({ length: count }, () => ({ assetId: A_PICTURE, role }));
}

export function route(request: GenerationRequest, options: Partial<Omit<RouteInput, 'request'>> = {}): RouteResult {
  const sent = request.references.length + (request.sourceAssetId === null ? 0 : 1);
  return routeRequest({
    request,
    models: registryWith('google', 'openai'),
    referencePx: Array.from({ length: sent }, () => ({ widthPx: 1024, heightPx: 1024 })),
    nowMs: NOW_MS,
    ...options,
  });
}

/** One line of a table: the sentence `reason` must be among those of the model that comes first. */
export type Row = readonly [
  name: string,
  request: Partial<GenerationRequest>,
  options: Partial<Omit<RouteInput, 'request'>>,
  expected: string,
  reason: RegExp,
];

export function expectPick([, change, options, expected, reason]: Row): void {
  const [first] = route(requestOf(change), options).ranked;
  expect(first?.model.label).toBe(expected);
  expect(first?.reasons.join('\n')).toMatch(reason);
}

export function expectReasons([, change, options]: Row): void {
  const { ranked, refused } = route(requestOf(change), options);
  const sentences = [...ranked, ...refused].map((entry) => entry.reasons);
  expect(sentences.filter((reasons) => reasons.length === 0)).toEqual([]);
  expect(sentences.flat().filter((sentence) => sentence.length > 150 || /undefined|null|NaN/.test(sentence))).toEqual(
    [],
  );
  const silent = ranked.slice(1).filter((entry) => !entry.reasons.some((reason) => reason.startsWith('Comes after ')));
  expect(silent).toEqual([]);
}

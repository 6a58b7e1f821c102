/** Owns what the registry ships about Google's image models: ratios, tiers, limits and dated prices. */
import type { ModelEntry, ModelPrice, Tier } from '../../../shared/model.ts';
import { gemini25Sizes, geminiSizes } from './gemini-pixels.ts';

interface TierPrice {
  readonly tier: Tier;
  readonly tokens: number;
  readonly micros: number;
}

/** Google prices a picture by tier, whatever its ratio. Token prices in micros per million. */
function geminiPrice(textIn: number, textOut: number, imageOut: number, tiers: readonly TierPrice[]): ModelPrice {
  return {
    date: '2026-10-09',
    source: 'Gemini API price page',
    confidence: 'published',
    perMillionTokens: { textIn, cachedIn: null, imageIn: textIn, textOut, imageOut },
    perImage: tiers.map(({ tier, tokens, micros }) => ({ size: tier, quality: null, micros, tokens })),
    batchDiscount: 0.5,
    // The docs give several counts per input picture, by model and resolution; the range covers all of them.
    inputPicture: { kind: 'range', low: 258, expected: 560, high: 1_120 },
  };
}

/** One picture a call, no mask, no transparency, no promise on seeds. JPEG or PNG comes back: the bytes say which. */
const base = {
  providerId: 'google',
  output: 'image',
  defaultTier: '1K',
  qualities: [],
  draftQuality: null,
  finalQuality: null,
  formats: ['png', 'jpeg'],
  backgrounds: ['opaque'],
  mask: 'none',
  streaming: 'none',
  maxPerCall: 1,
  hasSeed: false,
  maxPromptCharacters: 32_000,
  contextTokens: null,
  shutdownDate: null,
  isEnabled: true,
} satisfies Partial<ModelEntry>;

/** Sources disagree on whether these are still served, so the key's own model list decides. */
const doubt = 'Google may have switched this model off. Test the key to see whether it still answers.';

export const googleImageModels: readonly ModelEntry[] = [
  {
    ...base,
    id: 'google:gemini-nano-banana-2.1',
    vendorId: 'gemini-nano-banana-2.1',
    label: 'Nano Banana 2.1',
    note: 'The everyday model: fast drafts for about three cents, true 4K when needed, looks facts up.',
    roles: ['draft', 'final', 'edit'],
    sizes: geminiSizes(['1K', '2K', '4K'], { hasStrips: true }),
    tiers: ['1K', '2K', '4K'],
    referenceLimit: { total: 14, objects: 10, characters: 4, style: null },
    price: {
      ...geminiPrice(1_500_000, 7_500_000, 30_000_000, [
        { tier: '1K', tokens: 1_120, micros: 33_600 },
        { tier: '2K', tokens: 1_680, micros: 50_400 },
        { tier: '4K', tokens: 3_780, micros: 113_400 },
      ]),
      thinkingTokensHigh: 1_500,
    },
    strengths: ['text-in-picture', 'infographic', 'many-references'],
    speed: 'fast',
    fidelity: 'nano',
    grounding: 'web-and-pictures',
  },
  {
    ...base,
    id: 'google:gemini-3-pro-image',
    vendorId: 'gemini-3-pro-image',
    label: 'Nano Banana Pro',
    note: 'Finals up to true 4K, lettering in any script, infographics with facts it looks up.',
    roles: ['final', 'edit', 'draft'],
    sizes: geminiSizes(['1K', '2K', '4K'], { hasStrips: false }),
    tiers: ['1K', '2K', '4K'],
    referenceLimit: { total: 14, objects: 6, characters: 5, style: 3 },
    price: {
      ...geminiPrice(2_000_000, 12_000_000, 120_000_000, [
        { tier: '1K', tokens: 1_120, micros: 134_000 },
        { tier: '2K', tokens: 1_120, micros: 134_000 },
        { tier: '4K', tokens: 2_000, micros: 240_000 },
      ]),
      // It always thinks, and thinking is billed as text.
      thinkingTokensHigh: 4_000,
    },
    strengths: ['text-in-picture', 'non-latin-text', 'infographic', 'many-references'],
    speed: 'slow',
    fidelity: 'high',
    grounding: 'web',
  },
  {
    ...base,
    id: 'google:gemini-3.1-flash-lite-image',
    vendorId: 'gemini-3.1-flash-lite-image',
    label: 'Nano Banana 2 Lite',
    note: 'The quickest drafts, 1K only.',
    roles: ['draft'],
    sizes: geminiSizes(['1K'], { hasStrips: true }),
    tiers: ['1K'],
    referenceLimit: { total: 14, objects: 14, characters: null, style: null },
    price: geminiPrice(250_000, 1_500_000, 30_000_000, [{ tier: '1K', tokens: 1_120, micros: 33_600 }]),
    strengths: [],
    speed: 'fast',
    fidelity: 'nano',
    grounding: 'none',
  },
  {
    ...base,
    id: 'google:gemini-3.1-flash-image',
    vendorId: 'gemini-3.1-flash-image',
    label: 'Nano Banana 2',
    note: 'May be unavailable: sources disagree on whether it ended on 2026-10-29. Nano Banana 2.1 replaces it.',
    roles: ['draft', 'final', 'edit'],
    sizes: geminiSizes(['512', '1K', '2K', '4K'], { hasStrips: true }),
    tiers: ['512', '1K', '2K', '4K'],
    referenceLimit: { total: 14, objects: 10, characters: 4, style: null },
    price: {
      ...geminiPrice(500_000, 3_000_000, 60_000_000, [
        { tier: '512', tokens: 747, micros: 45_000 },
        { tier: '1K', tokens: 1_120, micros: 67_000 },
        { tier: '2K', tokens: 1_680, micros: 101_000 },
        { tier: '4K', tokens: 2_520, micros: 151_000 },
      ]),
      thinkingTokensHigh: 1_500,
    },
    strengths: ['text-in-picture', 'infographic', 'many-references'],
    speed: 'fast',
    fidelity: 'nano',
    grounding: 'web-and-pictures',
    availabilityDoubt: doubt,
  },
  {
    ...base,
    id: 'google:gemini-2.5-flash-image',
    vendorId: 'gemini-2.5-flash-image',
    label: 'Nano Banana (2.5 Flash)',
    note: 'May be unavailable: sources disagree on whether it ended on 2026-10-02. 1K only, up to 3 references.',
    roles: ['draft', 'edit'],
    sizes: gemini25Sizes,
    tiers: ['1K'],
    referenceLimit: { total: 3, objects: 3, characters: null, style: null },
    price: geminiPrice(300_000, 2_500_000, 30_000_000, [{ tier: '1K', tokens: 1_290, micros: 39_000 }]),
    strengths: [],
    speed: 'fast',
    fidelity: 'legacy',
    grounding: 'none',
    availabilityDoubt: doubt,
  },
];

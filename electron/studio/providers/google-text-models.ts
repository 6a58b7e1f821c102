/** Owns what the registry ships about Google's fast text models. */
import type { ModelEntry, ModelPrice } from '../../../shared/model.ts';

const base = {
  providerId: 'google',
  output: 'text',
  sizes: null,
  tiers: [],
  defaultTier: null,
  qualities: [],
  draftQuality: null,
  finalQuality: null,
  formats: [],
  backgrounds: [],
  referenceLimit: { total: 16, objects: null, characters: null, style: null },
  mask: 'none',
  streaming: 'text',
  maxPerCall: 1,
  hasSeed: false,
  maxPromptCharacters: 200_000,
  contextTokens: 1_048_576,
  shutdownDate: null,
  isEnabled: true,
  // Google advises to leave the temperature alone on Gemini 3.
  text: {
    maxOutputTokens: 65_536,
    efforts: ['minimal', 'low', 'medium', 'high'],
    defaultEffort: 'minimal',
    temperature: 'always',
  },
} satisfies Partial<ModelEntry>;

function textPrice(textIn: number, textOut: number, cachedIn: number | null = null): ModelPrice {
  return {
    date: '2026-10-09',
    source: 'Gemini API price page',
    confidence: 'published',
    perMillionTokens: { textIn, cachedIn, imageIn: textIn, textOut, imageOut: null },
    perImage: [],
    batchDiscount: 0.5,
  };
}

const unknownPrice: ModelPrice = {
  date: '2026-11-20',
  source: 'No price could be confirmed',
  confidence: 'unknown',
  perMillionTokens: null,
  perImage: [],
  batchDiscount: null,
};

export const googleTextModels: readonly ModelEntry[] = [
  {
    ...base,
    id: 'google:gemini-3.1-flash-lite',
    vendorId: 'gemini-3.1-flash-lite',
    label: 'Gemini 3.1 Flash Lite',
    note: 'Short, frequent texts for very little money.',
    roles: ['text-draft'],
    price: textPrice(250_000, 1_500_000, 25_000),
    speed: 'fast',
    fidelity: 'nano',
  },
  {
    ...base,
    id: 'google:gemini-3.5-flash-lite',
    vendorId: 'gemini-3.5-flash-lite',
    label: 'Gemini 3.5 Flash Lite',
    note: 'Everyday texts, quick.',
    roles: ['text-draft'],
    price: textPrice(300_000, 2_500_000),
    speed: 'fast',
    fidelity: 'nano',
  },
  {
    ...base,
    id: 'google:gemini-3.8-flash',
    vendorId: 'gemini-3.8-flash',
    label: 'Gemini 3.8 Flash',
    note: 'Good copy at a promotional price until 2026-12-31.',
    roles: ['text-draft', 'text-final'],
    price: { ...textPrice(750_000, 3_750_000), source: 'Gemini API price page; promotional until 2026-12-31' },
    speed: 'normal',
    fidelity: 'standard',
  },
  {
    ...base,
    id: 'google:gemini-3.5-flash',
    vendorId: 'gemini-3.5-flash',
    label: 'Gemini 3.5 Flash',
    note: 'Long briefs with a million tokens of context.',
    roles: ['text-final'],
    price: textPrice(1_500_000, 9_000_000),
    speed: 'normal',
    fidelity: 'standard',
  },
  {
    ...base,
    id: 'google:gemini-2.5-flash',
    vendorId: 'gemini-2.5-flash',
    label: 'Gemini 2.5 Flash',
    note: 'Ends on 2026-12-01; Google then answers with 3.5 Flash Lite at its price.',
    roles: ['text-draft'],
    price: textPrice(300_000, 2_500_000),
    shutdownDate: '2026-12-01',
    speed: 'fast',
    fidelity: 'legacy',
  },
  {
    ...base,
    id: 'google:gemini-2.5-flash-lite',
    vendorId: 'gemini-2.5-flash-lite',
    label: 'Gemini 2.5 Flash Lite',
    note: 'An older small model; its price is not known.',
    roles: ['text-draft'],
    price: unknownPrice,
    speed: 'fast',
    fidelity: 'legacy',
  },
];

/** Owns what the registry ships about OpenAI's text models: context, efforts, end dates and dated prices. */
import type { ModelEntry, ModelPrice } from '../../../shared/model.ts';

/** What every text model shares: one answer a call, pictures as input only to describe them. */
const base = {
  providerId: 'openai',
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
  isEnabled: true,
} satisfies Partial<ModelEntry>;

/** Text prices in micros per million tokens. */
function textPrice(textIn: number, cachedIn: number, textOut: number, source: string): ModelPrice {
  return {
    date: '2026-11-20',
    source,
    confidence: 'reported',
    // Pictures are counted as text input on these models.
    perMillionTokens: { textIn, cachedIn, imageIn: textIn, textOut, imageOut: null },
    perImage: [],
    batchDiscount: 0.5,
  };
}

const catalogues = 'Price catalogues that copy the OpenAI price page, November 2026';
const efforts54 = ['none', 'low', 'medium', 'high', 'xhigh'];
const efforts5 = ['minimal', 'low', 'medium', 'high'];
const text54 = { maxOutputTokens: 128_000, efforts: efforts54, temperature: 'effort-none' } as const;
const text5 = { maxOutputTokens: 128_000, efforts: efforts5, defaultEffort: 'minimal', temperature: 'never' } as const;
const text4o: NonNullable<ModelEntry['text']> = {
  maxOutputTokens: 16_384,
  efforts: [],
  defaultEffort: null,
  temperature: 'always',
};

export const openAiTextModels: readonly ModelEntry[] = [
  {
    ...base,
    id: 'openai:gpt-5.4',
    vendorId: 'gpt-5.4',
    label: 'GPT-5.4',
    note: 'Long briefs, several steps, copy that must be right.',
    roles: ['text-final'],
    contextTokens: 1_050_000,
    price: {
      ...textPrice(2_500_000, 250_000, 15_000_000, catalogues),
      longInput: { overTokens: 272_000, textIn: 5_000_000, cachedIn: null, textOut: 22_500_000 },
    },
    shutdownDate: null,
    speed: 'slow',
    fidelity: 'high',
    text: { ...text54, defaultEffort: 'low' },
  },
  {
    ...base,
    id: 'openai:gpt-5.4-mini',
    vendorId: 'gpt-5.4-mini',
    label: 'GPT-5.4 Mini',
    note: 'Everyday copy and prompt help.',
    roles: ['text-draft', 'text-final'],
    contextTokens: 400_000,
    price: textPrice(750_000, 75_000, 4_500_000, catalogues),
    shutdownDate: null,
    speed: 'normal',
    fidelity: 'standard',
    text: { ...text54, defaultEffort: 'none' },
  },
  {
    ...base,
    id: 'openai:gpt-5.4-nano',
    vendorId: 'gpt-5.4-nano',
    label: 'GPT-5.4 Nano',
    note: 'Short, frequent texts: names, captions, alt text.',
    roles: ['text-draft'],
    contextTokens: 400_000,
    price: textPrice(200_000, 20_000, 1_250_000, catalogues),
    shutdownDate: '2027-04-01',
    speed: 'fast',
    fidelity: 'nano',
    text: { ...text54, defaultEffort: 'none' },
  },
  {
    ...base,
    id: 'openai:gpt-5.2',
    vendorId: 'gpt-5.2',
    label: 'GPT-5.2',
    note: 'An earlier large text model.',
    roles: ['text-final'],
    contextTokens: 400_000,
    price: textPrice(1_750_000, 175_000, 14_000_000, 'Price tables of two resellers, 2026'),
    shutdownDate: null,
    speed: 'slow',
    fidelity: 'legacy',
    text: { ...text54, defaultEffort: 'low' },
  },
  {
    ...base,
    id: 'openai:gpt-5',
    vendorId: 'gpt-5',
    label: 'GPT-5',
    note: 'Ends on 2026-12-11.',
    roles: ['text-final'],
    contextTokens: 400_000,
    price: textPrice(1_250_000, 125_000, 10_000_000, catalogues),
    shutdownDate: '2026-12-11',
    speed: 'slow',
    fidelity: 'legacy',
    text: text5,
  },
  {
    ...base,
    id: 'openai:gpt-5-nano',
    vendorId: 'gpt-5-nano',
    label: 'GPT-5 Nano',
    note: 'Ends on 2026-12-11.',
    roles: ['text-draft'],
    contextTokens: 400_000,
    price: textPrice(50_000, 5_000, 400_000, catalogues),
    shutdownDate: '2026-12-11',
    speed: 'fast',
    fidelity: 'legacy',
    text: text5,
  },
  {
    ...base,
    id: 'openai:gpt-4o',
    vendorId: 'gpt-4o',
    label: 'GPT-4o',
    note: 'Ends on 2027-01-14.',
    roles: ['text-final'],
    contextTokens: 128_000,
    price: textPrice(
      2_500_000,
      1_250_000,
      10_000_000,
      'Tables in public clients that cite the OpenAI price page, 2026',
    ),
    shutdownDate: '2027-01-14',
    speed: 'normal',
    fidelity: 'legacy',
    text: text4o,
  },
  {
    ...base,
    id: 'openai:gpt-4o-mini',
    vendorId: 'gpt-4o-mini',
    label: 'GPT-4o Mini',
    note: 'Ends on 2027-01-14.',
    roles: ['text-draft'],
    contextTokens: 128_000,
    price: textPrice(150_000, 75_000, 600_000, 'Tables in public clients that cite the OpenAI price page, 2026'),
    shutdownDate: '2027-01-14',
    speed: 'fast',
    fidelity: 'legacy',
    text: text4o,
  },
];

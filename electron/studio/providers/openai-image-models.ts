/** Owns what the registry ships about OpenAI's image models: sizes, qualities, limits and dated prices. */
import type { ModelEntry, ModelPrice } from '../../../shared/model.ts';

/** From GPT Image 2 on: any size in steps of 16 px. Maximum edge and area: image guide; steps and ratio: SDK types. */
const freeSizes: ModelEntry['sizes'] = {
  kind: 'free',
  multipleOfPx: 16,
  minPixels: 655_360,
  maxPixels: 8_294_400,
  maxEdgePx: 3_840,
  maxRatio: 3,
};

const threeSizes: ModelEntry['sizes'] = {
  kind: 'fixed',
  sizes: [
    [1024, 1024],
    [1536, 1024],
    [1024, 1536],
  ],
};

/**
 * Reproduces every token count OpenAI's own calculator was seen to answer: 196, 1,756 and 7,024 at 1024×1024, 5,488 at
 * 1536×1024, 12,329 at 3584×2048. No quality above `high` is published.
 */
const grid = { longSide: { low: 16, medium: 48, high: 96 }, offsetPx: 2_000_000, unitPx: 4_000_000 };

type QualityPrices = readonly [low: number, medium: number, high: number];

/** The guide's table: output micros by quality, square, then portrait and landscape alike. */
function perImage(square: QualityPrices, other: QualityPrices): ModelPrice['perImage'] {
  const qualities = ['low', 'medium', 'high'] as const;
  return ['1024x1024', '1024x1536', '1536x1024'].flatMap((size) =>
    qualities.map((quality, index) => ({
      size,
      quality,
      micros: (size === '1024x1024' ? square : other)[index] ?? 0,
      tokens: null,
    })),
  );
}

const tokenPrices = {
  textIn: 5_000_000,
  cachedIn: 1_250_000,
  imageIn: 8_000_000,
  textOut: null,
  imageOut: 30_000_000,
};

const image2Price: ModelPrice = {
  date: '2026-11-20',
  source: 'OpenAI image guide (per picture) and price page (tokens)',
  confidence: 'published',
  perMillionTokens: tokenPrices,
  perImage: perImage([6_000, 53_000, 211_000], [5_000, 41_000, 165_000]),
  batchDiscount: 0.5,
  outputGrid: { ...grid, isAssumed: false },
  // Measured by developers on the edits endpoint, June 2026: 32-px squares, 1,536 at most, small pictures enlarged.
  inputPicture: { kind: 'patches', patchPx: 32, budget: 1_536 },
  partialPictureTokens: 100,
};

/** Token prices are reported; no price per picture is published, so GPT Image 2's formula stands in, marked as such. */
const newerPrice: ModelPrice = {
  ...image2Price,
  source: 'Token prices as reported by resellers and issue threads, November 2026; no per-picture table published',
  confidence: 'reported',
  perImage: [],
  outputGrid: { ...grid, isAssumed: true },
};

/** What every OpenAI image model shares. There is no seed and no negative prompt. */
const base = {
  providerId: 'openai',
  output: 'image',
  formats: ['png', 'jpeg', 'webp'],
  // 16 input pictures, the source included; a role is only a way of prompting here.
  referenceLimit: { total: 16, objects: null, characters: null, style: null },
  mask: 'alpha-zero',
  streaming: 'partial-images',
  maxPerCall: 10,
  hasSeed: false,
  maxPromptCharacters: 32_000,
  contextTokens: null,
  isEnabled: true,
  grounding: 'none',
} satisfies Partial<ModelEntry>;

const anySize = {
  ...base,
  sizes: freeSizes,
  tiers: ['1K', '2K', '4K'],
  defaultTier: '1K',
  experimentalAbovePixels: 3_686_400,
} satisfies Partial<ModelEntry>;

const newest = {
  ...anySize,
  qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
  draftQuality: 'low',
  finalQuality: 'high',
  backgrounds: ['opaque', 'transparent'],
  price: newerPrice,
  shutdownDate: null,
} satisfies Partial<ModelEntry>;

const sunburst = {
  ...newest,
  roles: ['final', 'edit', 'draft'],
  strengths: ['text-in-picture', 'non-latin-text', 'interface-design', 'precise-edit', 'many-references'],
  speed: 'normal',
  fidelity: 'high',
} satisfies Partial<ModelEntry>;

const flare = {
  ...newest,
  roles: ['draft', 'edit', 'final'],
  strengths: ['text-in-picture', 'interface-design', 'many-references'],
  speed: 'fast',
  fidelity: 'nano',
} satisfies Partial<ModelEntry>;

export const openAiImageModels: readonly ModelEntry[] = [
  {
    ...sunburst,
    id: 'openai:gpt-image-2.6-sunburst',
    vendorId: 'gpt-image-2.6-sunburst',
    label: 'GPT Image 2.6 Sunburst',
    note: 'Finals and edits that must follow every word. Exact sizes up to 3840 px, transparent backgrounds.',
  },
  {
    ...flare,
    id: 'openai:gpt-image-2.6-flare',
    vendorId: 'gpt-image-2.6-flare',
    label: 'GPT Image 2.6 Flare',
    note: 'The fast one of its family: drafts in low quality cost a fraction of a cent, masks included.',
  },
  {
    ...sunburst,
    id: 'openai:gpt-image-2.5-sunburst',
    vendorId: 'gpt-image-2.5-sunburst',
    label: 'GPT Image 2.5 Sunburst',
    note: 'The generation before 2.6 Sunburst, for work that must keep its look.',
    fidelity: 'standard',
  },
  {
    ...flare,
    id: 'openai:gpt-image-2.5-flare',
    vendorId: 'gpt-image-2.5-flare',
    label: 'GPT Image 2.5 Flare',
    note: 'The generation before 2.6 Flare, for work that must keep its look.',
  },
  {
    ...anySize,
    id: 'openai:gpt-image-2',
    vendorId: 'gpt-image-2',
    label: 'GPT Image 2',
    note: 'High fidelity with a published price for every size. Transparent backgrounds are a preview.',
    roles: ['final', 'edit', 'draft'],
    qualities: ['low', 'medium', 'high'],
    draftQuality: 'low',
    finalQuality: 'high',
    backgrounds: ['opaque', 'transparent'],
    isTransparencyPreview: true,
    price: image2Price,
    shutdownDate: null,
    strengths: ['text-in-picture', 'non-latin-text', 'interface-design', 'precise-edit', 'many-references'],
    speed: 'normal',
    fidelity: 'high',
  },
  {
    ...base,
    id: 'openai:gpt-image-1.5',
    vendorId: 'gpt-image-1.5',
    label: 'GPT Image 1.5',
    note: 'Three sizes only, and it ends on 2026-12-01.',
    roles: ['final', 'edit', 'draft'],
    sizes: threeSizes,
    tiers: ['1K'],
    defaultTier: '1K',
    qualities: ['low', 'medium', 'high'],
    draftQuality: 'low',
    finalQuality: 'high',
    backgrounds: ['opaque', 'transparent'],
    price: {
      date: '2026-11-20',
      source: 'OpenAI image guide and price page; the output token price is computed from the table',
      confidence: 'published',
      perMillionTokens: { ...tokenPrices, cachedIn: null, imageOut: 32_000_000 },
      perImage: perImage([9_000, 34_000, 133_000], [13_000, 50_000, 200_000]),
      batchDiscount: 0.5,
      inputPicture: { kind: 'range', low: 194, expected: 323, high: 6_600 },
      partialPictureTokens: 100,
    },
    shutdownDate: '2026-12-01',
    speed: 'normal',
    fidelity: 'legacy',
  },
  {
    ...base,
    id: 'openai:gpt-image-1-mini',
    vendorId: 'gpt-image-1-mini',
    label: 'GPT Image 1 Mini',
    note: 'Three sizes only, and it ends on 2026-12-01.',
    roles: ['draft'],
    sizes: threeSizes,
    tiers: ['1K'],
    defaultTier: '1K',
    qualities: ['low', 'medium', 'high'],
    draftQuality: 'low',
    finalQuality: 'high',
    // Whether its transparent background works is not confirmed, so it is not offered.
    backgrounds: ['opaque'],
    price: {
      date: '2026-11-20',
      source: 'OpenAI image guide and price page; the table is an upper figure, usage tends to come out lower',
      confidence: 'published',
      perMillionTokens: { ...tokenPrices, textIn: 2_000_000, cachedIn: null, imageIn: 2_500_000, imageOut: 8_000_000 },
      perImage: perImage([5_000, 11_000, 36_000], [6_000, 15_000, 52_000]),
      batchDiscount: 0.5,
      inputPicture: { kind: 'range', low: 194, expected: 323, high: 500 },
      partialPictureTokens: 100,
    },
    shutdownDate: '2026-12-01',
    speed: 'fast',
    fidelity: 'legacy',
  },
];

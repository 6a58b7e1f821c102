/** Owns what OpenAI's models accept and what they cost in tokens. Source: fact sheet sections A1 to A3, A13, B1. */

export interface ImageModel {
  readonly id: string;
  /** `standard`: the three fixed sizes; `free`: any multiple of 16 within bounds. */
  readonly sizes: 'standard' | 'free';
  readonly qualities: readonly string[];
  readonly isTransparencyOpen: boolean;
  /** Empty: the parameter must be left out. */
  readonly inputFidelities: readonly string[];
  readonly hasMarkup: boolean;
  readonly hasComplexity: boolean;
  /** Output tokens by quality: square, portrait, landscape; for `free` models the square one is scaled by area. */
  readonly tokens: Readonly<Record<string, readonly [number, number, number]>>;
  readonly shutdownDate: string | null;
}

const THREE = ['low', 'medium', 'high'] as const;
const FIVE = [...THREE, 'xhigh', 'max'] as const;

const OLD_TOKENS = { low: [272, 408, 400], medium: [1056, 1584, 1568], high: [4160, 6240, 6208] } as const;
/** xhigh and max are not published; they only have to be dearer than high. */
const NEW_TOKENS = {
  low: [196, 196, 196],
  medium: [1760, 1760, 1760],
  high: [7030, 7030, 7030],
  xhigh: [10_545, 10_545, 10_545],
  max: [14_060, 14_060, 14_060],
} as const;

const old = (id: string, inputFidelities: readonly string[]): ImageModel => ({
  id,
  sizes: 'standard',
  qualities: THREE,
  isTransparencyOpen: true,
  inputFidelities,
  hasMarkup: false,
  hasComplexity: false,
  tokens: OLD_TOKENS,
  shutdownDate: '2026-12-01',
});

const current = (id: string, extra: Partial<ImageModel>): ImageModel => ({
  id,
  sizes: 'free',
  qualities: FIVE,
  isTransparencyOpen: true,
  inputFidelities: [],
  hasMarkup: true,
  hasComplexity: false,
  tokens: NEW_TOKENS,
  shutdownDate: null,
  ...extra,
});

/** Transparency of gpt-image-2 is a gated preview, so this strict server keeps it shut. */
const second = (id: string): ImageModel =>
  current(id, { qualities: THREE, isTransparencyOpen: false, hasMarkup: false });

export const IMAGE_MODELS: readonly ImageModel[] = [
  old('gpt-image-1.5', ['low', 'high']),
  old('gpt-image-1.5-2025-12-16', ['low', 'high']),
  old('chatgpt-image-latest', ['low', 'high']),
  old('gpt-image-1-mini', ['low']),
  second('gpt-image-2'),
  second('gpt-image-2-2026-04-21'),
  current('gpt-image-2.5-sunburst', {}),
  current('gpt-image-2.5-sunburst-2026-09-08', {}),
  current('gpt-image-2.5-flare', {}),
  current('gpt-image-2.5-flare-2026-09-08', {}),
  current('gpt-image-2.6-sunburst', { hasComplexity: true }),
  current('gpt-image-2.6-flare', { hasComplexity: true }),
];

export interface TextModel {
  readonly id: string;
  readonly efforts: readonly string[];
  /** `never`: only the default; `without-effort`: only with effort none. */
  readonly temperature: 'never' | 'without-effort';
  readonly maxOutputTokens: number;
  readonly shutdownDate: string | null;
}

const reasoning = (id: string, shutdownDate: string | null): TextModel => ({
  id,
  efforts: ['minimal', 'low', 'medium', 'high'],
  temperature: 'never',
  maxOutputTokens: 128_000,
  shutdownDate,
});

const flexible = (id: string, shutdownDate: string | null = null): TextModel => ({
  id,
  efforts: ['none', 'low', 'medium', 'high', 'xhigh'],
  temperature: 'without-effort',
  maxOutputTokens: 128_000,
  shutdownDate,
});

export const TEXT_MODELS: readonly TextModel[] = [
  reasoning('gpt-5', '2026-12-11'),
  reasoning('gpt-5-mini', '2026-12-11'),
  reasoning('gpt-5-nano', '2026-12-11'),
  flexible('gpt-5.4'),
  flexible('gpt-5.4-mini'),
  flexible('gpt-5.4-nano', '2027-04-01'),
  flexible('gpt-5.5'),
  flexible('gpt-5.6-sol'),
  flexible('gpt-5.6-terra'),
  flexible('gpt-5.6-luna'),
  flexible('gpt-6-astra'),
  flexible('gpt-6-sol'),
  flexible('gpt-6-luna'),
  flexible('gpt-6.1-sol'),
  flexible('gpt-6.1-terra'),
];

/** Owns what Google's models accept, the pixels they answer with and the tokens. Source: fact sheet C1, C4, C12, D. */
import type { Size } from './emulator-canvas.ts';

export interface GoogleImageModel {
  readonly kind: 'image';
  readonly id: string;
  readonly displayName: string;
  readonly aspects: readonly string[];
  /** Output tokens by size; empty: `imageSize` must be left out and the size is about 1K. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Output tokens when no size is given. */
  readonly defaultTokens: number;
  readonly thinkingLevels: readonly string[];
  readonly thoughtTokens: number;
  /** Model image parts must come back with their signature. */
  readonly needsSignatures: boolean;
  readonly tokensPerInputImage: number;
}

interface GoogleTextModel {
  readonly kind: 'text';
  readonly id: string;
  readonly displayName: string;
}

export type GoogleModel = GoogleImageModel | GoogleTextModel;

const TEN = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'] as const;
const FOURTEEN = [...TEN, '1:4', '4:1', '1:8', '8:1'] as const;

const third = (id: string, displayName: string, extra: Partial<GoogleImageModel>): GoogleImageModel => ({
  kind: 'image',
  id,
  displayName,
  aspects: FOURTEEN,
  sizes: {},
  defaultTokens: 1120,
  thinkingLevels: ['MINIMAL', 'HIGH'],
  thoughtTokens: 0,
  needsSignatures: true,
  tokensPerInputImage: 1120,
  ...extra,
});

const text = (id: string, displayName: string): GoogleTextModel => ({ kind: 'text', id, displayName });

export const GOOGLE_MODELS: readonly GoogleModel[] = [
  third('gemini-nano-banana-2.1', 'Nano Banana 2.1', {
    sizes: { '1K': 1120, '2K': 1680, '4K': 3780 },
    thinkingLevels: ['MINIMAL', 'MEDIUM', 'HIGH'],
    thoughtTokens: 180,
  }),
  third('gemini-3-pro-image', 'Nano Banana Pro', {
    aspects: TEN,
    sizes: { '1K': 1120, '2K': 1120, '4K': 2000 },
    thinkingLevels: ['LOW', 'HIGH'],
    thoughtTokens: 240,
  }),
  third('gemini-3.1-flash-image', 'Nano Banana 2', { sizes: { '512': 747, '1K': 1120, '2K': 1680, '4K': 2520 } }),
  third('gemini-3.1-flash-lite-image', 'Nano Banana 2 Lite', { sizes: { '1K': 1120 } }),
  third('gemini-2.5-flash-image', 'Nano Banana', {
    aspects: TEN,
    defaultTokens: 1290,
    thinkingLevels: [],
    needsSignatures: false,
    tokensPerInputImage: 258,
  }),
  text('gemini-3.1-flash-lite', 'Gemini 3.1 Flash-Lite'),
  text('gemini-3.5-flash-lite', 'Gemini 3.5 Flash-Lite'),
  text('gemini-3.5-flash', 'Gemini 3.5 Flash'),
  text('gemini-3.8-flash', 'Gemini 3.8 Flash'),
  text('gemini-2.5-flash', 'Gemini 2.5 Flash'),
  text('gemini-2.5-flash-lite', 'Gemini 2.5 Flash-Lite'),
];

type Pair = readonly [number, number];

/** 512 is not always half of 1K (2:3, 3:4, 21:9), so both stand here; 2K and 4K are two and four times 1K. */
const PIXELS: Readonly<Record<string, { readonly small: Pair; readonly oneK: Pair; readonly flash25: Pair | null }>> = {
  '1:1': { small: [512, 512], oneK: [1024, 1024], flash25: [1024, 1024] },
  '2:3': { small: [424, 632], oneK: [848, 1264], flash25: [832, 1248] },
  '3:2': { small: [632, 424], oneK: [1264, 848], flash25: [1248, 832] },
  '3:4': { small: [448, 600], oneK: [896, 1200], flash25: [864, 1184] },
  '4:3': { small: [600, 448], oneK: [1200, 896], flash25: [1184, 864] },
  '4:5': { small: [464, 576], oneK: [928, 1152], flash25: [896, 1152] },
  '5:4': { small: [576, 464], oneK: [1152, 928], flash25: [1152, 896] },
  '9:16': { small: [384, 688], oneK: [768, 1376], flash25: [768, 1344] },
  '16:9': { small: [688, 384], oneK: [1376, 768], flash25: [1344, 768] },
  '21:9': { small: [792, 336], oneK: [1584, 672], flash25: [1536, 672] },
  '1:4': { small: [256, 1024], oneK: [512, 2048], flash25: null },
  '4:1': { small: [1024, 256], oneK: [2048, 512], flash25: null },
  '1:8': { small: [192, 1536], oneK: [384, 3072], flash25: null },
  '8:1': { small: [1536, 192], oneK: [3072, 384], flash25: null },
};

const SCALE: Readonly<Record<string, number>> = { '1K': 1, '2K': 2, '4K': 4 };

/** `imageSize` null means the model's default of about 1K. */
export function pixelsOf(model: GoogleImageModel, aspect: string, imageSize: string | null): Size {
  const row = PIXELS[aspect];
  if (row === undefined) throw new Error(`no pixels for ${aspect}`);
  const scale = SCALE[imageSize ?? '1K'];
  const isOld = Object.keys(model.sizes).length === 0;
  const [width, height] = scale === undefined ? row.small : isOld ? (row.flash25 ?? row.oneK) : row.oneK;
  return { widthPx: width * (scale ?? 1), heightPx: height * (scale ?? 1) };
}

/** What the model picks by itself: the ratio of the sent picture, otherwise square. */
export function nearestAspect(model: GoogleImageModel, sent: Size | null): string {
  if (sent === null) return '1:1';
  const wanted = Math.log(sent.widthPx / sent.heightPx);
  const distance = (aspect: string): number => {
    const [wide = 1, high = 1] = aspect.split(':').map(Number);
    return Math.abs(Math.log(wide / high) - wanted);
  };
  return [...model.aspects].sort((one, other) => distance(one) - distance(other))[0] ?? '1:1';
}

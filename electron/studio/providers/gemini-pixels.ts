/** Owns the pixels that Gemini's picture models return for a ratio and a tier. Source: Google's image docs, 2026. */
import type { SizeRule, Tier } from '../../../shared/model.ts';

type Row = readonly [aspect: string, at512: readonly [number, number], at1K: readonly [number, number]];

/** 2K and 4K are exactly two and four times 1K. The docs print 792x168 for 21:9 at 512, which cannot be 21:9. */
const rows: readonly Row[] = [
  ['1:1', [512, 512], [1024, 1024]],
  ['2:3', [424, 632], [848, 1264]],
  ['3:2', [632, 424], [1264, 848]],
  ['3:4', [448, 600], [896, 1200]],
  ['4:3', [600, 448], [1200, 896]],
  ['4:5', [464, 576], [928, 1152]],
  ['5:4', [576, 464], [1152, 928]],
  ['9:16', [384, 688], [768, 1376]],
  ['16:9', [688, 384], [1376, 768]],
  ['21:9', [792, 336], [1584, 672]],
  ['1:4', [256, 1024], [512, 2048]],
  ['4:1', [1024, 256], [2048, 512]],
  ['1:8', [192, 1536], [384, 3072]],
  ['8:1', [1536, 192], [3072, 384]],
];

/** The four strips that only the 3.1 and 2.1 models take. */
const strips = new Set(['1:4', '4:1', '1:8', '8:1']);

/** The table of one Gemini 3 model: its tiers, with or without the four strip ratios. */
export function geminiSizes(tiers: readonly Tier[], options: { hasStrips: boolean }): SizeRule {
  const used = options.hasStrips ? rows : rows.filter(([aspect]) => !strips.has(aspect));
  return {
    kind: 'table',
    pixelsByAspect: Object.fromEntries(
      used.map((row) => [row[0], Object.fromEntries(tiers.map((tier) => [tier, pixelsAt(row, tier)]))]),
    ),
  };
}

function pixelsAt([, at512, at1K]: Row, tier: Tier): [number, number] {
  if (tier === '512') return [at512[0], at512[1]];
  const factor = tier === '4K' ? 4 : tier === '2K' ? 2 : 1;
  return [at1K[0] * factor, at1K[1] * factor];
}

/** Gemini 2.5 Flash Image has a table of its own and one tier. */
export const gemini25Sizes: SizeRule = {
  kind: 'table',
  pixelsByAspect: {
    '1:1': { '1K': [1024, 1024] },
    '2:3': { '1K': [832, 1248] },
    '3:2': { '1K': [1248, 832] },
    '3:4': { '1K': [864, 1184] },
    '4:3': { '1K': [1184, 864] },
    '4:5': { '1K': [896, 1152] },
    '5:4': { '1K': [1152, 896] },
    '9:16': { '1K': [768, 1344] },
    '16:9': { '1K': [1344, 768] },
    '21:9': { '1K': [1536, 672] },
  },
};

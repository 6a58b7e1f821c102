/** Owns the output price of one picture: from the table, from the vendor's formula, or scaled by area and said so. */
import { type ModelEntry, type ModelPrice, TIERS } from './model.ts';
import { outputTokensOf, type Span } from './picture-tokens.ts';
import { type PixelSize, TIER_EDGE_PX } from './sizes.ts';

export interface OutputPrice {
  /** Micros of one picture. */
  readonly micros: Span;
  /** How sure it is, in words; null when the figure is the vendor's own. */
  readonly caveat: string | null;
}

interface OutputAsk {
  readonly sizePx: PixelSize;
  readonly tier: string;
  readonly quality: string | null;
}

type Row = ModelPrice['perImage'][number];

/** Published dollar figures are rounded to a tenth of a cent: half of that either way. */
const ROUNDING_MICROS = 500;

/** null when the vendor publishes nothing that this size and quality could be derived from. */
export function outputPrice(model: ModelEntry, ask: OutputAsk): OutputPrice | null {
  const rows = model.price.perImage.filter((row) => row.quality === null || row.quality === ask.quality);
  const name = `${ask.sizePx.widthPx}x${ask.sizePx.heightPx}`;
  const exact = rows.find((row) => row.size === name) ?? rows.find((row) => row.size === ask.tier);
  if (exact) return { micros: rowSpan(exact, model.price), caveat: null };
  return gridPrice(model, ask) ?? areaPrice(rows, ask.sizePx);
}

function rowSpan(row: Row, price: ModelPrice): Span {
  const perMillion = price.perMillionTokens?.imageOut ?? null;
  if (row.tokens !== null && perMillion !== null) {
    const counted = (row.tokens * perMillion) / 1_000_000;
    return { low: Math.min(counted, row.micros), expected: counted, high: Math.max(counted, row.micros) };
  }
  return { low: Math.max(0, row.micros - ROUNDING_MICROS), expected: row.micros, high: row.micros + ROUNDING_MICROS };
}

function gridPrice(model: ModelEntry, ask: OutputAsk): OutputPrice | null {
  const grid = model.price.outputGrid;
  const perMillion = model.price.perMillionTokens?.imageOut ?? null;
  if (grid === undefined || perMillion === null) return null;
  const tokens = outputTokensOf(grid, ask.quality, ask.sizePx);
  if (tokens === null) return null;
  const expected = (tokens * perMillion) / 1_000_000;
  return grid.isAssumed
    ? {
        micros: { low: expected * 0.5, expected, high: expected * 2 },
        caveat: 'no price per picture is published for this model; that of its older sibling is assumed',
      }
    : { micros: { low: expected * 0.97, expected, high: expected * 1.03 }, caveat: "from the vendor's size formula" };
}

/** Between two sizes of the table: along the area. Outside it: in proportion, with a wide range. */
function areaPrice(rows: readonly Row[], size: PixelSize): OutputPrice | null {
  const area = size.widthPx * size.heightPx;
  const known = rows
    .map((row) => ({ area: areaOf(row.size), micros: row.micros }))
    .filter((row): row is { area: number; micros: number } => row.area !== null)
    .sort((one, other) => one.area - other.area);
  const below = known.findLast((row) => row.area <= area);
  const above = known.find((row) => row.area >= area);
  if (below && above) return { micros: between(below, above, area), caveat: 'size not in the price table: by area' };
  const nearest = below ?? above;
  if (!nearest) return null;
  const expected = (nearest.micros * area) / nearest.area;
  return {
    micros: {
      low: Math.min(nearest.micros, expected) * 0.8,
      expected,
      high: Math.max(nearest.micros, expected) * 1.25,
    },
    caveat: 'size outside the price table: in proportion to its area',
  };
}

function between(below: { area: number; micros: number }, above: { area: number; micros: number }, area: number): Span {
  const share = above.area === below.area ? 0 : (area - below.area) / (above.area - below.area);
  return {
    low: Math.min(below.micros, above.micros) * 0.9,
    expected: below.micros + (above.micros - below.micros) * share,
    high: Math.max(below.micros, above.micros) * 1.1,
  };
}

/** "1024x1536" or a tier as pixels; null for anything else. */
function areaOf(size: string): number | null {
  const tier = TIERS.find((name) => name === size);
  if (tier) return TIER_EDGE_PX[tier] ** 2;
  const match = /^(\d+)x(\d+)$/.exec(size);
  return match ? Number(match[1]) * Number(match[2]) : null;
}

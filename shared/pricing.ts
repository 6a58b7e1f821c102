/** Owns what a request will cost and what it did cost, in integer micros. Unknown stays unknown, it never becomes 0. */
import type { CostEstimate, Usage } from './generation.ts';
import type { ModelEntry } from './model.ts';
import { formatMicros } from './money.ts';
import { outputPrice } from './output-price.ts';
import { addSpans, inputTokensOf, type Span, scaleSpan, ZERO_SPAN } from './picture-tokens.ts';
import type { PixelSize } from './sizes.ts';

export interface CostAsk {
  readonly count: number;
  /** null for text. */
  readonly sizePx: PixelSize | null;
  readonly tier: string;
  readonly quality: string | null;
  readonly promptCharacters: number;
  /** Pixels of every picture sent along: the source and the references. */
  readonly referencePx: readonly PixelSize[];
  /** Streamed previews of each picture; they are billed. */
  readonly partialImages: number;
  /** Text only: the limit that is sent; absent = 4,096. */
  readonly maxOutputTokens?: number;
}

type TokenPrices = NonNullable<ModelEntry['price']['perMillionTokens']>;

/** Before the call. The range holds the prompt, every picture sent, previews and thinking. */
export function estimateCost(model: ModelEntry, ask: CostAsk): CostEstimate {
  const { price } = model;
  if (price.confidence === 'free') return { kind: 'free' };
  if (price.confidence === 'unknown') return unknown(`No price is known for ${model.label}.`);
  return model.output === 'text' ? estimateText(model, ask) : estimateImage(model, ask);
}

function estimateImage(model: ModelEntry, ask: CostAsk): CostEstimate {
  if (ask.sizePx === null) return unknown('The size is not known yet.');
  const quality = ask.quality ?? model.finalQuality;
  const output = outputPrice(model, { sizePx: ask.sizePx, tier: ask.tier, quality });
  if (output === null) {
    const of = quality === null ? 'this size' : `quality “${quality}”`;
    return unknown(`No price is published for ${of} of ${model.label}.`);
  }
  const extras = extraSpan(model, ask);
  const input = model.price.perMillionTokens === null ? ZERO_SPAN : inputSpan(model.price.perMillionTokens, model, ask);
  if (input === null) return unknown(`The price of what is sent to ${model.label} is not known.`);
  const total = addSpans(scaleSpan(addSpans(output.micros, extras), ask.count), input);
  const parts = [`${ask.count} × ${formatMicros(Math.round(output.micros.expected))} output`];
  if (output.caveat !== null) parts.push(output.caveat);
  parts.push(...extraParts(model, ask, input));
  return known(total, parts, model.price.date);
}

function extraParts(model: ModelEntry, ask: CostAsk, input: Span): string[] {
  const parts: string[] = [];
  if (input.expected > 0) {
    const pictures = ask.referencePx.length;
    const what = pictures === 0 ? 'prompt' : `prompt and ${pictures} ${pictures === 1 ? 'picture' : 'pictures'} sent`;
    parts.push(`${what} about ${formatMicros(Math.round(input.expected))}`);
  }
  const extras = extraSpan(model, ask);
  if (extras.expected > 0) parts.push(`previews up to ${formatMicros(Math.round(extras.expected * ask.count))}`);
  const thinking = (extras.high - extras.expected) * ask.count;
  if (thinking > 0) parts.push(`thinking may add up to ${formatMicros(Math.round(thinking))}`);
  return parts;
}

/** Previews (fewer than asked may come, so the low end has none) and hidden thinking, of one picture. */
function extraSpan(model: ModelEntry, ask: CostAsk): Span {
  const prices = model.price.perMillionTokens;
  const previews = (ask.partialImages * (model.price.partialPictureTokens ?? 0) * (prices?.imageOut ?? 0)) / 1_000_000;
  const thinking = ((model.price.thinkingTokensHigh ?? 0) * (prices?.textOut ?? 0)) / 1_000_000;
  return { low: 0, expected: previews, high: previews + thinking };
}

/** The prompt and the pictures sent. Vendors bill them once per picture made; at best once per call. null = no price. */
function inputSpan(prices: TokenPrices, model: ModelEntry, ask: CostAsk): Span | null {
  const pictures = addSpans(...ask.referencePx.map((size) => inputTokensOf(model.price.inputPicture, size)));
  if (prices.textIn === null || (prices.imageIn === null && ask.referencePx.length > 0)) return null;
  const once = addSpans(
    scaleSpan(promptTokens(ask.promptCharacters), prices.textIn / 1_000_000),
    scaleSpan(pictures, (prices.imageIn ?? 0) / 1_000_000),
  );
  const calls = Math.ceil(ask.count / model.maxPerCall);
  return { low: once.low * calls, expected: once.expected * ask.count, high: once.high * ask.count };
}

/** English takes about 4 characters a token, Chinese or Arabic up to one; edits add a few dozen unseen tokens. */
function promptTokens(characters: number): Span {
  return { low: characters / 6, expected: characters / 4, high: characters + 40 };
}

function estimateText(model: ModelEntry, ask: CostAsk): CostEstimate {
  const prices = model.price.perMillionTokens;
  if (prices === null || prices.textIn === null || prices.textOut === null) {
    return unknown(`No price is known for ${model.label}.`);
  }
  const pictures = addSpans(...ask.referencePx.map((size) => inputTokensOf(model.price.inputPicture, size)));
  const input = addSpans(promptTokens(ask.promptCharacters), pictures);
  const limit = ask.maxOutputTokens ?? Math.min(4_096, model.text?.maxOutputTokens ?? 4_096);
  const output: Span = { low: Math.min(20, limit), expected: Math.min(600, limit), high: limit };
  const long = model.price.longInput;
  const at = (end: keyof Span) => {
    const isLong = long !== undefined && input[end] > long.overTokens;
    const textIn = isLong ? long.textIn : (prices.textIn ?? 0);
    const textOut = isLong ? long.textOut : (prices.textOut ?? 0);
    return ((input[end] * textIn + output[end] * textOut) / 1_000_000) * ask.count;
  };
  const total = { low: at('low'), expected: at('expected'), high: at('high') };
  return known(total, [`about ${Math.round(input.expected)} tokens in, up to ${limit} out`], model.price.date);
}

function known(total: Span, parts: readonly string[], priceDate: string): CostEstimate {
  return {
    kind: 'known',
    lowMicros: Math.floor(total.low),
    expectedMicros: Math.round(total.expected),
    highMicros: Math.ceil(total.high),
    parts,
    priceDate,
  };
}

function unknown(reason: string): CostEstimate {
  return { kind: 'unknown', reason };
}

/** What a cap must reserve before the call: the high end; 0 when free; null when nobody can say. */
export function worstCaseMicros(estimate: CostEstimate): number | null {
  if (estimate.kind === 'free') return 0;
  return estimate.kind === 'known' ? estimate.highMicros : null;
}

/**
 * What a call did cost, from the counts the vendor returned. Cached tokens are a part of the text input, as both vendors
 * report them. Rounds half up, once, at the end. null when a count that is needed, or the price of one, is missing.
 */
export function costFromUsage(model: ModelEntry, usage: Usage | null): number | null {
  if (model.price.confidence === 'free') return 0;
  const prices = model.price.perMillionTokens;
  if (usage === null || prices === null || usage.textInTokens === null) return null;
  const made = model.output === 'image' ? usage.imageOutTokens : usage.textOutTokens;
  if (made === null || (model.output === 'image' && usage.imageInTokens === null)) return null;
  const cached = Math.min(usage.cachedInTokens ?? 0, usage.textInTokens);
  const inputTokens = usage.textInTokens + (usage.imageInTokens ?? 0);
  const long = model.price.longInput;
  const used = long !== undefined && inputTokens > long.overTokens ? { ...prices, ...long } : prices;
  return sumOrNull([
    [usage.textInTokens - cached, used.textIn],
    [cached, used.cachedIn],
    [usage.imageInTokens ?? 0, used.imageIn],
    [usage.textOutTokens ?? 0, used.textOut],
    [usage.imageOutTokens ?? 0, used.imageOut],
  ]);
}

function sumOrNull(lines: readonly (readonly [tokens: number, perMillion: number | null])[]): number | null {
  let millionths = 0;
  for (const [tokens, perMillion] of lines) {
    if (tokens === 0) continue;
    if (perMillion === null) return null;
    millionths += tokens * perMillion;
  }
  return Math.floor((millionths + 500_000) / 1_000_000);
}

/** One unknown price makes the sum unknown. */
export function sumEstimates(estimates: readonly CostEstimate[]): CostEstimate {
  return estimates.reduce<CostEstimate>(
    (sum, one) => {
      if (sum.kind === 'unknown' || one.kind === 'free') return sum;
      if (one.kind === 'unknown' || sum.kind === 'free') return one;
      return {
        ...one,
        lowMicros: sum.lowMicros + one.lowMicros,
        expectedMicros: sum.expectedMicros + one.expectedMicros,
        highMicros: sum.highMicros + one.highMicros,
        parts: [...sum.parts, ...one.parts],
      };
    },
    { kind: 'free' },
  );
}

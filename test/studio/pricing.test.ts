// Money: what is shown before a call, what a cap reserves, and what a call did cost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import type { CostEstimate, Usage } from '../../shared/generation.ts';
import { type ModelEntry, modelEntrySchema, TIERS } from '../../shared/model.ts';
import { type CostAsk, costFromUsage, estimateCost, worstCaseMicros } from '../../shared/pricing.ts';
import { ASPECTS, pixelsFor } from '../../shared/sizes.ts';

const models: readonly ModelEntry[] = [...openAiModels, ...googleModels];

function entry(vendorId: string): ModelEntry {
  const found = models.find((model) => model.vendorId === vendorId);
  if (!found) throw new Error(`no entry for ${vendorId}`);
  return found;
}

const square = { widthPx: 1024, heightPx: 1024 };

function ask(change: Partial<CostAsk> = {}): CostAsk {
  const plain = {
    count: 1,
    sizePx: square,
    tier: '1K',
    quality: null,
    promptCharacters: 0,
    referencePx: [],
    partialImages: 0,
  };
  return { ...plain, ...change };
}

function known(estimate: CostEstimate): Extract<CostEstimate, { kind: 'known' }> {
  if (estimate.kind !== 'known') throw new Error(`expected a known price, got ${JSON.stringify(estimate)}`);
  return estimate;
}

const usage: Usage = {
  textInTokens: 0,
  imageInTokens: 0,
  cachedInTokens: null,
  textOutTokens: null,
  imageOutTokens: 0,
};

describe('the price before a call', () => {
  it.each([
    ['gemini-nano-banana-2.1', '1K', 33_600],
    ['gemini-nano-banana-2.1', '2K', 50_400],
    ['gemini-nano-banana-2.1', '4K', 113_400],
    ['gemini-3-pro-image', '2K', 134_400],
    ['gemini-3-pro-image', '4K', 240_000],
    ['gemini-3.1-flash-lite-image', '1K', 33_600],
  ])('%s at %s is the price page’s figure', (vendorId, tier, micros) => {
    expect(known(estimateCost(entry(vendorId), ask({ tier }))).expectedMicros).toBe(micros);
  });

  it.each([
    ['gpt-image-2', 'low', 6_000],
    ['gpt-image-2', 'medium', 53_000],
    ['gpt-image-2', 'high', 211_000],
    ['gpt-image-1.5', 'high', 133_000],
    ['gpt-image-1-mini', 'medium', 11_000],
  ])('%s in %s at 1024×1024 is the guide’s figure', (vendorId, quality, micros) => {
    expect(known(estimateCost(entry(vendorId), ask({ quality }))).expectedMicros).toBe(micros);
  });

  it.each([
    ['low', 1024, 1024, 196],
    ['medium', 1024, 1024, 1_756],
    ['high', 1792, 1024, 5_063],
    ['high', 3584, 2048, 12_329],
  ])(
    'the size formula gives the token count the vendor’s calculator gives: %s %i×%i',
    (quality, widthPx, heightPx, tokens) => {
      const model = { ...entry('gpt-image-2'), price: { ...entry('gpt-image-2').price, perImage: [] } };
      const estimate = known(estimateCost(model, ask({ quality, sizePx: { widthPx, heightPx } })));
      expect(estimate.expectedMicros).toBe(tokens * 30);
    },
  );

  it('counts every picture sent once for each picture made', () => {
    const bare = known(estimateCost(entry('gpt-image-2'), ask({ count: 4, quality: 'low' })));
    const sent = known(
      estimateCost(entry('gpt-image-2'), ask({ count: 4, quality: 'low', referencePx: [square, square] })),
    );
    // A 1024×1024 picture is 32 × 32 squares at $8 a million.
    expect(sent.expectedMicros - bare.expectedMicros).toBe(4 * 2 * 1_024 * 8);
    expect(sent.parts.join('; ')).toContain('2 pictures sent');
  });

  it('adds streamed previews to what is expected, and to nothing at the low end', () => {
    const bare = known(estimateCost(entry('gpt-image-2'), ask({ quality: 'high' })));
    const streamed = known(estimateCost(entry('gpt-image-2'), ask({ quality: 'high', partialImages: 2 })));
    expect(streamed.expectedMicros - bare.expectedMicros).toBe(2 * 100 * 30);
    expect(streamed.lowMicros).toBe(bare.lowMicros);
  });

  it('says when the price of a sibling is assumed, and widens the range', () => {
    const sure = known(estimateCost(entry('gpt-image-2'), ask({ quality: 'high' })));
    const assumed = known(estimateCost(entry('gpt-image-2.6-flare'), ask({ quality: 'high' })));
    expect(assumed.parts.join('; ')).toContain('assumed');
    expect(assumed.highMicros / assumed.lowMicros).toBeGreaterThan(sure.highMicros / sure.lowMicros);
  });

  it('goes by area between the sizes of a table, says so, and covers both neighbours', () => {
    const sizes = { kind: 'free', multipleOfPx: 1, minPixels: 1, maxPixels: 1e8, maxEdgePx: 1e4, maxRatio: 9 } as const;
    const model = { ...entry('gpt-image-1.5'), sizes };
    const between = known(estimateCost(model, ask({ quality: 'low', sizePx: { widthPx: 1280, heightPx: 1024 } })));
    expect(between.expectedMicros).toBe(11_000);
    expect(between.lowMicros).toBeLessThanOrEqual(9_000);
    expect(between.highMicros).toBeGreaterThanOrEqual(13_000);
    expect(between.parts.join('; ')).toContain('by area');
    const outside = known(estimateCost(model, ask({ quality: 'low', sizePx: { widthPx: 3072, heightPx: 2048 } })));
    expect(outside.expectedMicros).toBe(52_000);
    expect(outside.parts.join('; ')).toContain('outside the price table');
  });

  it('stays unknown where nothing is published, and names what', () => {
    expect(estimateCost(entry('gpt-image-2.6-flare'), ask({ quality: 'max' }))).toEqual({
      kind: 'unknown',
      reason: 'No price is published for quality “max” of GPT Image 2.6 Flare.',
    });
    expect(estimateCost(entry('gemini-2.5-flash-lite'), ask({ sizePx: null })).kind).toBe('unknown');
    const prices = entry('gpt-image-2').price.perMillionTokens;
    const noInputPrice = { ...entry('gpt-image-2').price, perMillionTokens: prices && { ...prices, imageIn: null } };
    const model = { ...entry('gpt-image-2'), price: noInputPrice };
    expect(estimateCost(model, ask({ quality: 'low', referencePx: [square] })).kind).toBe('unknown');
    expect(estimateCost(model, ask({ quality: 'low' })).kind).toBe('known');
  });

  it('charges the long-input price of GPT-5.4 beyond 272,000 tokens', () => {
    const estimate = known(
      estimateCost(entry('gpt-5.4'), ask({ sizePx: null, promptCharacters: 1_200_000, maxOutputTokens: 600 })),
    );
    expect(estimate.expectedMicros).toBe(300_000 * 5 + 600 * 22.5);
  });
});

const anyAsk = fc.record({
  model: fc.constantFrom(...models),
  count: fc.integer({ min: 1, max: 7 }),
  aspect: fc.constantFrom(...ASPECTS),
  tier: fc.constantFrom(...TIERS),
  qualityIndex: fc.nat({ max: 5 }),
  promptCharacters: fc.integer({ min: 0, max: 32_000 }),
  referencePx: fc.array(
    fc.record({ widthPx: fc.integer({ min: 1, max: 16_384 }), heightPx: fc.integer({ min: 1, max: 16_384 }) }),
    {
      maxLength: 16,
    },
  ),
  partialImages: fc.nat({ max: 3 }),
});

type AnyAsk = typeof anyAsk extends fc.Arbitrary<infer Value> ? Value : never;

function askFor({ model, aspect, tier, qualityIndex, ...rest }: AnyAsk): CostAsk {
  const sizePx = model.sizes && (pixelsFor(model.sizes, aspect, tier) ?? square);
  return { ...rest, sizePx, tier, quality: model.qualities[qualityIndex] ?? null };
}

describe('every estimate', () => {
  it('has low ≤ expected ≤ high in whole micros, above zero, and a cap reserves the high end', () => {
    fc.assert(
      fc.property(anyAsk, (any) => {
        const estimate = estimateCost(any.model, askFor(any));
        if (estimate.kind !== 'known') return estimate.kind === 'unknown' && worstCaseMicros(estimate) === null;
        const { lowMicros, expectedMicros, highMicros } = estimate;
        return (
          [lowMicros, expectedMicros, highMicros].every(Number.isInteger) &&
          lowMicros >= 0 &&
          expectedMicros > 0 &&
          lowMicros <= expectedMicros &&
          expectedMicros <= highMicros &&
          worstCaseMicros(estimate) === highMicros
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('never falls when more pictures are made or sent', () => {
    fc.assert(
      fc.property(anyAsk, (any) => {
        const one = askFor(any);
        const more = [
          { ...one, count: one.count + 1 },
          { ...one, referencePx: [...one.referencePx, square] },
        ];
        const before = estimateCost(any.model, one);
        return more.every((bigger) => {
          const after = estimateCost(any.model, bigger);
          if (before.kind !== 'known' || after.kind !== 'known') return before.kind === after.kind;
          return (
            after.lowMicros >= before.lowMicros &&
            after.expectedMicros >= before.expectedMicros &&
            after.highMicros >= before.highMicros
          );
        });
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a price of zero', () => {
  it('is only for what is free', () => {
    const price = { ...entry('gpt-image-2').price, confidence: 'free' as const };
    const free = modelEntrySchema.parse({ ...entry('gpt-image-2'), price });
    expect(estimateCost(free, ask())).toEqual({ kind: 'free' });
    expect(worstCaseMicros({ kind: 'free' })).toBe(0);
    expect(costFromUsage(free, null)).toBe(0);
    expect(costFromUsage(entry('gpt-image-2'), null)).toBeNull();
    expect(costFromUsage(entry('gemini-2.5-flash-lite'), { ...usage, textOutTokens: 9 })).toBeNull();
  });
});

describe('the cost from usage', () => {
  it('adds text, pictures and output at their own prices', () => {
    const counted = { ...usage, textInTokens: 100, imageInTokens: 1_024, imageOutTokens: 7_024 };
    expect(costFromUsage(entry('gpt-image-2'), counted)).toBe(100 * 5 + 1_024 * 8 + 7_024 * 30);
  });

  it('bills Google’s thinking as text output', () => {
    const counted = { ...usage, textInTokens: 12, textOutTokens: 300, imageOutTokens: 1_120 };
    expect(costFromUsage(entry('gemini-3-pro-image'), counted)).toBe(12 * 2 + 300 * 12 + 1_120 * 120);
  });

  it('takes the cached part of the input at its own price', () => {
    const counted = { ...usage, textInTokens: 1_000, cachedInTokens: 400, textOutTokens: 10, imageOutTokens: null };
    expect(costFromUsage(entry('gpt-5.4'), counted)).toBe(600 * 2.5 + 400 * 0.25 + 10 * 15);
  });

  it('rounds half up, once, at the end', () => {
    const nano = entry('gpt-5-nano');
    // $0.05 a million is a twentieth of a micro a token, so 10 tokens are exactly half a micro.
    expect(costFromUsage(nano, { ...usage, textInTokens: 10, textOutTokens: 0 })).toBe(1);
    expect(costFromUsage(nano, { ...usage, textInTokens: 9, textOutTokens: 0 })).toBe(0);
    expect(costFromUsage(nano, { ...usage, textInTokens: 9, textOutTokens: 1 })).toBe(1);
  });

  it.each([
    ['text input', { textInTokens: null }],
    ['picture input', { imageInTokens: null }],
    ['picture output', { imageOutTokens: null }],
  ])('is unknown when the count of %s is missing', (_what, gap) => {
    expect(costFromUsage(entry('gpt-image-2'), { ...usage, imageOutTokens: 196, ...gap })).toBeNull();
  });

  it('is unknown when something was counted that has no price', () => {
    expect(costFromUsage(entry('gpt-image-2'), { ...usage, imageOutTokens: 196, textOutTokens: 5 })).toBeNull();
    expect(costFromUsage(entry('gpt-image-1.5'), { ...usage, textInTokens: 9, cachedInTokens: 9 })).toBeNull();
  });

  it('lies within the range shown before, for the counts the tables promise', () => {
    for (const [vendorId, quality, imageOutTokens] of [
      ['gpt-image-2', 'low', 196],
      ['gpt-image-2', 'high', 7_024],
      ['gemini-nano-banana-2.1', null, 1_120],
      ['gemini-3.1-flash-lite-image', null, 1_120],
    ] as const) {
      const before = known(estimateCost(entry(vendorId), ask({ quality, promptCharacters: 120 })));
      const after = costFromUsage(entry(vendorId), { ...usage, textInTokens: 30, imageOutTokens }) ?? -1;
      expect([vendorId, after >= before.lowMicros && after <= before.highMicros]).toEqual([vendorId, true]);
    }
  });
});

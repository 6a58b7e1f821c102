// What stands in the way of a request, in a code and a sentence that names the rule, before anything is sent.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlanInput, planRequest, type RequestPlan } from '../../electron/studio/routing/plan-request.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { ROLES, TIERS } from '../../shared/model.ts';
import { ASPECTS, allowsPixels } from '../../shared/sizes.ts';
import { A_PICTURE, NOW_MS, references, registryWith, requestOf } from './routing-cases.ts';

const auto = { draft: 'auto', final: 'auto', edit: 'auto', 'text-draft': 'auto', 'text-final': 'auto' };

function plan(change: Partial<GenerationRequest>, options: Partial<PlanInput> = {}): RequestPlan {
  const request = requestOf(change);
  return planRequest({
    request,
    models: registryWith('google', 'openai'),
    bindings: auto,
    referencePx: request.references.map(() => ({ widthPx: 1024, heightPx: 1024 })),
    nowMs: NOW_MS,
    ...options,
  });
}

const problemsOf = (change: Partial<GenerationRequest>, options: Partial<PlanInput> = {}) =>
  plan(change, options).problems.map(({ code, field, message }) => [code, field, message]);

const BANANA = 'google:gemini-nano-banana-2.1';
const IMAGE_2 = 'openai:gpt-image-2';

describe('a request that can run', () => {
  it('has a model, pixels, quality, price and reasons, and no problem', () => {
    const planned = plan({ role: 'final', count: 1, tier: '4K', aspect: '3:2' });
    expect(planned).toMatchObject({
      model: { id: 'google:gemini-3-pro-image' },
      sizePx: { widthPx: 5056, heightPx: 3392 },
      quality: null,
      estimate: { kind: 'known' },
      warnings: [],
      problems: [],
    });
    expect(planned.reasons.length).toBeGreaterThan(0);
  });

  it('takes the model that is named, then the one bound to the role, then the router’s', () => {
    const bindings = { ...auto, draft: BANANA };
    expect(plan({ modelId: IMAGE_2 }, { bindings }).model?.id).toBe(IMAGE_2);
    expect(plan({}, { bindings }).model?.id).toBe(BANANA);
    expect(plan({}).model?.id).toBe('openai:gpt-image-2.6-flare');
  });

  it('takes Sketch when it is bound, keys or not', () => {
    expect(plan({}, { bindings: { ...auto, draft: 'sketch:offline' } })).toMatchObject({
      model: { label: 'Sketch' },
      estimate: { kind: 'free' },
      problems: [],
    });
  });

  it('chooses by itself and says so when the bound model is gone from the list', () => {
    const planned = plan({}, { bindings: { ...auto, draft: 'openai:gone' } });
    expect(planned.problems).toEqual([]);
    expect(planned.warnings[0]?.note).toContain('not in the list any more');
  });

  it('sends drafts in the cheap quality and finals in the good one', () => {
    expect(plan({ modelId: IMAGE_2 }).quality).toBe('low');
    expect(plan({ modelId: IMAGE_2, role: 'final' }).quality).toBe('high');
    expect(plan({ modelId: IMAGE_2, quality: 'medium' }).quality).toBe('medium');
  });

  it('prices what it says: four pictures cost more than one', () => {
    const micros = [1, 4].map((count) => {
      const { estimate } = plan({ modelId: BANANA, count });
      return estimate.kind === 'known' ? estimate.expectedMicros : 0;
    });
    expect(micros[1]).toBeGreaterThan(3 * (micros[0] ?? 0));
  });
});

describe('a request that cannot run', () => {
  it.each<[string, Partial<GenerationRequest>, string, RegExp]>([
    ['an empty prompt', { prompt: ' \n ' }, 'prompt-empty', /prompt is empty/],
    [
      'a prompt of 40,000 characters',
      { prompt: 'a'.repeat(40_000) },
      'prompt-too-long',
      /40,000 characters; the limit is 32,000/,
    ],
    ['no candidates', { count: 0 }, 'bad-count', /0 pictures asked; choose 1 to 8/],
    ['99 candidates', { count: 99 }, 'bad-count', /99 pictures asked; choose 1 to 8/],
    ['a model that does not exist', { modelId: 'openai:dall-e-3' }, 'unknown-model', /no model “openai:dall-e-3”/],
    ['a ratio beyond the model', { modelId: IMAGE_2, aspect: '8:1' }, 'impossible-size', /any ratio from 1:3 to 3:1/],
    [
      'a tier beyond the model',
      { modelId: 'google:gemini-3.1-flash-lite-image', tier: '4K' },
      'impossible-size',
      /makes no 4K\. It makes 1K/,
    ],
    ['nonsense as a ratio', { modelId: BANANA, aspect: 'wide' }, 'impossible-size', /cannot make wide/],
    [
      'fifteen references',
      { modelId: BANANA, references: references(15) },
      'too-many-references',
      /15 references: over the limit of Nano Banana 2\.1, which takes 14/,
    ],
    [
      'seven objects on Pro',
      { modelId: 'google:gemini-3-pro-image', references: references(7) },
      'too-many-references',
      /7 object references: over the limit of Nano Banana Pro, which takes 6/,
    ],
    [
      'sixteen references and a source',
      { modelId: IMAGE_2, references: references(16), sourceAssetId: A_PICTURE },
      'too-many-references',
      /17 pictures, the source included/,
    ],
    [
      'a transparent Gemini picture',
      { modelId: BANANA, background: 'transparent' },
      'unsupported',
      /no transparent background/,
    ],
    [
      'a quality the model has not',
      { modelId: IMAGE_2, quality: 'max' },
      'invalid-param',
      /It has low, medium and high/,
    ],
    ['a text model for a picture', { modelId: 'openai:gpt-5.4' }, 'unsupported', /writes text, it makes no pictures/],
    [
      'a picture model for a text',
      { modelId: BANANA, role: 'text-draft' },
      'unsupported',
      /makes pictures, it writes no text/,
    ],
    ['an edit of nothing', { operation: 'edit', role: 'edit' }, 'bad-request', /No picture is chosen to edit/],
    [
      'a promotion of nothing',
      { operation: 'promote', role: 'final' },
      'bad-request',
      /No picture is chosen to promote/,
    ],
    ['a mask without its picture', { maskAssetId: A_PICTURE }, 'bad-request', /A mask needs the picture/],
  ])('%s', (_name, change, code, message) => {
    expect(problemsOf(change)).toEqual([[code, expect.anything(), expect.stringMatching(message)]]);
  });

  it('asks for the key of the model that was named', () => {
    const options = { models: registryWith('google') };
    expect(problemsOf({ modelId: IMAGE_2 }, options)).toEqual([
      ['key-missing', 'modelId', 'GPT Image 2 needs a key for OpenAI. Add it in Settings.'],
    ]);
  });

  it('refuses a model after its last day, not before', () => {
    const change = { modelId: 'openai:gpt-image-1.5' };
    expect(problemsOf(change)).toEqual([]);
    expect(problemsOf(change, { nowMs: Date.UTC(2026, 11, 3) })[0]?.[0]).toBe('not-found');
  });

  it('never cuts references: with Auto it names a limit', () => {
    expect(problemsOf({ references: references(20) })).toEqual([
      [
        'too-many-references',
        'references',
        expect.stringMatching(/No model can do this\. 20 references: over the limit/),
      ],
    ]);
  });

  it('tells several problems at once, the person’s own first', () => {
    expect(problemsOf({ prompt: '', count: 12, modelId: BANANA, aspect: '7:5' }).map(([code]) => code)).toEqual([
      'prompt-empty',
      'bad-count',
      'impossible-size',
    ]);
  });

  it('counts letters as people do', () => {
    expect(problemsOf({ prompt: '🦊'.repeat(32_000) })).toEqual([]);
  });

  it('says which key would help when the role has no offline model', () => {
    expect(problemsOf({ role: 'text-draft' }, { models: registryWith() })[0]?.slice(0, 1)).toEqual(['key-missing']);
  });
});

describe('what will be other than asked', () => {
  it.each<[string, Partial<GenerationRequest>, string, RegExp]>([
    ['a seed', { modelId: BANANA, seed: 7 }, 'seed', /has no seed/],
    ['a quality on a model without', { modelId: BANANA, quality: 'high' }, 'quality', /no quality setting/],
    ['4K on GPT Image 2', { modelId: IMAGE_2, tier: '4K' }, 'tier', /4K asked: GPT Image 2 makes 2880 × 2880 at 1:1/],
    ['an experimental size', { modelId: IMAGE_2, tier: '2K' }, 'tier', /experimental/],
    [
      'a mask on Gemini',
      { modelId: BANANA, operation: 'edit', role: 'edit', sourceAssetId: A_PICTURE, maskAssetId: A_PICTURE },
      'mask',
      /takes no mask/,
    ],
    ['a transparent preview', { modelId: IMAGE_2, background: 'transparent' }, 'background', /preview/],
    ['a model near its end', { modelId: 'openai:gpt-image-1.5' }, 'modelId', /ends on 2026-12-01/],
    ['a doubtful model', { modelId: 'google:gemini-3.1-flash-image' }, 'modelId', /may have switched/],
  ])('%s is a warning, not silence', (_name, change, field, note) => {
    expect(plan(change)).toMatchObject({ problems: [] });
    expect(plan(change).warnings).toContainEqual({ field, note: expect.stringMatching(note) });
  });
});

describe('a hostile prompt', () => {
  it.each(['“', '"', '「', 'first ', '‘a', '3. ', '你「', '"你"'])(
    'of 200,000 × %j is read without hanging',
    (piece) => {
      expect(plan({ prompt: piece.repeat(200_000 / piece.length) }).problems[0]?.code).toBe('prompt-too-long');
    },
  );
});

describe('every plan', () => {
  it('names pixels its model can make, or a problem', () => {
    const anything = fc.record({
      role: fc.constantFrom(...ROLES),
      aspect: fc.oneof(fc.constantFrom(...ASPECTS, '1:8', '8:1', '3:1', 'x'), fc.string({ maxLength: 5 })),
      tier: fc.constantFrom(...TIERS),
      count: fc.integer({ min: -2, max: 12 }),
      prompt: fc.string({ maxLength: 60 }),
      background: fc.constantFrom('auto', 'transparent', 'opaque'),
      references: fc.nat({ max: 20 }).map((count) => references(count)),
      modelId: fc.constantFrom('auto', ...registryWith().map((model) => model.id)),
      quality: fc.option(fc.constantFrom('low', 'high', 'max', 'odd')),
    });
    fc.assert(
      fc.property(anything, fc.subarray(['google', 'openai'] as const), (change, keys) => {
        const { model, sizePx, problems } = plan(change, { models: registryWith(...keys) });
        if (problems.length > 0) return problems.every(({ message }) => /^[A-Z0-9−-].*[.]$/s.test(message));
        if (model === null || model.availability !== 'ready') return false;
        return model.sizes === null ? sizePx === null : sizePx !== null && allowsPixels(model.sizes, sizePx);
      }),
      { numRuns: 2_000 },
    );
  });
});

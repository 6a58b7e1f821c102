// The shipped registry: complete, valid, dated, without a single dead id.
import { describe, expect, it } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import { type ModelEntry, modelEntrySchema } from '../../shared/model.ts';

const models: readonly ModelEntry[] = [...openAiModels, ...googleModels];
const pictures = models.filter((model) => model.output === 'image');

function entry(vendorId: string): ModelEntry {
  const found = models.find((model) => model.vendorId === vendorId);
  if (!found) throw new Error(`no entry for ${vendorId}`);
  return found;
}

describe('the shipped registry', () => {
  it.each(models.map((model) => [model.id, model] as const))(
    '%s is valid and keeps every field through the schema',
    (_id, model) => {
      expect(modelEntrySchema.parse(model)).toEqual(model);
    },
  );

  it('gives every entry an id and a label of its own', () => {
    expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
    expect(new Set(models.map((model) => model.label)).size).toBe(models.length);
    expect(models.filter((model) => model.id !== `${model.providerId}:${model.vendorId}`)).toEqual([]);
  });

  it('has every current picture id', () => {
    expect(pictures.map((model) => model.vendorId).toSorted()).toEqual([
      'gemini-2.5-flash-image',
      'gemini-3-pro-image',
      'gemini-3.1-flash-image',
      'gemini-3.1-flash-lite-image',
      'gemini-nano-banana-2.1',
      'gpt-image-1-mini',
      'gpt-image-1.5',
      'gpt-image-2',
      'gpt-image-2.5-flare',
      'gpt-image-2.5-sunburst',
      'gpt-image-2.6-flare',
      'gpt-image-2.6-sunburst',
    ]);
  });

  it('names no id that was switched off', () => {
    const dead = /^(dall-e|gpt-image-1$|imagen-|gemini-2\.0)|-preview$/;
    expect(models.filter((model) => dead.test(model.vendorId))).toEqual([]);
    expect(models.filter((model) => model.shutdownDate !== null && model.shutdownDate < '2026-11-20')).toEqual([]);
  });

  it.each([
    ['gpt-image-1.5', '2026-12-01'],
    ['gpt-image-1-mini', '2026-12-01'],
    ['gpt-5', '2026-12-11'],
    ['gpt-5-nano', '2026-12-11'],
    ['gpt-5.4-nano', '2027-04-01'],
    ['gpt-4o', '2027-01-14'],
    ['gpt-4o-mini', '2027-01-14'],
    ['gemini-2.5-flash', '2026-12-01'],
    ['gpt-image-2', null],
    ['gemini-3-pro-image', null],
  ])('%s ends on %s', (vendorId, date) => {
    expect(entry(vendorId).shutdownDate).toBe(date);
  });

  it('says of the two doubtful Gemini ids that they may be unavailable', () => {
    const doubtful = models.filter((model) => model.availabilityDoubt !== undefined).map((model) => model.vendorId);
    expect(doubtful.toSorted()).toEqual(['gemini-2.5-flash-image', 'gemini-3.1-flash-image']);
  });

  it('splits the fourteen references of the Gemini models by role', () => {
    expect(entry('gemini-nano-banana-2.1').referenceLimit).toEqual({
      total: 14,
      objects: 10,
      characters: 4,
      style: null,
    });
    expect(entry('gemini-3-pro-image').referenceLimit).toEqual({ total: 14, objects: 6, characters: 5, style: 3 });
    expect(entry('gpt-image-2').referenceLimit.total).toBe(16);
  });

  it('knows who takes masks, transparency and several pictures a call', () => {
    for (const model of pictures) {
      const isOpenAi = model.providerId === 'openai';
      expect([model.id, model.mask, model.maxPerCall, model.hasSeed]).toEqual([
        model.id,
        isOpenAi ? 'alpha-zero' : 'none',
        isOpenAi ? 10 : 1,
        false,
      ]);
    }
    expect(
      pictures.filter((model) => model.providerId === 'google' && model.backgrounds.includes('transparent')),
    ).toEqual([]);
    expect(entry('gpt-image-2').isTransparencyPreview).toBe(true);
    expect(entry('gpt-image-2.6-flare').qualities).toEqual(['low', 'medium', 'high', 'xhigh', 'max']);
    expect(entry('gpt-image-2').qualities).toEqual(['low', 'medium', 'high']);
  });

  it('dates and sources every price, and never writes an unknown one as a number', () => {
    for (const { id, price } of models) {
      expect([id, price.source.length > 10]).toEqual([id, true]);
      const isUnknown = price.confidence === 'unknown';
      expect([id, price.perMillionTokens === null && price.perImage.length === 0]).toEqual([id, isUnknown]);
      expect(Object.values(price.perMillionTokens ?? {}).filter((value) => value === 0)).toEqual([]);
    }
  });

  it('uses only roles that fit what a model makes', () => {
    const wrong = models.filter((model) =>
      model.roles.some((role) => role.startsWith('text-') !== (model.output === 'text')),
    );
    expect(wrong).toEqual([]);
    for (const role of ['draft', 'final', 'edit', 'text-draft', 'text-final'] as const) {
      const providers = new Set(models.filter((model) => model.roles.includes(role)).map((model) => model.providerId));
      expect([role, providers.size]).toEqual([role, 2]);
    }
  });
});

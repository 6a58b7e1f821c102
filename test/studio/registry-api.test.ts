// The registry in a person's hands: add, change, import, switch off, roll back, and hold it against the vendor's list.
import { describe, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import { type ModelEntry, type ModelState, modelEntrySchema } from '../../shared/model.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, enqueue, jobIn, openBoard, openTestStudio } from '../support/test-studio.ts';

const GPT_2 = 'openai:gpt-image-2';

async function vendorStudio(retired: { openai?: string[]; google?: string[] } = {}): Promise<Studio> {
  const openai = await startOpenAiEmulator({ retiredModels: retired.openai ?? [] });
  const google = await startGoogleEmulator({ retiredModels: retired.google ?? [] });
  return openTestStudio({
    environment: {
      OPENAI_API_KEY: 'sk-emulator-0123456789',
      GEMINI_API_KEY: 'emulator-0123456789',
      MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
      MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
    },
  });
}

async function stateOf(studio: Studio, id: string): Promise<ModelState> {
  const found = (await studio.call('models.list', {})).find((model) => model.id === id);
  if (!found) throw new Error(`${id} is not listed`);
  return found;
}

/** An entry as a person would write it: a shipped one under another name. */
async function ownEntry(studio: Studio, changes: Partial<ModelEntry> = {}): Promise<ModelEntry> {
  const shipped = modelEntrySchema.parse(await stateOf(studio, GPT_2));
  return { ...shipped, id: 'openai:gpt-image-9', vendorId: 'gpt-image-9', label: 'GPT Image 9', ...changes };
}

describe('adding and changing', () => {
  it('takes an entry of one’s own, plans with it, and lets it go again', async () => {
    const studio = await vendorStudio();
    const saved = await studio.call('models.save', { entry: await ownEntry(studio) });
    expect(saved).toMatchObject({ id: 'openai:gpt-image-9', availability: 'ready' });
    const preview = await studio.call('jobs.preview', {
      request: draftRequest({ modelId: 'openai:gpt-image-9', tier: '1K' }),
    });
    expect(preview).toMatchObject({ modelLabel: 'GPT Image 9', problems: [], estimate: { kind: 'known' } });
    const left = await studio.call('models.reset', { id: 'openai:gpt-image-9' });
    expect(left.map((model) => model.id)).not.toContain('openai:gpt-image-9');
  });

  it('counts with a changed price at once, and with the shipped one after the way back', async () => {
    const studio = await vendorStudio();
    const shipped = modelEntrySchema.parse(await stateOf(studio, GPT_2));
    const estimate = async () => {
      const request = draftRequest({ modelId: GPT_2, tier: '1K' });
      const found = (await studio.call('jobs.preview', { request })).estimate;
      if (found.kind !== 'known') throw new Error('known');
      return found.highMicros;
    };
    const before = await estimate();
    const perImage = shipped.price.perImage.map((row) => ({ ...row, micros: row.micros * 2 }));
    const { perMillionTokens: tokens } = shipped.price;
    if (!tokens) throw new Error('priced by tokens');
    const doubled = { ...tokens, textIn: (tokens.textIn ?? 0) * 2, imageOut: (tokens.imageOut ?? 0) * 2 };
    const price = { ...shipped.price, perImage, perMillionTokens: doubled };
    await studio.call('models.save', { entry: { ...shipped, price } });
    expect(await estimate()).toBeGreaterThanOrEqual(before * 2 - 1);
    await studio.call('models.reset', { id: null });
    expect(await estimate()).toBe(before);
    expect(modelEntrySchema.parse(await stateOf(studio, GPT_2))).toEqual(shipped);
  });

  it.each([
    ['label', { label: 7 }, 'label'],
    ['a role that does not exist', { roles: ['poster'] }, 'roles.0'],
    ['a price day', { price: { date: 'last week' } }, 'price.date'],
    ['an end that is no day', { shutdownDate: 'soon' }, 'shutdownDate'],
    ['an id of another vendor', { id: 'google:gpt-image-9' }, 'id'],
    ['pictures without a size rule', { sizes: null }, 'sizes'],
    ['a paid model that calls itself free', { price: { confidence: 'free' } }, 'price.confidence'],
  ])('refuses %s and names the field', async (_what, changes, field) => {
    const studio = await vendorStudio();
    const good = await ownEntry(studio);
    const price = 'price' in changes ? { ...good.price, ...changes.price } : good.price;
    const refused = studio.call('models.save', { entry: { ...good, ...changes, price } });
    await expect(refused).rejects.toMatchObject({ code: 'bad-request', field });
    expect((await studio.call('models.list', {})).map((model) => model.id)).not.toContain('openai:gpt-image-9');
  });
});

describe('importing', () => {
  it('saves the good ones of a list and tells of the bad ones, each by its name and field', async () => {
    const studio = await vendorStudio();
    const good = await ownEntry(studio);
    const { label: _label, ...nameless } = await ownEntry(studio, { id: 'openai:b', vendorId: 'b' });
    const text = JSON.stringify([good, nameless, 'nonsense']);
    expect(await studio.call('models.import', { text })).toMatchObject({
      saved: ['openai:gpt-image-9'],
      problems: [
        { entry: 'openai:b', field: 'label' },
        { entry: 'entry 3', field: 'entry' },
      ],
    });
    expect(await stateOf(studio, 'openai:gpt-image-9')).toMatchObject({ label: 'GPT Image 9' });
  });

  it('says that it is not JSON', async () => {
    const studio = await vendorStudio();
    await expect(studio.call('models.import', { text: 'gpt-image-9: yes' })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});

describe('switching off', () => {
  it('keeps a model out of routing and out of use until it is switched on again', async () => {
    const studio = await vendorStudio();
    const request = draftRequest({ modelId: 'auto', tier: '1K' });
    const first = await studio.call('jobs.preview', { request });
    const id = first.modelId ?? '';
    expect(await studio.call('models.setEnabled', { id, isEnabled: false })).toMatchObject({
      availability: 'disabled',
    });
    const second = await studio.call('jobs.preview', { request });
    expect(second.modelId).not.toBe(id);
    expect(second.chain.map((step) => step.modelId)).not.toContain(id);
    const refusal = second.alternatives.find((other) => other.modelId === id)?.refusals.join(' ') ?? '';
    expect(refusal).toMatch(/off/i);
    const boardId = await openBoard(studio);
    await expect(enqueue(studio, boardId, { ...request, modelId: id })).rejects.toMatchObject({ code: 'unsupported' });
    await studio.call('models.setEnabled', { id, isEnabled: true });
    expect((await studio.call('jobs.preview', { request })).modelId).toBe(id);
  });

  it('knows no switch of a model that is not there', async () => {
    const studio = await vendorStudio();
    await expect(studio.call('models.setEnabled', { id: 'openai:no', isEnabled: false })).rejects.toMatchObject({
      code: 'unknown-model',
    });
  });
});

describe('asking the vendor', () => {
  it('marks what the vendor does not list, what ends, and what the registry does not know', async () => {
    const studio = await vendorStudio({ openai: ['gpt-image-2'] });
    const probe = await studio.call('models.probe', { id: 'openai' });
    expect(probe).toMatchObject({ ok: true });
    expect(probe.missing).toContain(GPT_2);
    expect(await stateOf(studio, GPT_2)).toMatchObject({ availability: 'unavailable' });
    expect(probe.ending.length).toBeGreaterThan(0);
    for (const { modelId, shutdownDate } of probe.ending) {
      expect(await stateOf(studio, modelId)).toMatchObject({ shutdownDate });
    }
    const preview = await studio.call('jobs.preview', { request: draftRequest({ modelId: GPT_2, tier: '1K' }) });
    expect(preview.problems).toHaveLength(1);
  });

  it('believes a list that names the model again', async () => {
    const studio = await vendorStudio();
    const probe = await studio.call('models.probe', { id: 'google' });
    expect(probe.missing).not.toContain('google:gemini-3-pro-image');
    const boardId = await openBoard(studio);
    const request = draftRequest({ modelId: 'google:gemini-3-pro-image', tier: '1K' });
    expect(await jobIn(studio, (await enqueue(studio, boardId, request)).id)).toMatchObject({ state: 'done' });
  });

  it('says what is wrong instead of marking everything as gone', async () => {
    const studio = await openTestStudio({ environment: { MAQUETTE_OPENAI_BASE_URL: 'http://127.0.0.1:9' } });
    expect(await studio.call('models.probe', { id: 'openai' })).toMatchObject({ ok: false, missing: [] });
    expect((await stateOf(studio, GPT_2)).availability).toBe('key-missing');
  });
});

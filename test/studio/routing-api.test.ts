// The router in a person's hands: order and switches, what it learned, and why it did not take another model.
import { afterAll, describe, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const openai = await startOpenAiEmulator();
const google = await startGoogleEmulator();
afterAll(() => Promise.all([openai.close(), google.close()]));

const routedStudio = () =>
  openTestStudio({
    environment: {
      OPENAI_API_KEY: 'sk-emulator-0123456789',
      GEMINI_API_KEY: 'emulator-0123456789',
      MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
      MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
    },
  });
const draft = draftRequest({ modelId: 'auto', aspect: '1:1', tier: '1K', seed: null });
const preview = (studio: Studio, request: GenerationRequest) => studio.call('jobs.preview', { request });

describe('the rules', () => {
  it('keep the order a person gives them, over a restart, and refuse a name that is none', async () => {
    const studio = await routedStudio();
    const shipped = await studio.call('routing.rules', {});
    expect(shipped.every((rule) => rule.isOn && rule.label.length > 0)).toBe(true);
    const turned = shipped.toReversed().map(({ name, isOn }) => ({ name, isOn }));
    expect((await studio.call('routing.setRules', { rules: turned })).map((rule) => rule.name)).toEqual(
      turned.map((rule) => rule.name),
    );
    await expect(studio.call('routing.setRules', { rules: [{ name: 'cheapest', isOn: true }] })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await studio.close();
    const again = await openTestStudio({ libraryPath: studio.libraryPath });
    expect((await again.call('routing.rules', {})).map((rule) => rule.name)).toEqual(turned.map((rule) => rule.name));
  });

  it('change the pick when one is switched off, and show it switched off in its place', async () => {
    const studio = await routedStudio();
    const final = { ...draft, role: 'final', tier: '4K' } as const;
    const before = await preview(studio, final);
    const rules = (await studio.call('routing.rules', {})).map(({ name }) => ({
      name,
      isOn: !['budget', 'full-size', 'made-for'].includes(name),
    }));
    const after = await studio.call('routing.setRules', { rules });
    expect(after.find((rule) => rule.name === 'budget')).toMatchObject({ isOn: false });
    expect(after.map((rule) => rule.name)).toEqual(rules.map((rule) => rule.name));
    expect((await preview(studio, final)).modelId).not.toBe(before.modelId);
  });
});

describe('learning', () => {
  it('follows what was kept, shows the counts, stops when told to, and forgets', async () => {
    const studio = await routedStudio();
    const boardId = await openBoard(studio);
    const cold = await preview(studio, draft);
    const loved = cold.alternatives.find(
      (other) => other.refusals.length === 0 && other.modelId.includes('gpt-image-2'),
    );
    if (!cold.modelId || !loved) throw new Error('two able models');
    for (let index = 0; index < 6; index += 1) {
      const prompt = `Study ${index} of a harbour`;
      const [liked, disliked] = await Promise.all([
        runToEnd(studio, boardId, { ...draft, prompt, modelId: loved.modelId }),
        runToEnd(studio, boardId, { ...draft, prompt, modelId: cold.modelId }),
      ]);
      const [good] = liked.candidates;
      const [bad] = disliked.candidates;
      if (!good || !bad) throw new Error('both drew');
      await studio.call('candidates.judge', { id: good.id, verdict: 'kept' });
      await studio.call('candidates.judge', { id: bad.id, verdict: 'rejected' });
    }
    const warm = await preview(studio, draft);
    expect(warm.modelId).toBe(loved.modelId);
    expect(warm.reasons.join()).toContain('Your own picks: 6 of 6 kept for requests like this');
    const learned = await studio.call('routing.learned', {});
    expect(learned).toMatchObject({ isOn: true, decisions: 12 });
    expect(learned.picks).toContainEqual(
      expect.objectContaining({ modelId: loved.modelId, kept: 6, rejected: 0, kind: 'draft/plain' }),
    );
    await studio.call('routing.setLearning', { isOn: false });
    expect((await preview(studio, draft)).modelId).toBe(cold.modelId);
    await studio.call('routing.setLearning', { isOn: true });
    expect(await studio.call('routing.forget', {})).toMatchObject({ decisions: 0, picks: [] });
    const { modelId, reasons } = await preview(studio, draft);
    expect({ modelId, reasons }).toEqual({ modelId: cold.modelId, reasons: cold.reasons });
  });
});

describe('why not another', () => {
  it('says of every model what keeps it out, or what it would cost', async () => {
    const studio = await routedStudio();
    const { modelId, alternatives } = await preview(studio, { ...draft, role: 'final', background: 'transparent' });
    const all = (await studio.call('models.list', {})).filter((model) => model.output === 'image');
    expect(alternatives.map((other) => other.modelId)).not.toContain(modelId);
    const refused = alternatives.filter((other) => other.refusals.length > 0);
    expect(refused.length).toBeGreaterThan(0);
    for (const { refusals } of refused) expect(refusals.join(' ')).toMatch(/^\p{Lu}.{10,}/u);
    const able = alternatives.filter((other) => other.refusals.length === 0);
    expect(able.every((other) => other.estimate.kind !== 'unknown' || other.estimate.reason.length > 0)).toBe(true);
    expect(new Set([modelId, ...alternatives.map((other) => other.modelId)]).size).toBeGreaterThanOrEqual(
      all.length - 1,
    );
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { googleProvider } from '../../electron/studio/providers/google-provider.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import { openAiProvider } from '../../electron/studio/providers/openai-provider.ts';
import type { Provider, ProviderContext } from '../../electron/studio/providers/provider.ts';
import type { TextRequest } from '../../electron/studio/providers/text-provider.ts';
import { costFromUsage } from '../../shared/pricing.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { failureOf, inputPicture, modelNamed, passageTo } from '../support/provider-call.ts';

let openAi: Emulator;
let google: Emulator;
beforeAll(async () => {
  openAi = await startOpenAiEmulator();
  google = await startGoogleEmulator();
});
afterAll(async () => {
  await openAi.close();
  await google.close();
});
afterEach(() => {
  openAi.reset();
  google.reset();
});

const mini = modelNamed(openAiModels, 'gpt-5.4-mini');
const flash = modelNamed(googleModels, 'gemini-3.5-flash-lite');
const toOpenAi = () => passageTo(openAi.baseUrl, 'sk-emulator-1').context;
const toGoogle = () => passageTo(google.baseUrl, 'emulator-1').context;

function write(
  provider: Provider,
  request: Partial<TextRequest> & Pick<TextRequest, 'model'>,
  context: ProviderContext,
) {
  if (provider.writeText === undefined) throw new Error(`${provider.label} writes no text.`);
  const question = { prompt: 'Three headlines for a paper boat', system: null, maxOutputTokens: 400, effort: null };
  return provider.writeText({ ...question, ...request }, context);
}

describe('OpenAI', () => {
  test('is sent exactly this, and told to keep nothing', async () => {
    const result = await write(openAiProvider, { model: mini, system: 'You are a copywriter.' }, toOpenAi());
    expect(openAi.log[0]?.path).toBe('/v1/responses');
    expect(openAi.log[0]?.body).toEqual({
      model: 'gpt-5.4-mini',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Three headlines for a paper boat' }] }],
      instructions: 'You are a copywriter.',
      max_output_tokens: 400,
      reasoning: { effort: 'none' },
      store: false,
    });
    expect(result.text).not.toBe('');
    expect(result).toMatchObject({ isTruncated: false, warnings: [], requestId: expect.stringMatching(/^req_/) });
    expect(costFromUsage(mini, result.usage)).toBeGreaterThan(0);
  });

  test('looks at pictures in order', async () => {
    const images = [await inputPicture(1), await inputPicture(2, { widthPx: 40, heightPx: 30 })];
    await write(openAiProvider, { model: mini, images }, toOpenAi());
    const picture = (width: number) => ({ type: 'input_image', image_url: { mime: 'image/png', width } });
    expect(openAi.log[0]?.body).toMatchObject({ input: [{ content: [{}, picture(96), picture(40)] }] });
  });

  test('says when the limit cut the text off, and when thinking left no room for any', async () => {
    const cut = await write(openAiProvider, { model: mini, effort: 'low', maxOutputTokens: 20 }, toOpenAi());
    expect(cut.isTruncated).toBe(true);
    openAi.setFaults([{ kind: 'incomplete' }]);
    const error = await failureOf(write(openAiProvider, { model: mini }, toOpenAi()));
    expect(error).toMatchObject({ code: 'invalid-param', field: 'maxOutputTokens' });
  });

  test.each([
    ['refusal', 'moderation'],
    ['moderation', 'moderation'],
    ['empty-data', 'bad-response'],
    ['html-200', 'bad-response'],
    ['rate-limit', 'rate'],
    ['cut-mid-body', 'network'],
  ] as const)('%s is %s, asked once', async (kind, code) => {
    openAi.setFaults([{ kind }]);
    expect((await failureOf(write(openAiProvider, { model: mini }, toOpenAi()))).code).toBe(code);
    expect(openAi.received).toBe(1);
  });
});

describe('Google', () => {
  test('is sent exactly this', async () => {
    const request = { model: flash, system: 'You are a copywriter.', effort: 'low' };
    const result = await write(googleProvider, request, toGoogle());
    expect(google.log[0]?.path).toBe('/v1beta/models/gemini-3.5-flash-lite:generateContent');
    expect(google.log[0]?.body).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Three headlines for a paper boat' }] }],
      systemInstruction: { role: 'user', parts: [{ text: 'You are a copywriter.' }] },
      generationConfig: { maxOutputTokens: 400, thinkingConfig: { thinkingLevel: 'LOW' } },
    });
    expect(result.text).not.toBe('');
    expect(result).toMatchObject({ isTruncated: false, warnings: [] });
    expect(costFromUsage(flash, result.usage)).toBeGreaterThan(0);
  });

  test('says when the limit cut the text off', async () => {
    google.setFaults([{ kind: 'incomplete' }]);
    expect(await write(googleProvider, { model: flash }, toGoogle())).toMatchObject({ isTruncated: true });
  });

  test('an effort the model has not is replaced, and the person is told', async () => {
    const result = await write(googleProvider, { model: flash, effort: 'xhigh' }, toGoogle());
    expect(result.warnings).toEqual([{ field: 'effort', note: expect.stringContaining('xhigh') }]);
    expect(google.log[0]?.body).toMatchObject({ generationConfig: { thinkingConfig: { thinkingLevel: 'MINIMAL' } } });
  });

  test.each([
    ['refusal', 'moderation'],
    ['moderation', 'moderation'],
    ['empty-data', 'bad-response'],
    ['unavailable', 'server'],
  ] as const)('%s is %s, asked once', async (kind, code) => {
    google.setFaults([{ kind }]);
    expect((await failureOf(write(googleProvider, { model: flash }, toGoogle()))).code).toBe(code);
    expect(google.received).toBe(1);
  });
});

import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { googleProvider } from '../../electron/studio/providers/google-provider.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { failureOf, inputPicture, modelNamed, passageTo, requestOf } from '../support/provider-call.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';
import { png } from '../support/test-pictures.ts';

const KEY = 'emulator-AIza5ecr3t5ecr3t';
const banana = modelNamed(googleModels, 'gemini-nano-banana-2.1');
const oldBanana = modelNamed(googleModels, 'gemini-2.5-flash-image');

let emulator: Emulator;
let scripted: ScriptedServer;
beforeAll(async () => {
  emulator = await startGoogleEmulator();
  scripted = await startScriptedServer();
});
afterAll(async () => {
  await emulator.close();
  await scripted.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  emulator.reset();
});

const passage = () => passageTo(emulator.baseUrl, KEY);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const onlyBody = () => {
  expect(emulator.log).toHaveLength(1);
  return emulator.log[0]?.body;
};

describe('a picture', () => {
  test('from words: sends exactly this, over v1beta, and hands back the file as it came', async () => {
    const { context } = passage();
    const result = await googleProvider.generate(requestOf(banana, { aspect: '3:2', tier: '2K' }), context);
    expect(emulator.log[0]?.path).toBe('/v1beta/models/gemini-nano-banana-2.1:generateContent');
    expect(emulator.log[0]?.query).toEqual({});
    expect(onlyBody()).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'A paper boat on a dark table' }] }],
      generationConfig: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '3:2', imageSize: '2K' } },
    });
    expect(result.pictures).toHaveLength(1);
    const [picture] = result.pictures;
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 2528, height: 1696 });
    expect(picture?.seed).toBeNull();
    expect(result.usage).toMatchObject({ textInTokens: 7, imageInTokens: 0, imageOutTokens: 1680 });
    expect(result.requestId).toEqual(expect.any(String));
    expect(result.warnings).toEqual([]);
  });

  test('from pictures: the source first, every reference after it, in order', async () => {
    const pictures = await Promise.all([1, 2, 3, 4].map((seed) => inputPicture(seed)));
    const [source = null, ...references] = pictures;
    await googleProvider.generate(requestOf(banana, { source, references }), passage().context);
    const sent = pictures.map(({ bytes }) => ({
      inlineData: {
        mimeType: 'image/png',
        data: { sha256: sha256(bytes), sizeBytes: bytes.length, width: 96, height: 64, mime: 'image/png' },
      },
    }));
    expect(onlyBody()).toMatchObject({ contents: [{ parts: [{ text: 'A paper boat on a dark table' }, ...sent] }] });
  });

  test('of a model with one tier is asked for without a tier', async () => {
    await googleProvider.generate(requestOf(oldBanana), passage().context);
    expect(onlyBody()).toMatchObject({ generationConfig: { imageConfig: { aspectRatio: '1:1' } } });
    expect(JSON.stringify(onlyBody())).not.toContain('imageSize');
  });

  test('with a mask: the region is described in words, and the person is told', async () => {
    const source = await inputPicture(1);
    const hole = { create: { width: 24, height: 32, channels: 3, background: 'white' } } as const;
    const patch = await sharp(hole).png().toBuffer();
    const mask = await sharp({ create: { width: 96, height: 64, channels: 3, background: 'black' } })
      .composite([{ input: patch, left: 48, top: 16 }])
      .greyscale()
      .png()
      .toBuffer();
    const result = await googleProvider.generate(requestOf(banana, { source, mask }), passage().context);
    const text = JSON.stringify(onlyBody());
    expect(text).toContain('A paper boat on a dark table');
    expect(text).toMatch(/from 50% to 7[56]% of the width from the left and 25% to 7[56]% of the height/);
    expect(result.warnings).toEqual([{ field: 'mask', note: expect.stringContaining('takes no mask') }]);
  });

  test('with a transparent background comes opaque, and the person is told', async () => {
    const result = await googleProvider.generate(requestOf(banana, { background: 'transparent' }), passage().context);
    expect(result.warnings.map(({ field }) => field)).toEqual(['background']);
  });

  test('too heavy to send is refused before anything is sent', async () => {
    const reference = { ...(await inputPicture(1)), bytes: new Uint8Array(15_000_000) };
    const error = await failureOf(
      googleProvider.generate(requestOf(banana, { references: [reference] }), passage().context),
    );
    expect(error).toMatchObject({ code: 'invalid-param', field: 'references' });
    expect(emulator.received).toBe(0);
  });
});

describe('an answer the SDK would let through', () => {
  const answerWith = async (answer: unknown) => {
    scripted.answer = { status: 200, body: JSON.stringify(answer) };
    return googleProvider.generate(requestOf(banana), passageTo(scripted.origin, KEY).context);
  };
  const base64 = async (seed: number) => (await png({ widthPx: 32, heightPx: 32 }, seed)).toString('base64');
  const imagePart = (data: string) => ({ inlineData: { mimeType: 'image/png', data } });

  test('thoughts are never shown as the result, and of several pictures the last is kept', async () => {
    const [interim, first, last] = await Promise.all([base64(1), base64(2), base64(3)]);
    const parts = [{ ...imagePart(interim), thought: true }, imagePart(first), { text: 'Better:' }, imagePart(last)];
    const result = await answerWith({ candidates: [{ content: { parts }, finishReason: 'STOP' }] });
    expect(result.pictures.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual([last]);
    expect(result.warnings).toEqual([{ field: 'count', note: '2 pictures came; the last 1 kept.' }]);
    expect(result.usage).toBeNull();
  });

  test('only a thought picture is no result', async () => {
    const parts = [{ ...imagePart(await base64(1)), thought: true }];
    const error = await failureOf(answerWith({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }));
    expect(error.code).toBe('no-image');
  });

  test('a file that is no picture is a bad answer, whatever type it declares', async () => {
    const parts = [imagePart(Buffer.from('<html>sign in</html>').toString('base64'))];
    const error = await failureOf(answerWith({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }));
    expect(error.code).toBe('bad-response');
  });

  test.each([{}, { candidates: [] }, { error: { message: 'no' } }])('%o is a bad answer', async (answer) => {
    expect((await failureOf(answerWith(answer))).code).toBe('bad-response');
  });

  test('the counts cover thoughts, cached text and pictures', async () => {
    const result = await answerWith({
      candidates: [{ content: { parts: [imagePart(await base64(1))] }, finishReason: 'STOP' }],
      usageMetadata: {
        promptTokenCount: 570,
        promptTokensDetails: [
          { modality: 'TEXT', tokenCount: 12 },
          { modality: 'IMAGE', tokenCount: 558 },
        ],
        cachedContentTokenCount: 4,
        candidatesTokenCount: 1130,
        candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
        thoughtsTokenCount: 300,
      },
    });
    expect(result.usage).toEqual({
      textInTokens: 12,
      imageInTokens: 558,
      cachedInTokens: 4,
      textOutTokens: 310,
      imageOutTokens: 1120,
    });
  });

  test('the SDK is not allowed to continue on its own with a second paid request', async () => {
    const before = scripted.received.length;
    const parts = [imagePart(await base64(1))];
    const candidate = { content: { parts }, finishReason: 'CONTINUATION', continuationToken: 'more' };
    expect((await answerWith({ candidates: [candidate] })).pictures).toHaveLength(1);
    expect(scripted.received).toHaveLength(before + 1);
  });
});

test('the free list names every model, over as many pages as there are', async () => {
  const models = await googleProvider.listModels(passage().context);
  expect(models).toContainEqual({ vendorId: 'gemini-nano-banana-2.1', shutdownDate: null });
  expect(emulator.paidRequests).toBe(0);
});

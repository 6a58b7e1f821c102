import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { createGoogleProvider, googleProvider } from '../../electron/studio/providers/google-provider.ts';
import { CALL_LIMITS } from '../../electron/studio/providers/guarded-call.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import {
  type ExpectedFailure,
  everythingIn,
  failureOf,
  inputPicture,
  modelNamed,
  passageTo,
  requestOf,
} from '../support/provider-call.ts';
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
    const answer = { candidates: [{ content: { parts }, finishReason: 'CONTINUATION' }], continuationToken: 'more' };
    await answerWith(answer);
    expect(scripted.received).toHaveLength(before + 1);
  });
});

describe('what goes wrong', () => {
  const draft = requestOf(banana);

  const faults: readonly [Parameters<Emulator['setFaults']>[0][number], ExpectedFailure][] = [
    [{ kind: 'unauthorized' }, { code: 'auth', says: /did not accept the API key/ }],
    [{ kind: 'forbidden' }, { code: 'auth', says: /blocked or restricted/ }],
    [{ kind: 'server-error' }, { code: 'server', says: /trouble on its side \(500\)/ }],
    [{ kind: 'unavailable' }, { code: 'server', says: /overloaded \(503\)/ }],
    [{ kind: 'html-502' }, { code: 'server', says: /502/ }],
    [{ kind: 'html-200' }, { code: 'bad-response', says: /not the one its API promises/ }],
    [{ kind: 'moderation' }, { code: 'moderation', says: /refused the prompt.*prohibits/, field: 'prompt' }],
    [
      { kind: 'moderation', detail: 'OTHER' },
      { code: 'moderation', says: /because of its rules/, field: 'prompt' },
    ],
    [
      { kind: 'moderation-output' },
      { code: 'moderation', says: /held the result back.*Unable to show the generated image/ },
    ],
    [
      { kind: 'moderation-output', detail: 'IMAGE_RECITATION' },
      { code: 'moderation', says: /too close to an existing picture/ },
    ],
    [{ kind: 'no-picture' }, { code: 'no-image', says: /without a picture/ }],
    [{ kind: 'text-only' }, { code: 'no-image', says: /Which style do you have in mind/ }],
    [{ kind: 'incomplete' }, { code: 'no-image', says: /used up its limit/ }],
    [{ kind: 'cut-before-headers' }, { code: 'network', says: /broke off before an answer/ }],
    [{ kind: 'cut-mid-body' }, { code: 'network', says: /broke off in the middle/ }],
  ];

  test.each(faults)(
    '%o has its code and its sentence, is never repeated, and shows no key',
    async (fault, expected) => {
      const spoken = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'debug')];
      emulator.setFaults([fault]);
      const error = await failureOf(googleProvider.generate(draft, passage().context));
      expect(error).toMatchObject({ code: expected.code, field: expected.field ?? null });
      expect(error.message).toMatch(expected.says);
      expect(error.message).not.toMatch(/<\w/);
      expect(everythingIn(error)).not.toContain(KEY);
      expect(emulator.received).toBe(1);
      for (const spy of spoken) expect(spy).not.toHaveBeenCalled();
    },
  );

  test('a rate limit carries the moment from which it makes sense to try again', async () => {
    const clocked = createGoogleProvider({ ...CALL_LIMITS, now: () => 1_000_000 });
    emulator.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 34 }]);
    const error = await failureOf(clocked.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'rate', retryAtMs: 1_034_000 });
  });

  test('a used-up day is no matter of waiting a minute', async () => {
    emulator.setFaults([{ kind: 'quota' }]);
    const error = await failureOf(googleProvider.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'billing', retryAtMs: null });
  });

  test('a model that is gone is said to be gone', async () => {
    const model = { ...banana, vendorId: 'gemini-3-pro-image-preview' };
    const error = await failureOf(googleProvider.generate({ ...draft, model }, passage().context));
    expect(error).toMatchObject({ code: 'not-found', field: 'modelId' });
  });

  test('a refused field is named', async () => {
    const error = await failureOf(googleProvider.generate({ ...draft, aspect: '7:5' }, passage().context));
    expect(error).toMatchObject({ code: 'invalid-param', field: 'generation_config.image_config.aspect_ratio' });
  });

  test.each([
    [400, { status: 'FAILED_PRECONDITION', message: 'Billing must be enabled.' }, 'billing'],
    [400, { status: 'FAILED_PRECONDITION', message: 'User location is not supported.' }, 'unsupported'],
    [402, { status: 'RESOURCE_EXHAUSTED', message: 'Prepaid balance is empty.' }, 'billing'],
    [413, { status: '', message: '' }, 'invalid-param'],
    [504, { status: 'DEADLINE_EXCEEDED', message: 'Deadline expired.' }, 'server'],
  ])('HTTP %i with %o is %s', async (status, error, code) => {
    scripted.answer = { status, body: JSON.stringify({ error }) };
    const failure = await failureOf(googleProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(failure.code).toBe(code);
  });

  test('an answer that never comes is ended by the deadline, and a silent one by the watchdog', async () => {
    const paid = { ...CALL_LIMITS.paid, overallMs: 80, idleMs: 60_000 };
    emulator.setFaults([{ kind: 'hang' }]);
    const late = await failureOf(createGoogleProvider({ ...CALL_LIMITS, paid }).generate(draft, passage().context));
    expect(late.code).toBe('timeout');
    emulator.setFaults([{ kind: 'stall' }]);
    const silent = createGoogleProvider({ ...CALL_LIMITS, paid: { ...CALL_LIMITS.paid, idleMs: 50 } });
    const error = await failureOf(silent.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('went silent') });
  });

  test('cancelling while waiting is cancelled, not a timeout', async () => {
    const seen = passage();
    seen.onHeaders = () => seen.cancel.abort();
    emulator.setFaults([{ kind: 'hang-after-headers' }]);
    const error = await failureOf(googleProvider.generate(draft, seen.context));
    expect(error).toMatchObject({ code: 'cancelled', message: expect.stringContaining('may still charge') });
    expect(emulator.received).toBe(1);
  });

  test('usage that was not sent is unknown, not zero', async () => {
    emulator.setFaults([{ kind: 'missing-usage' }]);
    expect((await googleProvider.generate(draft, passage().context)).usage).toBeNull();
  });
});

describe('the key and the way it travels', () => {
  const draft = requestOf(banana);

  test('the environment redirects nothing and replaces nothing', async () => {
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', scripted.origin);
    vi.stubEnv('GOOGLE_VERTEX_BASE_URL', scripted.origin);
    vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true');
    vi.stubEnv('GOOGLE_GENAI_USE_ENTERPRISE', 'true');
    vi.stubEnv('GOOGLE_GENAI_API_VERSION', 'v9');
    vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'someone');
    vi.stubEnv('GOOGLE_API_KEY', 'emulator-from-the-environment');
    const trapped = scripted.received.length;
    const seen = passage();
    await googleProvider.generate(draft, seen.context);
    expect(scripted.received).toHaveLength(trapped);
    expect(seen.sent[0]?.url).toBe(`${emulator.baseUrl}/v1beta/models/gemini-nano-banana-2.1:generateContent`);
    const headers = Object.fromEntries(new Headers(seen.sent[0]?.init?.headers));
    expect(headers['x-goog-api-key']).toBe(KEY);
    expect(Object.keys(headers).sort()).toEqual(['content-type', 'user-agent', 'x-goog-api-key']);
  });

  test('without a key nothing is sent', async () => {
    vi.stubEnv('GEMINI_API_KEY', 'emulator-from-the-environment');
    const error = await failureOf(googleProvider.generate(draft, passageTo(emulator.baseUrl, null).context));
    expect(error.code).toBe('auth');
    expect(emulator.received).toBe(0);
  });

  test('a redirect is not followed', async () => {
    scripted.answer = {
      status: 307,
      headers: { location: `${emulator.baseUrl}/v1beta/models/x:generateContent` },
      body: '',
    };
    const error = await failureOf(googleProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error.code).toBe('bad-response');
    expect(emulator.received).toBe(0);
  });

  test('a server that echoes the key cannot make us show it', async () => {
    const message = `API key ${KEY} (AIzaSyOther-key_123) is odd. ${'x'.repeat(500)}`;
    const details = [{ fieldViolations: [{ field: KEY }] }];
    scripted.answer = { status: 400, body: JSON.stringify({ error: { message, details } }) };
    const error = await failureOf(googleProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(everythingIn(error)).not.toContain(KEY);
    expect(everythingIn(error)).not.toContain('AIzaSyOther');
    expect(error.message.length).toBeLessThan(450);
  });
});

test('the free list names every model, over as many pages as there are', async () => {
  const models = await googleProvider.listModels(passage().context);
  expect(models).toContainEqual({ vendorId: 'gemini-nano-banana-2.1', shutdownDate: null });
  expect(emulator.paidRequests).toBe(0);
});

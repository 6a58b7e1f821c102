import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { CALL_LIMITS } from '../../electron/studio/providers/guarded-call.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import { createOpenAiProvider, openAiProvider } from '../../electron/studio/providers/openai-provider.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
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

const KEY = 'sk-emulator-5ecr3t5ecr3t';
const sunburst = modelNamed(openAiModels, 'gpt-image-2.6-sunburst');
const mini = modelNamed(openAiModels, 'gpt-image-1-mini');

let emulator: Emulator;
let scripted: ScriptedServer;
beforeAll(async () => {
  emulator = await startOpenAiEmulator();
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

describe('a picture from words', () => {
  test('sends exactly these fields and hands back the file as it came', async () => {
    const { context } = passage();
    const result = await openAiProvider.generate(requestOf(sunburst, { quality: 'low', count: 2 }), context);
    expect(emulator.log[0]?.path).toBe('/v1/images/generations');
    expect(onlyBody()).toEqual({
      model: 'gpt-image-2.6-sunburst',
      prompt: 'A paper boat on a dark table',
      n: 2,
      size: '1024x1024',
      quality: 'low',
    });
    expect(result.pictures).toHaveLength(2);
    for (const { bytes, seed } of result.pictures) {
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1024, height: 1024 });
      expect(seed).toBeNull();
    }
    expect(result.usage).toEqual({
      textInTokens: 7,
      imageInTokens: 0,
      cachedInTokens: null,
      textOutTokens: 0,
      imageOutTokens: 392,
    });
    expect(result.requestId).toMatch(/^req_/);
    expect(result.warnings).toEqual([]);
  });

  test('tells nothing about this machine', async () => {
    const { context } = passage();
    await openAiProvider.generate(requestOf(sunburst, { quality: 'low' }), context);
    const names = Object.keys(emulator.log[0]?.headers ?? {});
    expect(names.filter((name) => name.startsWith('x-stainless'))).toEqual([]);
    expect(emulator.log[0]?.hasKey).toBe(true);
  });

  test('says so when a model has no transparent background, and asks for none', async () => {
    const { context } = passage();
    const request = requestOf(mini, { quality: 'low', background: 'transparent' });
    const result = await openAiProvider.generate(request, context);
    expect(onlyBody()).not.toHaveProperty('background');
    expect(result.warnings.map(({ field }) => field)).toEqual(['background']);
  });
});

describe('a picture from pictures', () => {
  test('sends the source first and every reference after it, in order', async () => {
    const pictures = await Promise.all([1, 2, 3, 4].map((seed) => inputPicture(seed)));
    const [source = null, ...references] = pictures;
    const { context } = passage();
    await openAiProvider.generate(requestOf(sunburst, { quality: 'low', source, references }), context);
    expect(emulator.log[0]?.path).toBe('/v1/images/edits');
    expect(onlyBody()).toEqual({
      model: 'gpt-image-2.6-sunburst',
      prompt: 'A paper boat on a dark table',
      n: '1',
      size: '1024x1024',
      quality: 'low',
      'image[]': pictures.map(({ bytes }, place) => ({
        sha256: sha256(bytes),
        sizeBytes: bytes.length,
        width: 96,
        height: 64,
        mime: 'image/png',
        fileName: `picture-${place + 1}.png`,
      })),
    });
  });

  test('turns the mask over: what was painted white arrives fully clear, the rest fully opaque', async () => {
    const source = await inputPicture(1);
    // Left third white, a soft middle on both sides of one half, right third black.
    const grey = Buffer.alloc(96 * 64, 0).map((_, place) => [255, 140, 110, 0][Math.floor((place % 96) / 24)] ?? 0);
    const mask = await sharp(grey, { raw: { width: 96, height: 64, channels: 1 } })
      .png()
      .toBuffer();
    const seen = passage();
    await openAiProvider.generate(requestOf(sunburst, { quality: 'low', source, mask }), seen.context);
    const form = seen.sent[0]?.init?.body;
    if (!(form instanceof FormData)) throw new Error('The edit was not sent as a form.');
    const file = form.get('mask');
    if (!(file instanceof File)) throw new Error('The form has no mask file.');
    expect(file.type).toBe('image/png');
    const { data, info } = await sharp(await file.arrayBuffer())
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 96, height: 64, channels: 4 });
    const alphaAt = [12, 36, 60, 84].map((x) => data[(32 * 96 + x) * 4 + 3]);
    expect(alphaAt).toEqual([0, 0, 255, 255]);
    expect(emulator.log[0]?.status).toBe(200);
  });

  test('sends a JPEG source as PNG when there is a mask', async () => {
    const { bytes, ...size } = await inputPicture(1);
    const source = { ...size, bytes: await sharp(bytes).jpeg().toBuffer(), mime: 'image/jpeg' } as const;
    const mask = await sharp({ create: { width: 96, height: 64, channels: 3, background: 'white' } })
      .greyscale()
      .png()
      .toBuffer();
    const { context } = passage();
    await openAiProvider.generate(requestOf(sunburst, { quality: 'low', source, mask }), context);
    expect(onlyBody()).toMatchObject({
      image: { mime: 'image/png' },
      mask: { mime: 'image/png', width: 96, height: 64 },
    });
  });

  test('refuses a mask without its picture before anything is sent', async () => {
    const mask = (await inputPicture(1)).bytes;
    const error = await failureOf(openAiProvider.generate(requestOf(sunburst, { mask }), passage().context));
    expect(error).toMatchObject({ code: 'invalid-param', field: 'mask' });
    expect(emulator.received).toBe(0);
  });
});

describe('previews while it works', () => {
  const final = requestOf(sunburst, { quality: 'high' });

  test('come for one picture at a quality worth waiting for, and are real pictures', async () => {
    const seen = passage();
    const result = await openAiProvider.generate(final, seen.context);
    expect(onlyBody()).toMatchObject({ n: 1, quality: 'high', stream: true, partial_images: 2 });
    expect(seen.progress.map(({ fraction }) => fraction)).toEqual([1 / 3, 2 / 3]);
    for (const { picture } of seen.progress) expect((await sharp(picture ?? undefined).metadata()).width).toBe(1024);
    expect(result.pictures).toHaveLength(1);
    expect(result.usage?.imageOutTokens).toBe(7230);
    expect(result.requestId).toMatch(/^req_/);
  });

  test.each([
    ['several pictures', { quality: 'high', count: 2 }],
    ['low quality', { quality: 'low', count: 1 }],
  ])('are not paid for with %s', async (_, changes) => {
    await openAiProvider.generate(requestOf(sunburst, changes), passage().context);
    expect(onlyBody()).not.toHaveProperty('stream');
    expect(onlyBody()).not.toHaveProperty('partial_images');
  });

  test('an edit streams too', async () => {
    const seen = passage();
    const source = await inputPicture(1);
    const result = await openAiProvider.generate({ ...final, source }, seen.context);
    expect(seen.progress).toHaveLength(2);
    expect(result.pictures).toHaveLength(1);
  });

  test('a server that answers one JSON instead of a stream still delivers the picture', async () => {
    emulator.setFaults([{ kind: 'plain-json' }]);
    const result = await openAiProvider.generate(final, passage().context);
    expect(result.pictures).toHaveLength(1);
  });

  test('a stream that ends without the picture is an error, not an empty success', async () => {
    emulator.setFaults([{ kind: 'no-completed' }]);
    const error = await failureOf(openAiProvider.generate(final, passage().context));
    expect(error.code).toBe('bad-response');
    expect(error.message).toMatch(/without a finished picture/);
  });

  test('an error inside the stream is told in words', async () => {
    emulator.setFaults([{ kind: 'error-event' }]);
    const error = await failureOf(openAiProvider.generate(final, passage().context));
    expect(error).toMatchObject({ code: 'server', message: expect.stringContaining('Image generation failed.') });
  });

  test('a stream that goes silent is ended', async () => {
    const impatient = createOpenAiProvider({ ...CALL_LIMITS, paid: { ...CALL_LIMITS.paid, idleMs: 50 } });
    emulator.setFaults([{ kind: 'stall' }]);
    const error = await failureOf(impatient.generate(final, passage().context));
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('went silent') });
  });

  test('a stream that is cut is a broken connection', async () => {
    emulator.setFaults([{ kind: 'cut-mid-body' }]);
    const error = await failureOf(openAiProvider.generate(final, passage().context));
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('in the middle of the answer') });
  });

  test('cancelling in the middle is reported as cancelled, with the truth about the bill', async () => {
    const seen = passage();
    seen.onProgress = () => seen.cancel.abort();
    emulator.setFaults([{ kind: 'stall' }]);
    const error = await failureOf(openAiProvider.generate(final, seen.context));
    expect(error).toMatchObject({ code: 'cancelled', message: expect.stringContaining('may still charge') });
  });
});

describe('what goes wrong', () => {
  const draft = requestOf(sunburst, { quality: 'low' });

  const faults: readonly [Parameters<Emulator['setFaults']>[0][number], ExpectedFailure][] = [
    [{ kind: 'unauthorized' }, { code: 'auth', says: /did not accept the API key/ }],
    [{ kind: 'forbidden' }, { code: 'verification', says: /verified organizations.*15 minutes/ }],
    [{ kind: 'quota' }, { code: 'billing', says: /no credit left/ }],
    [
      { kind: 'quota', detail: 'project_spend_limit_exceeded' },
      { code: 'billing', says: /spending limit/ },
    ],
    [{ kind: 'server-error' }, { code: 'server', says: /trouble on its side \(500\)/ }],
    [{ kind: 'unavailable' }, { code: 'server', says: /503/ }],
    [{ kind: 'html-502' }, { code: 'server', says: /502/ }],
    [{ kind: 'html-200' }, { code: 'bad-response', says: /not the one its API promises/ }],
    [
      { kind: 'moderation' },
      { code: 'moderation', says: /refused the prompt or a picture you sent \(violence\)/, field: 'prompt' },
    ],
    [{ kind: 'moderation-output' }, { code: 'moderation', says: /held back the finished picture/ }],
    [{ kind: 'no-picture' }, { code: 'bad-response', says: /without a picture/ }],
    [{ kind: 'empty-data' }, { code: 'bad-response', says: /not a picture/ }],
    [{ kind: 'cut-before-headers' }, { code: 'network', says: /broke off before an answer/ }],
    [{ kind: 'cut-mid-body' }, { code: 'network', says: /broke off in the middle/ }],
  ];

  test.each(faults)(
    '%o has its code and its sentence, is never repeated, and shows no key',
    async (fault, expected) => {
      const console = vi.spyOn(globalThis.console, 'error');
      emulator.setFaults([fault]);
      const error = await failureOf(openAiProvider.generate(draft, passage().context));
      expect(error).toMatchObject({ code: expected.code, field: expected.field ?? null });
      expect(error.message).toMatch(expected.says);
      expect(error.message).not.toMatch(/<\w/);
      expect(everythingIn(error)).not.toContain(KEY);
      expect(emulator.received).toBe(1);
      expect(console).not.toHaveBeenCalled();
    },
  );

  test('a rate limit carries the moment from which it makes sense to try again', async () => {
    const clocked = createOpenAiProvider({ ...CALL_LIMITS, now: () => 1_000_000 });
    emulator.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 90 }]);
    const error = await failureOf(clocked.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'rate', retryAtMs: 1_090_000 });
    expect(error.message).toMatch(/Try again in 90 s/);
  });

  test('a refused field is named', async () => {
    const request = requestOf(sunburst, { quality: 'low', sizePx: { widthPx: 1000, heightPx: 1000 } });
    const error = await failureOf(openAiProvider.generate(request, passage().context));
    expect(error).toMatchObject({ code: 'invalid-param', field: 'size' });
  });

  test('a model that is gone is said to be gone', async () => {
    const model = { ...sunburst, vendorId: 'dall-e-3' };
    const error = await failureOf(openAiProvider.generate({ ...draft, model }, passage().context));
    expect(error).toMatchObject({ code: 'not-found', field: 'modelId' });
  });

  test('fewer pictures than asked are a result with a warning', async () => {
    emulator.setFaults([{ kind: 'fewer-pictures' }]);
    const result = await openAiProvider.generate({ ...draft, count: 3 }, passage().context);
    expect(result.pictures).toHaveLength(2);
    expect(result.warnings).toEqual([{ field: 'count', note: '3 asked, 2 came.' }]);
  });

  test('usage that was not sent is unknown, not zero', async () => {
    emulator.setFaults([{ kind: 'missing-usage' }]);
    expect((await openAiProvider.generate(draft, passage().context)).usage).toBeNull();
  });

  test('an answer that never comes is ended by the deadline', async () => {
    const impatient = createOpenAiProvider({ ...CALL_LIMITS, paid: { ...CALL_LIMITS.paid, overallMs: 80 } });
    emulator.setFaults([{ kind: 'hang' }]);
    const error = await failureOf(impatient.generate(draft, passage().context));
    expect(error.code).toBe('timeout');
    expect(emulator.received).toBe(1);
  });

  test('cancelling while waiting for the answer is cancelled at once', async () => {
    const seen = passage();
    seen.onHeaders = () => seen.cancel.abort();
    emulator.setFaults([{ kind: 'hang-after-headers' }]);
    expect((await failureOf(openAiProvider.generate(draft, seen.context))).code).toBe('cancelled');
  });

  test('cancelled before the start sends nothing', async () => {
    const seen = passage();
    seen.cancel.abort();
    const error = await failureOf(openAiProvider.generate(draft, seen.context));
    expect(error).toMatchObject({ code: 'cancelled', message: 'Cancelled before anything was sent.' });
    expect(emulator.received).toBe(0);
  });

  test('an address where nobody answers is a network error, and nothing was sent', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const error = await failureOf(openAiProvider.generate(draft, passageTo(gone.origin, KEY).context));
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('Nothing was sent') });
  });

  test('without a key nothing is sent', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
    const error = await failureOf(openAiProvider.generate(draft, passageTo(emulator.baseUrl, null).context));
    expect(error.code).toBe('auth');
    expect(emulator.received).toBe(0);
  });
});

describe('the key and the way it travels', () => {
  const draft = requestOf(sunburst, { quality: 'low' });

  test('the environment redirects nothing and replaces no header', async () => {
    vi.stubEnv('OPENAI_BASE_URL', scripted.origin);
    vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
    vi.stubEnv('OPENAI_ORG_ID', 'org-environment');
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-environment');
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'Authorization: Bearer sk-trap\nX-Trap: 1');
    const trapped = scripted.received.length;
    const seen = passage();
    await openAiProvider.generate(draft, seen.context);
    expect(scripted.received).toHaveLength(trapped);
    const headers = Object.fromEntries(new Headers(seen.sent[0]?.init?.headers));
    expect(headers['authorization']).toBe(`Bearer ${KEY}`);
    expect(Object.keys(headers).sort()).toEqual(['accept', 'authorization', 'content-type', 'user-agent']);
  });

  test('a redirect is not followed', async () => {
    scripted.answer = { status: 307, headers: { location: `${emulator.baseUrl}/images/generations` }, body: '' };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error).toMatchObject({ code: 'bad-response', message: expect.stringContaining('redirect') });
    expect(emulator.received).toBe(0);
  });

  test('a server that echoes the key cannot make us show it', async () => {
    const message = `Incorrect key ${KEY} (also sk-proj-abc***xyz), sent as Bearer ${KEY}. ${'x'.repeat(500)}`;
    scripted.answer = { status: 400, body: JSON.stringify({ error: { message, code: KEY, param: KEY } }) };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(everythingIn(error)).not.toContain(KEY);
    expect(everythingIn(error)).not.toContain('sk-proj');
    expect(error.message.length).toBeLessThan(450);
  });

  test.each([
    ['a bare string', '{"error":"model is not loaded"}', /model is not loaded/],
    ['a detail', '{"detail":"too many steps"}', /refused the request/],
    ['nothing', '', /refused the request/],
  ])('a compatible server that answers %s with 400 is still understood', async (_, body, says) => {
    scripted.answer = { status: 400, headers: { 'content-type': 'application/json' }, body };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error.code).toBe('invalid-param');
    expect(error.message).toMatch(says);
  });

  test('an error in an answer with status 200 is an error', async () => {
    scripted.answer = { status: 200, body: '{"error":{"message":"no","code":"insufficient_quota"}}' };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error.code).toBe('billing');
  });
});

test('the free list names every model with its end', async () => {
  const models = await openAiProvider.listModels(passage().context);
  expect(models).toContainEqual({ vendorId: 'gpt-image-2.6-sunburst', shutdownDate: null });
  expect(models).toContainEqual({ vendorId: 'gpt-image-1-mini', shutdownDate: '2026-12-01' });
  expect(emulator.paidRequests).toBe(0);
});

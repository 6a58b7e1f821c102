import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { CALL_LIMITS } from '../../electron/studio/providers/guarded-call.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import { createOpenAiProvider, openAiProvider } from '../../electron/studio/providers/openai-provider.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { failureOf, inputPicture, modelNamed, passageTo, requestOf } from '../support/provider-call.ts';
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

test('the free list names every model with its end', async () => {
  const models = await openAiProvider.listModels(passage().context);
  expect(models).toContainEqual({ vendorId: 'gpt-image-2.6-sunburst', shutdownDate: null });
  expect(models).toContainEqual({ vendorId: 'gpt-image-1-mini', shutdownDate: '2026-12-01' });
  expect(emulator.paidRequests).toBe(0);
});

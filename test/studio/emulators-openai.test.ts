import OpenAI, { toFile } from 'openai';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { colourAt, leftHalfMask, sampleJpeg, samplePng } from '../emulators/sample-pictures.ts';

const KEY = 'sk-emulator-test';
let emulator: Emulator;
let openai: OpenAI;

beforeAll(async () => {
  emulator = await startOpenAiEmulator();
  openai = new OpenAI({ apiKey: KEY, baseURL: emulator.baseUrl, maxRetries: 0 });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

const bytesOf = (b64: string | undefined): Buffer => Buffer.from(b64 ?? '', 'base64');
const good = { model: 'gpt-image-2', prompt: 'a red fox' };

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${emulator.baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('generations with the real SDK', () => {
  it.each([
    ['gpt-image-2', '1536x864', 'png'],
    ['gpt-image-2.6-flare', '816x816', 'jpeg'],
    ['gpt-image-1-mini', '1024x1536', 'webp'],
  ] as const)('%s paints exactly %s as %s', async (model, size, format) => {
    const answer = await openai.images.generate({ model, prompt: 'a fox', size, output_format: format });
    const { width, height, format: found } = await sharp(bytesOf(answer.data?.[0]?.b64_json)).metadata();
    expect(`${width}x${height}`).toBe(size);
    expect(found).toBe(format);
    expect(answer).toMatchObject({ size, output_format: format, quality: 'medium', background: 'opaque' });
    expect(answer._request_id).toMatch(/^req_/);
  });

  it('gives a different picture for every candidate and for the same prompt again', async () => {
    const first = await openai.images.generate({ ...good, n: 3 });
    const second = await openai.images.generate(good);
    const files = [...(first.data ?? []), ...(second.data ?? [])].map((picture) => picture.b64_json);
    expect(new Set(files).size).toBe(4);
  });

  it('paints the same pictures again after a reset', async () => {
    const first = await openai.images.generate(good);
    emulator.reset();
    const second = await openai.images.generate(good);
    expect(second.data?.[0]?.b64_json).toBe(first.data?.[0]?.b64_json);
  });

  it.each([
    ['low', '1024x1024', 1, 196],
    ['medium', '1024x1024', 2, 3520],
    ['high', '1024x1024', 1, 7030],
    ['low', '2048x2048', 1, 784],
  ] as const)('bills gpt-image-2 %s at %s times %i with %i output tokens', async (quality, size, n, tokens) => {
    const { usage } = await openai.images.generate({ ...good, quality, size, n });
    expect(usage).toMatchObject({ input_tokens: 3, output_tokens: tokens, total_tokens: tokens + 3 });
    expect(usage?.output_tokens_details?.image_tokens).toBe(tokens);
  });

  it('leaves the background transparent where that was asked for', async () => {
    const answer = await openai.images.generate({
      model: 'gpt-image-2.5-flare',
      prompt: 'a sticker',
      background: 'transparent',
    });
    const { isOpaque } = await sharp(bytesOf(answer.data?.[0]?.b64_json)).stats();
    expect(isOpaque).toBe(false);
  });

  it('streams the previews asked for, then the picture with its usage', async () => {
    const stream = await openai.images.generate({ ...good, quality: 'low', stream: true, partial_images: 2 });
    const events = [];
    for await (const event of stream) events.push(event);
    expect(events.map((event) => event.type)).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ]);
    expect(events[1]).toMatchObject({ partial_image_index: 1 });
    expect(events[2]).toMatchObject({ size: '1024x1024', usage: { output_tokens: 196 + 200 } });
  });
});

describe('edits', () => {
  it('changes what the mask frees and lets the rest drift a little', async () => {
    const answer = await openai.images.edit({
      model: 'gpt-image-2',
      prompt: 'a hat',
      size: '1536x1024',
      image: [await toFile(await samplePng(), 'draft.png', { type: 'image/png' })],
      mask: await toFile(await leftHalfMask(), 'mask.png', { type: 'image/png' }),
    });
    const file = bytesOf(answer.data?.[0]?.b64_json);
    const [, , blue = 0] = await colourAt(file, 1200, 300);
    expect(blue).not.toBe(0xcc);
    expect(Math.abs(blue - 0xcc)).toBeLessThan(12);
    expect(await colourAt(file, 300, 300)).not.toEqual(await colourAt(file, 1200, 300));
    expect(answer.usage?.input_tokens_details.image_tokens).toBe(1000);
  });

  it('streams edit events for a form', async () => {
    const image = await toFile(await sampleJpeg(), 'draft.jpg', { type: 'image/jpeg' });
    const stream = await openai.images.edit({ ...good, image, stream: true, partial_images: 1 });
    const types = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toEqual(['image_edit.partial_image', 'image_edit.completed']);
  });

  it('takes data addresses in a JSON body', async () => {
    const image_url = `data:image/png;base64,${(await samplePng()).toString('base64')}`;
    const answer = await post('/images/edits', { ...good, images: [{ image_url }], moderation: 'low' });
    expect(answer.status).toBe(200);
  });

  it('remembers sent pictures by hash and size, and never the key', async () => {
    const png = await samplePng();
    const image = [
      await toFile(png, 'one.png', { type: 'image/png' }),
      await toFile(png, 'two.png', { type: 'image/png' }),
    ];
    await openai.images.edit({ ...good, image });
    const [entry] = emulator.log;
    const picture = { width: 96, height: 64, mime: 'image/png', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(entry?.body).toMatchObject({ ...good, 'image[]': [picture, { ...picture, fileName: 'two.png' }] });
    expect(entry?.hasKey).toBe(true);
    expect(JSON.stringify(emulator.log)).not.toContain(KEY);
  });
});

describe('models', () => {
  it('lists what can be called, with end dates', async () => {
    const { data } = await openai.models.list();
    const ids = data.map((model) => model.id);
    expect(ids).toContain('gpt-image-2.6-sunburst');
    expect(ids).not.toContain('gpt-image-1');
    expect(data.find((model) => model.id === 'gpt-image-1-mini')).toMatchObject({ shutdown_date: '2026-12-01' });
  });

  it('forgets an id that was retired by option', async () => {
    const other = await startOpenAiEmulator({ retiredModels: ['gpt-image-2'] });
    const client = new OpenAI({ apiKey: KEY, baseURL: other.baseUrl, maxRetries: 0 });
    await expect(client.images.generate(good)).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    await expect(client.models.retrieve('gpt-image-2')).rejects.toMatchObject({ status: 404 });
    await other.close();
  });
});

it('canned pictures keep size and format, are painted once and are still different files', async () => {
  const canned = await startOpenAiEmulator({ cannedPictures: true });
  const client = new OpenAI({ apiKey: KEY, baseURL: canned.baseUrl, maxRetries: 0 });
  const answer = await client.images.generate({ ...good, n: 2 });
  const [first, second] = (answer.data ?? []).map((picture) => bytesOf(picture.b64_json));
  expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false);
  const [one, two] = await Promise.all([sharp(first).raw().toBuffer(), sharp(second).raw().toBuffer()]);
  expect(one.equals(two)).toBe(true);
  expect(one.length).toBe(1024 * 1024 * 3);
  await canned.close();
});

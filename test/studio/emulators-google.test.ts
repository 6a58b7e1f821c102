import { type Content, createPartFromBase64, GoogleGenAI, Modality, ThinkingLevel } from '@google/genai';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { colourAt, sampleJpeg, samplePng } from '../emulators/sample-pictures.ts';

const KEY = 'emulator-test';
let emulator: Emulator;
let google: GoogleGenAI;

beforeAll(async () => {
  emulator = await startGoogleEmulator();
  google = new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl: emulator.baseUrl, apiVersion: 'v1beta' } });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

const PRO = 'gemini-3-pro-image';
const user = (text: string): Content => ({ role: 'user', parts: [{ text }] });

const picturesOf = (content: Content | undefined): readonly Buffer[] =>
  (content?.parts ?? [])
    .filter((part) => part.inlineData !== undefined && part.thought !== true)
    .map((part) => Buffer.from(part.inlineData?.data ?? '', 'base64'));

describe('pictures with the real SDK', () => {
  it.each([
    [PRO, '1:1', undefined, 1024, 1024, 1120],
    [PRO, '16:9', '2K', 2752, 1536, 1120],
    [PRO, '2:3', '4K', 3392, 5056, 2000],
    ['gemini-3.1-flash-image', '21:9', '512', 792, 336, 747],
    ['gemini-3.1-flash-image', '8:1', '1K', 3072, 384, 1120],
    ['gemini-nano-banana-2.1', '4:5', '2K', 1856, 2304, 1680],
    ['gemini-3.1-flash-lite-image', '9:16', '1K', 768, 1376, 1120],
    ['gemini-2.5-flash-image', '3:2', undefined, 1248, 832, 1290],
  ])('%s at %s %s answers %i x %i', async (model, aspectRatio, imageSize, width, height, tokens) => {
    const imageConfig = { aspectRatio, ...(imageSize === undefined ? {} : { imageSize }) };
    const config = { imageConfig, responseModalities: [Modality.IMAGE] };
    const answer = await google.models.generateContent({ model, contents: 'a hen', config });
    const [file] = picturesOf(answer.candidates?.[0]?.content);
    expect(await sharp(file).metadata()).toMatchObject({ width, height, format: 'jpeg' });
    expect(answer.usageMetadata?.candidatesTokensDetails).toEqual([{ modality: 'IMAGE', tokenCount: tokens }]);
    expect(answer.candidates?.[0]?.finishReason).toBe('STOP');
  });

  it('answers text and picture unless only pictures are wanted, and signs both', async () => {
    const { candidates } = await google.models.generateContent({ model: PRO, contents: 'a hen' });
    const parts = candidates?.[0]?.content?.parts ?? [];
    expect(parts.map((part) => [part.text !== undefined, part.inlineData !== undefined])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(parts.every((part) => part.thoughtSignature !== undefined)).toBe(true);
  });

  it('shows its thoughts on request, with an interim picture that is marked', async () => {
    const thinkingConfig = { includeThoughts: true, thinkingLevel: ThinkingLevel.HIGH };
    const answer = await google.models.generateContent({ model: PRO, contents: 'a hen', config: { thinkingConfig } });
    const parts = answer.candidates?.[0]?.content?.parts ?? [];
    expect(parts.filter((part) => part.thought).map((part) => part.inlineData !== undefined)).toEqual([false, true]);
    expect(picturesOf(answer.candidates?.[0]?.content)).toHaveLength(1);
    expect(answer.usageMetadata?.thoughtsTokenCount).toBeGreaterThan(0);
  });

  it('edits a sent picture: its ratio, its content, and input tokens per picture', async () => {
    const inline = createPartFromBase64((await samplePng('#cc3333')).toString('base64'), 'image/png');
    const contents = [{ role: 'user', parts: [inline, { text: 'make it warmer' }] }];
    const answer = await google.models.generateContent({ model: PRO, contents });
    const [file = Buffer.alloc(0)] = picturesOf(answer.candidates?.[0]?.content);
    expect(await sharp(file).metadata()).toMatchObject({ width: 1264, height: 848 });
    const [red = 0, green = 255] = await colourAt(file, 300, 300);
    expect(red).toBeGreaterThan(green);
    expect(answer.usageMetadata?.promptTokensDetails).toContainEqual({ modality: 'IMAGE', tokenCount: 1120 });
  });

  it('paints the same picture for the same seed and another for another', async () => {
    const paint = async (seed: number) => {
      const { candidates } = await google.models.generateContent({ model: PRO, contents: 'a hen', config: { seed } });
      return picturesOf(candidates?.[0]?.content)[0]?.toString('base64');
    };
    const first = await paint(7);
    expect(await paint(7)).toBe(first);
    expect(await paint(8)).not.toBe(first);
  });

  it('accepts its own answer back as history, and refuses it without the signature', async () => {
    const first = await google.models.generateContent({ model: PRO, contents: 'a hen' });
    const reply = first.candidates?.[0]?.content ?? {};
    const contents = [user('a hen'), reply, user('now at night')];
    const second = await google.models.generateContent({ model: PRO, contents });
    expect(picturesOf(second.candidates?.[0]?.content)).toHaveLength(1);
    const unsigned = { ...reply, parts: (reply.parts ?? []).map(({ thoughtSignature: _, ...part }) => part) };
    const refused = google.models.generateContent({ model: PRO, contents: [user('a hen'), unsigned, user('night')] });
    await expect(refused).rejects.toThrow(/missing a thought_signature in content position 2, part position 2/);
    const elsewhere = google.models.generateContent({ model: 'gemini-nano-banana-2.1', contents });
    await expect(elsewhere).rejects.toThrow(/thought signature/);
  });

  it('streams a picture whole in one chunk', async () => {
    const stream = await google.models.generateContentStream({ model: PRO, contents: 'a hen' });
    const kinds = [];
    for await (const { candidates } of stream) {
      const parts = candidates?.[0]?.content?.parts ?? [];
      kinds.push(
        parts.map((part) => (part.text === undefined ? 'picture' : 'text')).join() || candidates?.[0]?.finishReason,
      );
    }
    expect(kinds).toEqual(['text', 'picture', 'STOP']);
  });
});

describe('text', () => {
  const TEXT = 'gemini-3.1-flash-lite';
  it('answers in text, streamed or not', async () => {
    const answer = await google.models.generateContent({ model: TEXT, contents: 'a fox' });
    let streamed = '';
    for await (const chunk of await google.models.generateContentStream({ model: TEXT, contents: 'a fox' })) {
      streamed += chunk.text ?? '';
    }
    expect(answer.text).toBe('a fox, rewritten by the emulator');
    expect(streamed).toBe(answer.text);
  });

  it('satisfies a schema', async () => {
    const responseJsonSchema = { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } } } };
    const config = { responseMimeType: 'application/json', responseJsonSchema };
    const answer = await google.models.generateContent({ model: TEXT, contents: 'a fox', config });
    expect(JSON.parse(answer.text ?? '').tags).toHaveLength(1);
  });

  it('stops at the limit with truncated text', async () => {
    const answer = await google.models.generateContent({
      model: TEXT,
      contents: 'a fox',
      config: { maxOutputTokens: 2 },
    });
    expect(answer.candidates?.[0]?.finishReason).toBe('MAX_TOKENS');
    expect(answer.text).toBe('a fox, r');
  });
});

describe('models', () => {
  it('pages through the list', async () => {
    const names = [];
    for await (const model of await google.models.list({ config: { pageSize: 3 } })) names.push(model.name);
    expect(names).toContain('models/gemini-nano-banana-2.1');
    expect(names).toHaveLength(11);
    expect(emulator.received).toBe(4);
  });

  it('describes one, and does not know the retired', async () => {
    expect(await google.models.get({ model: PRO })).toMatchObject({ name: `models/${PRO}`, thinking: true });
    await expect(google.models.get({ model: 'gemini-3-pro-image-preview' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('what it refuses', () => {
  const png = (bytes: Buffer) => ({ inlineData: { mimeType: 'image/png', data: bytes.toString('base64') } });
  const ask = (config: unknown) => ({ contents: [user('a hen')], generationConfig: config });
  const send = (body: unknown, { model = PRO, version = 'v1beta', headers = {} } = {}) =>
    fetch(`${emulator.origin}/${version}/models/${model}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': KEY, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it.each<[string, string, unknown, RegExp]>([
    ['an unknown field', PRO, { contents: [user('x')], prompt: 'x' }, /Unknown name "prompt"/],
    ['an unknown setting', PRO, ask({ quality: 'high' }), /Unknown name "quality" at 'generation_config'/],
    ['an output type', PRO, ask({ imageConfig: { outputMimeType: 'image/png' } }), /Unknown name "outputMimeType"/],
    ['a size with a small k', PRO, ask({ imageConfig: { imageSize: '2k' } }), /Invalid image size 2k/],
    ['512 on Pro', PRO, ask({ imageConfig: { imageSize: '512' } }), /Invalid image size 512/],
    [
      'a size on 2.5',
      'gemini-2.5-flash-image',
      ask({ imageConfig: { imageSize: '1K' } }),
      /not supported for this model/,
    ],
    ['1:8 on Pro', PRO, ask({ imageConfig: { aspectRatio: '1:8' } }), /Aspect ratio 1:8/],
    ['width and height', PRO, ask({ imageConfig: { aspectRatio: '1024x1024' } }), /Aspect ratio 1024x1024/],
    ['two candidates', PRO, ask({ candidateCount: 2 }), /Multiple candidates/],
    ['a seed beyond 32 bits', PRO, ask({ seed: 2 ** 31 }), /seed/],
    ['a level the model lacks', PRO, ask({ thinkingConfig: { thinkingLevel: 'MEDIUM' } }), /Thinking level MEDIUM/],
    ['JSON from an image model', PRO, ask({ responseMimeType: 'application/json' }), /JSON mode/],
    ['pictures from a text model', 'gemini-3.5-flash', ask({ responseModalities: ['IMAGE'] }), /modalities/],
    [
      'image settings on a text model',
      'gemini-3.5-flash',
      ask({ imageConfig: { aspectRatio: '1:1' } }),
      /Image config/,
    ],
    ['no contents', PRO, { contents: [] }, /contents is not specified/],
    ['an unknown role', PRO, { contents: [{ role: 'system', parts: [{ text: 'x' }] }] }, /valid role/],
    ['a part with two kinds', PRO, { contents: [{ parts: [{ text: 'x', inlineData: {} }] }] }, /already set/],
    ['bad base64', PRO, { contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data: '***' } }] }] }, /Base64/],
    [
      'a gif',
      PRO,
      { contents: [{ parts: [{ inlineData: { mimeType: 'image/gif', data: 'AAAA' } }] }] },
      /Unsupported MIME type/,
    ],
    ['no picture in the data', PRO, { contents: [{ parts: [png(Buffer.from('hello'))] }] }, /process input image/],
  ])('%s', async (_, model, body, message) => {
    const answer = await send(body, { model });
    const { error } = await answer.json();
    expect(error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
    expect(emulator.paidRequests).toBe(0);
  });

  it('a JPEG declared as PNG, and more than 14 references', async () => {
    expect((await send({ contents: [{ parts: [png(await sampleJpeg())] }] })).status).toBe(400);
    const reference = png(await samplePng());
    const many = (count: number) => ({
      contents: [{ parts: [{ text: 'x' }, ...Array.from({ length: count }, () => reference)] }],
    });
    expect((await send(many(15))).status).toBe(400);
    expect((await send(many(14))).status).toBe(200);
  });

  it('more than 20 MB', async () => {
    const answer = await send({ contents: [user('x'.repeat(20 * 1024 * 1024))] });
    expect((await answer.json()).error.message).toMatch(/payload size exceeds/);
  });

  it('retired models, and the version without image options', async () => {
    for (const model of ['gemini-3-pro-image-preview', 'imagen-4.0-generate-001', 'gemini-9']) {
      expect((await send(ask({}), { model })).status).toBe(404);
    }
    expect((await send(ask({}), { version: 'v1' })).status).toBe(404);
  });

  it('a missing and a wrong key', async () => {
    const wrong = await send(ask({}), { headers: { 'x-goog-api-key': 'AIza' } });
    expect(wrong.status).toBe(400);
    expect((await wrong.json()).error.details[0].reason).toBe('API_KEY_INVALID');
    const missing = await fetch(`${emulator.origin}/v1beta/models?key=${KEY}`);
    expect(missing.status).toBe(403);
  });
});

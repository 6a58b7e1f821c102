import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { leftHalfMask, sampleJpeg, samplePng } from '../emulators/sample-pictures.ts';

const KEY = 'sk-emulator-test';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startOpenAiEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

const good = { model: 'gpt-image-2', prompt: 'a red fox' };

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${emulator.baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function refusalOf(answer: Response) {
  const { error } = await answer.json();
  return { status: answer.status, code: error.code, param: error.param };
}

const png = ['image', await samplePng(), 'image/png'] as const;
const jpeg = await sampleJpeg();
const mask = await leftHalfMask();
const opaque = await samplePng('#000000');
const otherSize = await leftHalfMask({ widthPx: 64, heightPx: 64 });
const heavy = Buffer.concat([mask, Buffer.alloc(4 * 1024 * 1024)]);

describe('what a form may not contain', () => {
  interface Sent {
    readonly fields?: Record<string, string>;
    readonly files: readonly (readonly [field: string, bytes: Buffer, mime: string])[];
  }
  async function send({ fields = {}, files }: Sent) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...good, ...fields })) form.append(name, value);
    for (const [name, bytes, type] of files) form.append(name, new File([new Uint8Array(bytes)], 'file', { type }));
    const headers = { authorization: `Bearer ${KEY}` };
    return fetch(`${emulator.baseUrl}/images/edits`, { method: 'POST', headers, body: form });
  }
  it.each<[string, Sent, string, string]>([
    ['no image', { files: [] }, 'missing_required_parameter', 'image'],
    [
      'image as octet stream',
      { files: [['image', png[1], 'application/octet-stream']] },
      'unsupported_file_mimetype',
      'image',
    ],
    ['an image that is none', { files: [['image', Buffer.from('hello'), 'image/png']] }, 'invalid_image_file', 'image'],
    ['a JPEG declared as PNG', { files: [['image', jpeg, 'image/png']] }, 'invalid_image_file', 'image'],
    ['a cut-off image', { files: [['image', png[1].subarray(0, 120), 'image/png']] }, 'invalid_image_file', 'image'],
    ['image twice without brackets', { files: [png, png] }, 'duplicate_parameter', 'image'],
    [
      '17 images',
      { files: Array.from({ length: 17 }, () => ['image[]', png[1], 'image/png'] as const) },
      'invalid_value',
      'image',
    ],
    ['a mask without alpha', { files: [png, ['mask', opaque, 'image/png']] }, 'invalid_mask_image_format', 'mask'],
    ['a mask of another size', { files: [png, ['mask', otherSize, 'image/png']] }, 'invalid_mask_image_format', 'mask'],
    ['a JPEG mask', { files: [png, ['mask', jpeg, 'image/jpeg']] }, 'invalid_mask_image_format', 'mask'],
    ['a mask over 4 MB', { files: [png, ['mask', heavy, 'image/png']] }, 'invalid_mask_image_format', 'mask'],
    [
      'markup and mask',
      {
        fields: { model: 'gpt-image-2.5-flare' },
        files: [png, ['mask', mask, 'image/png'], ['markup', mask, 'image/png']],
      },
      'invalid_value',
      'markup',
    ],
    ['markup on gpt-image-2', { files: [png, ['markup', mask, 'image/png']] }, 'unsupported_parameter', 'markup'],
    [
      'input_fidelity on gpt-image-2',
      { fields: { input_fidelity: 'high' }, files: [png] },
      'unsupported_value',
      'input_fidelity',
    ],
    [
      'high fidelity on mini',
      { fields: { model: 'gpt-image-1-mini', input_fidelity: 'high' }, files: [png] },
      'unsupported_value',
      'input_fidelity',
    ],
    ['moderation', { fields: { moderation: 'low' }, files: [png] }, 'unknown_parameter', 'moderation'],
    ['a number in words', { fields: { n: 'two' }, files: [png] }, 'invalid_type', 'n'],
    ['an unknown file field', { files: [png, ['reference', png[1], 'image/png']] }, 'unknown_parameter', 'reference'],
  ])('%s', async (_, sent, code, param) => {
    expect(await refusalOf(await send(sent))).toEqual({ status: 400, code, param });
    expect(emulator.paidRequests).toBe(0);
  });

  it('but 16 images and a fitting mask are fine', async () => {
    const images = Array.from({ length: 16 }, () => ['image[]', png[1], 'image/png'] as const);
    expect((await send({ files: [...images, ['mask', mask, 'image/png']] })).status).toBe(200);
  });
});

describe('what a generation may not contain', () => {
  it.each<[string, Record<string, unknown>, number, string | null, string | null]>([
    ['an unknown name', { negative_prompt: 'rain' }, 400, 'unknown_parameter', 'negative_prompt'],
    ['seed', { seed: 7 }, 400, 'unknown_parameter', 'seed'],
    ['response_format', { response_format: 'b64_json' }, 400, 'unknown_parameter', 'response_format'],
    ['style', { style: 'vivid' }, 400, 'unknown_parameter', 'style'],
    ['no prompt', { prompt: undefined }, 400, 'missing_required_parameter', 'prompt'],
    ['an endless prompt', { prompt: 'x'.repeat(32_001) }, 400, 'string_above_max_length', 'prompt'],
    ['no model', { model: null }, 400, 'missing_required_parameter', 'model'],
    ['n as text', { n: '2' }, 400, 'invalid_type', 'n'],
    ['n of 11', { n: 11 }, 400, 'integer_above_max_value', 'n'],
    ['n of 0', { n: 0 }, 400, 'integer_below_min_value', 'n'],
    ['a size off the grid', { size: '1000x1000' }, 400, 'invalid_value', 'size'],
    ['a size too small', { size: '512x512' }, 400, 'invalid_value', 'size'],
    ['a size too wide', { size: '2400x784' }, 400, 'invalid_value', 'size'],
    ['an edge too long', { size: '3856x2048' }, 400, 'invalid_value', 'size'],
    ['a free size on mini', { model: 'gpt-image-1-mini', size: '1280x720' }, 400, 'invalid_value', 'size'],
    ['xhigh on gpt-image-2', { quality: 'xhigh' }, 400, 'invalid_value', 'quality'],
    ['hd', { quality: 'hd' }, 400, 'invalid_value', 'quality'],
    ['transparency on gpt-image-2', { background: 'transparent' }, 400, 'unsupported_value', 'background'],
    [
      'transparent jpeg',
      { model: 'gpt-image-1.5', background: 'transparent', output_format: 'jpeg' },
      400,
      'unsupported_value',
      'background',
    ],
    ['gif', { output_format: 'gif' }, 400, 'unsupported_value', 'output_format'],
    ['compressed png', { output_compression: 80 }, 400, 'invalid_value', 'output_compression'],
    ['partial images without a stream', { partial_images: 1 }, 400, 'invalid_value', 'partial_images'],
    ['four partial images', { stream: true, partial_images: 4 }, 400, 'integer_above_max_value', 'partial_images'],
    [
      'complexity before 2.6',
      { model: 'gpt-image-2.5-flare', complexity: 'low' },
      400,
      'unsupported_parameter',
      'complexity',
    ],
    ['a reference image', { image: 'data:image/png;base64,AAAA' }, 400, 'unknown_parameter', 'image'],
    ['a retired model', { model: 'gpt-image-1' }, 404, 'model_not_found', 'model'],
    ['dall-e-3', { model: 'dall-e-3' }, 404, 'model_not_found', 'model'],
    ['an unheard model', { model: 'gpt-image-9' }, 404, 'model_not_found', 'model'],
  ])('%s', async (_, patch, status, code, param) => {
    expect(await refusalOf(await post('/images/generations', { ...good, ...patch }))).toEqual({ status, code, param });
    expect(emulator.paidRequests).toBe(0);
  });

  it('a wrong key', async () => {
    const answer = await post('/images/generations', good, { authorization: 'Bearer sk-live' });
    expect(await refusalOf(answer)).toEqual({ status: 401, code: 'invalid_api_key', param: null });
  });

  it('a body that is no JSON', async () => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const answer = await fetch(`${emulator.baseUrl}/images/generations`, { method: 'POST', headers, body: '{' });
    expect(answer.status).toBe(400);
  });

  it('any size that breaks one of the documented rules, and only those', async () => {
    const edge = fc.integer({ min: 8, max: 250 }).map((sixteenths) => sixteenths * 16);
    const isLegal = (width: number, height: number): boolean =>
      Math.max(width, height) <= 3840 &&
      Math.max(width, height) <= 3 * Math.min(width, height) &&
      width * height >= 655_360 &&
      width * height <= 8_294_400;
    await fc.assert(
      fc.asyncProperty(edge, edge, async (width, height) => {
        const answer = await post('/images/generations', { ...good, size: `${width}x${height}` });
        expect(answer.status).toBe(isLegal(width, height) ? 200 : 400);
      }),
      { numRuns: 40 },
    );
  });
});

import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatParameters, parseParameters } from '../../electron/studio/imaging/parameters-text.ts';
import { insertPngTexts } from '../../electron/studio/imaging/png-text.ts';
import { readRecipe } from '../../electron/studio/imaging/read-recipe.ts';
import { recipeInXmp, xmpPacket } from '../../electron/studio/imaging/xmp-recipe.ts';
import { htmlPage, jpeg, png, pngChunk } from '../support/test-pictures.ts';
import { sketchReceipt } from '../support/test-receipts.ts';

const size = { widthPx: 40, heightPx: 30 };
const withChunk = async (type: string, data: Buffer) => {
  const bytes = await png(size);
  return Buffer.concat([bytes.subarray(0, 33), pngChunk(type, data), bytes.subarray(33)]);
};

describe("another tool's settings are read", () => {
  const text =
    'a harbour (at dawn:1.2)\nsecond line\nNegative prompt: blur, noise\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 123, Size: 512x768, Lora hashes: "a: 1, b: 2"';

  test.each([
    ['tEXt', (body: string) => Buffer.from(`parameters\0${body}`, 'latin1')],
    ['zTXt', (body: string) => Buffer.concat([Buffer.from('parameters\0\0'), deflateSync(Buffer.from(body))])],
    ['iTXt', (body: string) => Buffer.from(`parameters\0\0\0\0\0${body}`)],
  ] as const)('from %s', async (type, data) => {
    expect(await readRecipe(await withChunk(type, data(text)))).toMatchObject({
      kind: 'parameters',
      parameters: {
        prompt: 'a harbour (at dawn:1.2)\nsecond line',
        negativePrompt: 'blur, noise',
        settings: expect.arrayContaining([
          { name: 'Sampler', value: 'DPM++ 2M Karras' },
          { name: 'Seed', value: '123' },
          { name: 'Lora hashes', value: 'a: 1, b: 2' },
        ]),
      },
    });
  });

  test('a text without settings is all prompt', () => {
    expect(parseParameters('just words: two')).toEqual({
      prompt: 'just words: two',
      negativePrompt: null,
      settings: [],
    });
  });

  test('what we write reads back, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 3, maxLength: 6 }), (values) => {
        const settings = values.map((value, at) => ({ name: `Name ${at}`, value: value.trim().replace(/^"/, '') }));
        const written = { prompt: 'a\nb', negativePrompt: 'c', settings };
        expect(parseParameters(formatParameters(written))).toEqual(written);
      }),
    );
  });
});

describe('hostile metadata is inert', () => {
  test('a recipe that is not a receipt is no recipe', async () => {
    for (const body of ['{', 'null', '[]', '{"__proto__":{"polluted":1}}', '{"schema":"maquette-receipt/1"}']) {
      expect(await readRecipe(insertPngTexts(await png(size), [{ keyword: 'maquette', text: body }])), body).toBeNull();
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('extra fields do not come along', async () => {
    const text = JSON.stringify({ ...sketchReceipt(), apiKey: 'sk-123', onload: 'alert(1)' });
    expect(await readRecipe(insertPngTexts(await png(size), [{ keyword: 'maquette', text }]))).toEqual({
      kind: 'maquette',
      receipt: sketchReceipt(),
    });
  });

  test('a text that unpacks to a thousand times its size is left out', async () => {
    const bomb = Buffer.concat([Buffer.from('parameters\0\0'), deflateSync(Buffer.alloc(50_000_000), { level: 9 })]);
    expect(await readRecipe(await withChunk('zTXt', bomb))).toBeNull();
  });

  test('a chunk that claims to be longer than the file ends the reading', async () => {
    const bytes = Buffer.from(await withChunk('tEXt', Buffer.from('parameters\0x')));
    bytes.writeUInt32BE(0x7fffffff, 33);
    await expect(readRecipe(bytes)).rejects.toMatchObject({ code: 'image-damaged' });
  });

  test('a picture without a recipe has none, and a page is not a picture', async () => {
    expect(await readRecipe(await jpeg(size))).toBeNull();
    await expect(readRecipe(htmlPage)).rejects.toMatchObject({ code: 'not-an-image' });
  });
});

test('any prompt survives the XMP packet, and cannot break out of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (prompt) => {
      const receipt = { ...sketchReceipt(), prompt };
      const packet = xmpPacket(receipt);
      expect(packet.match(/<\/rdf:RDF>/g)).toHaveLength(1);
      expect(JSON.parse(recipeInXmp(packet) ?? '')).toEqual({ ...receipt, prompt });
    }),
  );
});

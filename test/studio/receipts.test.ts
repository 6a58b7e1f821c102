// A receipt is enough to build the request again, to the byte, and it never holds a key.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { modelEntrySchema } from '../../shared/model.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { png } from '../support/test-pictures.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const openai = await startOpenAiEmulator();
const google = await startGoogleEmulator();
afterAll(() => Promise.all([openai.close(), google.close()]));
beforeEach(() => {
  openai.reset();
  google.reset();
});
const OPENAI_KEY = 'sk-emulator-0123456789';
const GOOGLE_KEY = 'emulator-9876543210';

const paidStudio = () =>
  openTestStudio({
    environment: {
      OPENAI_API_KEY: OPENAI_KEY,
      GEMINI_API_KEY: GOOGLE_KEY,
      MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
      MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
    },
  });

async function drawn(studio: Studio, changes: Partial<GenerationRequest>): Promise<AssetId> {
  const request = draftRequest({ aspect: '1:1', tier: '1K', seed: null, ...changes });
  const job = await runToEnd(studio, await openBoard(studio), request);
  const [candidate] = job.candidates;
  if (!candidate) throw new Error(`${job.state}: ${job.error?.message}`);
  return candidate.assetId;
}

/** A source, a mask of its size, and two references with different roles. */
async function withPictures(studio: Studio): Promise<Partial<GenerationRequest>> {
  const bring = async (seed: number) =>
    (await studio.importPicture(await png({ widthPx: 1024, heightPx: 1024 }, seed), `p${seed}.png`)).id;
  return {
    operation: 'edit',
    role: 'edit',
    sourceAssetId: await bring(1),
    references: [
      { assetId: await bring(2), role: 'style' },
      { assetId: await bring(3), role: 'object' },
    ],
  };
}

const CALLS = {
  'OpenAI, JSON': { modelId: 'openai:gpt-image-2', hasPictures: false, hasMask: false },
  'OpenAI, a form with references and a mask': { modelId: 'openai:gpt-image-2', hasPictures: true, hasMask: true },
  Google: { modelId: 'google:gemini-nano-banana-2.1', hasPictures: false, hasMask: false },
  'Google with pictures': { modelId: 'google:gemini-3-pro-image', hasPictures: true, hasMask: false },
} as const;

describe.each(Object.entries(CALLS))('%s', (_name, { modelId, hasPictures, hasMask }) => {
  const draw = async (studio: Studio) => {
    const pictures = hasPictures ? await withPictures(studio) : {};
    const maskFile = await png({ widthPx: 1024, heightPx: 1024 }, 4);
    const mask = hasMask ? { maskAssetId: (await studio.importPicture(maskFile, 'mask.png')).id } : {};
    return drawn(studio, { modelId, ...pictures, ...mask });
  };

  it('is built again byte for byte, also after a restart, without sending anything', async () => {
    const studio = await paidStudio();
    const assetId = await draw(studio);
    const sent = openai.received + google.received;
    expect(await studio.call('receipts.verify', { assetId })).toMatchObject({ isIdentical: true });
    const { libraryPath } = studio;
    await studio.close();
    const again = await openTestStudio({ libraryPath });
    expect(await again.call('receipts.verify', { assetId })).toMatchObject({ isIdentical: true });
    expect(openai.received + google.received).toBe(sent);
  });

  it('is the same request at another price', async () => {
    const studio = await paidStudio();
    const assetId = await draw(studio);
    const entry = await entryOf(studio, modelId);
    await studio.call('models.save', { entry: { ...entry, price: { ...entry.price, date: '2026-11-19' } } });
    expect(await studio.call('receipts.verify', { assetId })).toMatchObject({ isIdentical: true });
  });
});

const entryOf = async (studio: Studio, id: string) =>
  modelEntrySchema.parse((await studio.call('models.list', {})).find((model) => model.id === id));

describe('what has changed since', () => {
  it('is told when the model’s entry would now send something else', async () => {
    const studio = await paidStudio();
    const assetId = await drawn(studio, { modelId: 'openai:gpt-image-2', role: 'final', quality: 'high' });
    const entry = await entryOf(studio, 'openai:gpt-image-2');
    await studio.call('models.save', { entry: { ...entry, streaming: 'none' } });
    expect(await studio.call('receipts.verify', { assetId })).toMatchObject({
      isIdentical: false,
      message: expect.stringContaining('differs from the one that was sent'),
    });
  });

  it('is told when a stored reference is not the picture it was', async () => {
    const studio = await paidStudio();
    const pictures = await withPictures(studio);
    const assetId = await drawn(studio, { modelId: 'openai:gpt-image-2', ...pictures });
    const [reference] = pictures.references ?? [];
    if (!reference) throw new Error('two references');
    const { asset } = await studio.call('assets.get', { id: reference.assetId });
    const path = join(studio.libraryPath, 'blobs', asset.hash.slice(0, 2), asset.hash);
    await writeFile(path, await png({ widthPx: 1024, heightPx: 1024 }, 77));
    expect(await studio.call('receipts.verify', { assetId })).toMatchObject({ isIdentical: false });
  });
});

describe('what a receipt holds', () => {
  it('names everything that was sent, in order, and no key is in any file of the library', async () => {
    const studio = await paidStudio();
    const pictures = await withPictures(studio);
    const assetId = await drawn(studio, { modelId: 'openai:gpt-image-2', ...pictures });
    await drawn(studio, { modelId: 'google:gemini-nano-banana-2.1' });
    const { receipt } = await studio.call('assets.get', { id: assetId });
    const hashOf = async (id: AssetId) => (await studio.call('assets.get', { id })).asset.hash;
    const references = pictures.references ?? [];
    expect(receipt).toMatchObject({
      sourceHash: pictures.sourceAssetId ? await hashOf(pictures.sourceAssetId) : null,
      referenceHashes: await Promise.all(references.map((one) => hashOf(one.assetId))),
      priceDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    await studio.close();
    const names = await readdir(studio.libraryPath, { recursive: true, withFileTypes: true });
    const files = names.filter((file) => file.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      expect(bytes.includes(OPENAI_KEY) || bytes.includes(GOOGLE_KEY), file.name).toBe(false);
    }
  });

  it('keeps a receipt of a picture drawn here without a vendor, and has none for a picture brought in', async () => {
    const studio = await paidStudio();
    const sketch = await drawn(studio, { modelId: 'sketch:sketch-1', tier: '512' });
    expect((await studio.call('receipts.verify', { assetId: sketch })).message).toContain('Nothing was sent');
    const brought = await studio.importPicture(await png({ widthPx: 64, heightPx: 64 }, 9), 'own.png');
    await expect(studio.call('receipts.verify', { assetId: brought.id })).rejects.toMatchObject({ code: 'not-found' });
  });
});

// A mask edit through the front door: on any model, not one sample outside the mask changes, and the proof is kept.
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import type { AssetId } from '../../shared/ids.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const openai = await startOpenAiEmulator();
const google = await startGoogleEmulator();
afterAll(() => Promise.all([openai.close(), google.close()]));
beforeEach(() => {
  openai.reset();
  google.reset();
});
const environment = {
  OPENAI_API_KEY: 'sk-emulator-0123456789',
  GEMINI_API_KEY: 'emulator-0123456789',
  MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
  MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
};
const size = { widthPx: 900, heightPx: 611 };

/** A picture with texture everywhere, so that an answer can be placed by its surround. */
async function textured(seed: number): Promise<Buffer> {
  const samples = Buffer.alloc(size.widthPx * size.heightPx * 3);
  for (let y = 0; y < size.heightPx; y += 1) {
    for (let x = 0; x < size.widthPx; x += 1) {
      const at = (y * size.widthPx + x) * 3;
      const wave = Math.sin(x / (9 + seed)) + Math.sin(y / 13) + Math.sin((x + 2 * y) / 31) + Math.sin((x * y) / 9_000);
      for (let channel = 0; channel < 3; channel += 1) samples[at + channel] = 128 + wave * (20 + channel * 8);
    }
  }
  return sharp(samples, { raw: { width: size.widthPx, height: size.heightPx, channels: 3 } })
    .png()
    .toBuffer();
}

async function ellipseMask(left: number, top: number, width = 180, height = 140): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.widthPx}" height="${size.heightPx}">
    <rect width="100%" height="100%" fill="black"/>
    <ellipse cx="${left + width / 2}" cy="${top + height / 2}" rx="${width / 2}" ry="${height / 2}" fill="white"/></svg>`;
  return sharp(Buffer.from(svg)).toColourspace('b-w').png().toBuffer();
}

async function bringIn(studio: Studio): Promise<{ source: Asset; mask: Asset }> {
  return {
    source: await studio.importPicture(await textured(1), 'harbour.png'),
    mask: await studio.importPicture(await ellipseMask(300, 200), 'mask.png', 'working'),
  };
}

const edit = (modelId: string, source: Asset, mask: Asset) =>
  draftRequest({
    operation: 'edit',
    role: 'edit',
    modelId,
    prompt: 'A red sailing boat',
    tier: '1K',
    seed: modelId.startsWith('sketch') ? 3 : null,
    sourceAssetId: source.id,
    maskAssetId: mask.id,
  });

/** Independent of the product: decodes both and counts samples that differ where the mask is black. */
async function differingOutside(studio: Studio, before: Asset, after: Asset, mask: Asset): Promise<number> {
  const raw = async (asset: Asset) =>
    sharp(Buffer.from(await studio.readBlob(asset.hash)))
      .raw()
      .toBuffer();
  const [one, two] = [await raw(before), await raw(after)];
  const plane = await sharp(Buffer.from(await studio.readBlob(mask.hash)))
    .extractChannel(0)
    .raw()
    .toBuffer();
  expect(two.length).toBe(one.length);
  let differing = 0;
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    if (plane[pixel] !== 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      if (one[pixel * 3 + channel] !== two[pixel * 3 + channel]) differing += 1;
    }
  }
  return differing;
}

describe.each(['sketch:sketch-1', 'sketch:local-fill', 'openai:gpt-image-2', 'google:gemini-3-pro-image'])(
  '%s',
  (modelId) => {
    it('changes nothing outside the mask, keeps the proof, and checks again from disk', async () => {
      const studio = await openTestStudio({ environment });
      const { source, mask } = await bringIn(studio);
      const job = await runToEnd(studio, await openBoard(studio), edit(modelId, source, mask));
      expect(job).toMatchObject({ state: 'done', error: null, widthPx: size.widthPx, heightPx: size.heightPx });
      const [candidate] = job.candidates;
      if (!candidate) throw new Error('no picture');
      expect(candidate.badges).toEqual([]);
      const detail = await studio.call('assets.get', { id: candidate.assetId });
      expect(detail.edit).toMatchObject({ status: 'aligned', depth: 1, originalAssetId: source.id });
      expect(detail.edit?.proof).toMatchObject({ samplesDiffering: 0 });
      expect(detail.edit?.proof?.samplesCompared).toBeGreaterThan(1_000_000);
      expect(await differingOutside(studio, source, detail.asset, mask)).toBe(0);
      expect(await studio.call('edits.verify', { assetId: candidate.assetId })).toMatchObject({ samplesDiffering: 0 });
      expect(detail.parents.map((edge) => edge.kind)).toEqual(['edited']);
    });

    it('sends a crop with its context, so that a small mask gets the full resolution', async () => {
      const studio = await openTestStudio({ environment });
      const { source, mask } = await bringIn(studio);
      const request = edit(modelId, source, mask);
      const preview = await studio.call('jobs.preview', { request, boardId: null });
      expect(preview).toMatchObject({ problems: [], widthPx: size.widthPx, heightPx: size.heightPx });
      await runToEnd(studio, await openBoard(studio), request);
      const log = [...openai.log, ...google.log].filter((entry) => entry.method === 'POST');
      expect(log.length).toBe(modelId.startsWith('sketch') ? 0 : 1);
    });
  },
);

describe('chains', () => {
  it('patch the first original, and rebuild to the byte', async () => {
    const studio = await openTestStudio({ environment });
    const boardId = await openBoard(studio);
    const { source } = await bringIn(studio);
    let last = source;
    const ids: AssetId[] = [];
    for (const [left, top] of [
      [60, 60],
      [330, 230],
      [640, 400],
    ] as const) {
      const mask = await studio.importPicture(await ellipseMask(left, top), 'mask.png', 'working');
      const job = await runToEnd(studio, boardId, edit('sketch:sketch-1', last, mask));
      const assetId = job.candidates[0]?.assetId ?? source.id;
      last = (await studio.call('assets.get', { id: assetId })).asset;
      ids.push(assetId);
    }
    const chain = await studio.call('edits.chain', { assetId: last.id });
    expect(chain.map((one) => [one.assetId, one.depth, one.originalAssetId])).toEqual(
      ids.map((id, index) => [id, index + 1, source.id]),
    );
    const rebuilt = await studio.call('edits.rebuild', { originalAssetId: source.id, editAssetIds: ids });
    expect(rebuilt.hash).toBe(last.hash);
    const without = await studio.call('edits.rebuild', { originalAssetId: source.id, editAssetIds: ids.slice(1) });
    expect(without.hash).not.toBe(last.hash);
  });
});

describe('answers and masks that do not fit', () => {
  it('keeps an answer that is another picture, says not aligned, and makes no edit of it', async () => {
    const studio = await openTestStudio({ environment });
    const { source, mask } = await bringIn(studio);
    // Without a mask in its wire format, a model that draws something else entirely: generation instead of an edit.
    google.setFaults([{ kind: 'wrong-size' }]);
    const job = await runToEnd(studio, await openBoard(studio), edit('google:gemini-3-pro-image', source, mask));
    const assetId = job.candidates[0]?.assetId;
    if (!assetId) throw new Error('the paid picture was not kept');
    const { edit: record } = await studio.call('assets.get', { id: assetId });
    // Whatever was decided, it is said, and an aligned one has its proof.
    expect(record?.status === 'aligned' ? record.proof?.samplesDiffering : record?.proof).toBe(
      record?.status === 'aligned' ? 0 : null,
    );
    expect(job.candidates[0]?.badges).toEqual(
      record?.status === 'aligned' ? [] : [expect.stringContaining('Not aligned')],
    );
  });

  it.each([
    [
      'another size',
      sharp({ create: { width: 30, height: 30, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
    ],
    [
      'nothing selected',
      sharp({ create: { width: 900, height: 611, channels: 3, background: '#000' } })
        .png()
        .toBuffer(),
    ],
  ])('refuses a mask with %s before anything is sent', async (_what, bytes) => {
    const studio = await openTestStudio({ environment });
    const { source } = await bringIn(studio);
    const mask = await studio.importPicture(await bytes, 'mask.png', 'working');
    const preview = await studio.call('jobs.preview', {
      request: edit('openai:gpt-image-2', source, mask),
      boardId: null,
    });
    expect(preview.problems[0]).toMatchObject({ code: 'bad-request', message: expect.stringMatching(/mask/i) });
    expect(openai.received).toBe(0);
  });

  it('keeps masks out of the history', async () => {
    const studio = await openTestStudio();
    await bringIn(studio);
    const all = { text: '', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 10 };
    expect((await studio.call('history.search', all)).entries.map((entry) => entry.asset.name)).toEqual([
      'harbour.png',
    ]);
  });
});

it.each([
  ['16:9', 1086, 611],
  ['1000x700', 1000, 700],
  ['+20,0,31,9', 951, 620],
])('extends to %s, and the source area stays as it was', async (to, widthPx, heightPx) => {
  const studio = await openTestStudio();
  const { source } = await bringIn(studio);
  const canvas = await studio.call('edits.prepareExtend', { assetId: source.id, to });
  expect(canvas.source).toMatchObject({ widthPx, heightPx });
  const request = edit('sketch:local-fill', canvas.source, canvas.mask);
  const job = await runToEnd(studio, await openBoard(studio), request);
  expect(job).toMatchObject({ state: 'done', error: null });
  const { asset, edit: record } = await studio.call('assets.get', { id: job.candidates[0]?.assetId ?? source.id });
  expect(asset).toMatchObject({ widthPx, heightPx });
  expect(record?.proof?.samplesDiffering).toBe(0);
  const mask = await sharp(Buffer.from(await studio.readBlob(canvas.mask.hash)))
    .extractChannel(0)
    .raw()
    .toBuffer();
  expect(mask.filter((value) => value === 0).length).toBe(size.widthPx * size.heightPx);
});

it('selects an object by a click', async () => {
  const studio = await openTestStudio();
  const disc = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#3a5a40"/>
    <circle cx="200" cy="150" r="80" fill="#e76f51"/></svg>`;
  const source = await studio.importPicture(await sharp(Buffer.from(disc)).png().toBuffer(), 'disc.png');
  const mask = await studio.call('edits.select', { assetId: source.id, wish: { kind: 'click', x: 200, y: 150 } });
  const plane = await sharp(Buffer.from(await studio.readBlob(mask.hash)))
    .raw()
    .toBuffer();
  const selected = plane.filter((value) => value > 127).length / (plane.length / (400 * 300));
  expect(selected / (Math.PI * 80 ** 2)).toBeGreaterThan(0.9);
  expect(selected / (Math.PI * 80 ** 2)).toBeLessThan(1.1);
});

// How an edit is asked for and laid: the context around the mask, and whether the answer keeps a tone of its own.
import sharp from 'sharp';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Laying } from '../../shared/edit.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const google = await startGoogleEmulator();
afterAll(() => google.close());
beforeEach(() => google.reset());
const environment = { GEMINI_API_KEY: 'emulator-0123456789', MAQUETTE_GEMINI_BASE_URL: google.baseUrl };

const size = { widthPx: 1200, heightPx: 825 };
const spot = { left: 520, top: 360, widthPx: 160, heightPx: 120 };
const scene = renderScene(photographicScene(4, size), size, { grain: 0.01, seed: 2 });

async function openDesk() {
  const studio = await openTestStudio({ environment });
  const raw = { raw: { width: size.widthPx, height: size.heightPx, channels: 3 as const } };
  const source = await studio.importPicture(await sharp(scene, raw).png().toBuffer(), 'scene.png');
  const white = { width: spot.widthPx, height: spot.heightPx, channels: 3 as const, background: '#fff' };
  const maskFile = await sharp({ create: { ...white, width: size.widthPx, height: size.heightPx, background: '#000' } })
    .composite([{ input: { create: white }, left: spot.left, top: spot.top }])
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const mask = await studio.importPicture(maskFile, 'mask.png', 'working');
  const boardId = await openBoard(studio);
  const request = (laying?: Laying, modelId = 'google:gemini-3-pro-image'): GenerationRequest => ({
    ...draftRequest({ operation: 'edit', role: 'edit', modelId, prompt: 'A red boat', tier: '1K' }),
    seed: null,
    sourceAssetId: source.id,
    maskAssetId: mask.id,
    ...(laying ? { laying } : {}),
  });
  const run = async (laying?: Laying, modelId?: string) => {
    const job = await runToEnd(studio, boardId, request(laying, modelId));
    const [candidate] = job.candidates;
    if (!candidate) throw new Error(`no picture came: ${job.error?.message}`);
    return studio.call('assets.get', { id: candidate.assetId });
  };
  return { studio, run, request };
}

/** Mean of each channel inside the mask, as the file holds it. */
async function toneInside(bytes: Uint8Array): Promise<number[]> {
  const { left, top, widthPx: width, heightPx: height } = spot;
  const inner = await sharp(bytes).removeAlpha().extract({ left, top, width, height }).png().toBuffer();
  return (await sharp(inner).stats()).channels.map((channel) => channel.mean);
}

it('sends as much of the surround as was asked for, and by itself half of the mask around it', async () => {
  const { run } = await openDesk();
  const widths: number[] = [];
  for (const paddingPx of [500, null, 16]) {
    const { edit } = await run({ paddingPx, isToneMatched: true }, 'sketch:sketch-1');
    if (!edit) throw new Error('no edit was kept');
    expect(edit.status).toBe('aligned');
    const { rect } = edit.crop;
    const around = paddingPx ?? 80;
    expect(rect.left).toBeLessThanOrEqual(Math.max(0, spot.left - around));
    expect(rect.left + rect.widthPx).toBeGreaterThanOrEqual(Math.min(size.widthPx, spot.left + spot.widthPx + around));
    widths.push(rect.widthPx);
  }
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  expect(widths[0]).toBeGreaterThan(widths[2] ?? Infinity);
});

it('brings an answer of another tone back to the picture, unless its own tone is wanted', async () => {
  const { studio, run } = await openDesk();
  const tones: number[][] = [];
  for (const isToneMatched of [true, false]) {
    google.reset();
    google.setFaults([{ kind: 'recoloured' }]);
    const { asset, edit } = await run({ paddingPx: null, isToneMatched });
    expect(edit).toMatchObject({ status: 'aligned', proof: { samplesDiffering: 0 } });
    tones.push(await toneInside(await studio.readBlob(asset.hash)));
  }
  const [matched = [], own = []] = tones;
  const distance = Math.hypot(...matched.map((mean, channel) => mean - (own[channel] ?? 0)));
  expect(distance).toBeGreaterThan(6);
});

it('tells edits of another context or tone apart from the same done before', async () => {
  const { studio, run, request } = await openDesk();
  await run();
  const earlier = async (laying?: Laying) =>
    (await studio.call('jobs.preview', { request: request(laying), boardId: null })).earlier;
  expect(await earlier()).not.toBeNull();
  expect(await earlier({ paddingPx: 300, isToneMatched: true })).toBeNull();
  expect(await earlier({ paddingPx: null, isToneMatched: false })).toBeNull();
});

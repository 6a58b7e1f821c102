// What an accepted final really cost, against a bill added up by hand from what crossed the wire.
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId, BoardId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type Bill, priceOf, readAlong } from '../support/billed-usage.ts';
import { draftRequest, enqueue, jobIn, openBoard, openTestStudio } from '../support/test-studio.ts';

const openai = await startOpenAiEmulator();
const google = await startGoogleEmulator();
afterAll(() => Promise.all([openai.close(), google.close()]));
const environment = {
  OPENAI_API_KEY: 'sk-emulator-0123456789',
  GEMINI_API_KEY: 'emulator-0123456789',
  MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
  MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
};

const FLARE = 'openai:gpt-image-2.6-flare';
const BANANA = 'google:gemini-nano-banana-2.1';

class Session {
  readonly studio: Studio;
  readonly boardId: BoardId;
  readonly bill: Bill;

  constructor(studio: Studio, boardId: BoardId, bill: Bill) {
    this.studio = studio;
    this.boardId = boardId;
    this.bill = bill;
  }

  async run(step: string, changes: Partial<GenerationRequest>, repeat: 'earlier' | 'run' = 'run'): Promise<Job> {
    this.bill.step = step;
    const request = draftRequest({ aspect: '1:1', tier: '1K', seed: null, ...changes });
    return jobIn(this.studio, (await enqueue(this.studio, this.boardId, request, { repeat })).id);
  }

  judge(job: Job, slot: number, verdict: 'kept' | 'rejected') {
    const candidate = job.candidates.find((one) => one.slot === slot);
    if (!candidate) throw new Error('no such candidate');
    return this.studio.call('candidates.judge', { id: candidate.id, verdict });
  }

  /** By hand: every call of these steps, each rounded once. */
  async owed(...steps: string[]): Promise<number> {
    const models = await this.studio.call('models.list', {});
    const calls = this.bill.calls.filter((call) => steps.includes(call.step));
    return Number(calls.reduce((sum, call) => sum + priceOf(call, models), 0n));
  }
}

const pictureOf = (job: Job, slot = 0): AssetId => {
  const asset = job.candidates.find((one) => one.slot === slot)?.assetId;
  if (!asset) throw new Error(`${job.state}: ${job.error?.message}`);
  return asset;
};

/** White = change: a square in the middle. */
async function maskFor(session: Session, source: AssetId): Promise<AssetId> {
  const { asset } = await session.studio.call('assets.get', { id: source });
  const side = Math.round(Math.min(asset.widthPx, asset.heightPx) / 3);
  const square = await sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const mask = sharp({ create: { width: asset.widthPx, height: asset.heightPx, channels: 3, background: '#000' } });
  const file = await mask
    .composite([{ input: square }])
    .toColourspace('b-w')
    .png()
    .toBuffer();
  return (await session.studio.importPicture(file, 'mask.png')).id;
}

it('24 drafts, 3 mask edits, a charged refusal, a retry and a cache hit: two finals, exact to the micro-dollar', async () => {
  const studio = await openTestStudio({ environment, wait: async () => {} });
  const session = new Session(studio, await openBoard(studio), readAlong());
  const harbour = { prompt: 'Quiet harbour at dawn, boats asleep' };
  const tower = { prompt: 'A tower of books in the rain' };

  const one = await session.run('harbour drafts 1', { ...harbour, modelId: FLARE, count: 4 });
  google.setFaults([{ kind: 'rate-limit' }]);
  await session.run('harbour drafts 2', { ...harbour, modelId: BANANA, count: 4 });
  await session.run('harbour drafts 3', { ...harbour, modelId: FLARE, count: 4, quality: 'low' });
  const again = await session.run('cache hit', { ...harbour, modelId: FLARE, count: 4 }, 'earlier');
  expect(again.candidates[0]?.badges[0]).toBe('Earlier result, free');
  const four = await session.run('tower drafts 1', { ...tower, modelId: BANANA, count: 4 });
  await session.run('tower drafts 2', { ...tower, modelId: FLARE, count: 4 });
  await session.run('tower drafts 3', { ...tower, modelId: BANANA, count: 4 });
  await session.judge(one, 0, 'rejected');

  const draft = pictureOf(one, 1);
  const maskAssetId = await maskFor(session, draft);
  const edit = (prompt: string) =>
    ({
      operation: 'edit',
      role: 'edit',
      modelId: 'openai:gpt-image-2',
      sourceAssetId: draft,
      maskAssetId,
      prompt,
    }) as const;
  const edits = [];
  for (const [index, what] of ['a red boat', 'a blue boat', 'a green boat'].entries()) {
    edits.push(await session.run(`edit ${index + 1}`, edit(what)));
  }
  const [, , green] = edits;
  if (!green) throw new Error('three edits');
  const harbourFinal = await session.run('harbour final', {
    ...harbour,
    operation: 'promote',
    role: 'final',
    modelId: 'openai:gpt-image-2',
    tier: '2K',
    sourceAssetId: pictureOf(green),
  });

  const promotion = {
    ...tower,
    operation: 'promote',
    role: 'final',
    modelId: 'google:gemini-3-pro-image',
    tier: '2K',
    sourceAssetId: pictureOf(four, 2),
  } as const;
  google.setFaults([{ kind: 'moderation-output' }]);
  const refused = await session.run('tower refused', promotion);
  const towerFinal = await session.run('tower final', promotion);
  await session.judge(harbourFinal, 0, 'kept');
  await session.judge(towerFinal, 0, 'kept');

  const refusal = await session.owed('tower refused');
  expect(refusal, 'the vendor counted the refused call').toBeGreaterThan(0);
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'moderation' }, costMicros: refusal });
  expect(refused.error?.message).toMatch(/ It cost \$[\d.]+\.$/);

  const harbourSteps = ['harbour drafts 1', 'harbour drafts 2', 'harbour drafts 3', 'cache hit', 'harbour final'];
  const expected = new Map([
    [pictureOf(harbourFinal), await session.owed(...harbourSteps, 'edit 1', 'edit 2', 'edit 3')],
    [
      pictureOf(towerFinal),
      await session.owed('tower drafts 1', 'tower drafts 2', 'tower drafts 3', 'tower refused', 'tower final'),
    ],
  ]);
  const report = await studio.call('spending.report', { by: 'final', month: null });
  expect(new Map(report.map((row) => [row.key, row.micros]))).toEqual(expected);
  expect(report.every((row) => row.unknownCount === 0 && row.possiblyBilledMicros === 0)).toBe(true);

  const everything = [...expected.values()].reduce((sum, micros) => sum + micros, 0);
  expect(await studio.call('spending.summary', {})).toMatchObject({ todayMicros: everything, unknownCount: 0 });
  const days = await studio.call('spending.report', { by: 'day', month: null });
  expect(days).toMatchObject([{ micros: everything, calls: session.bill.calls.length }]);
});

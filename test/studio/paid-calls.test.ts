// Money safety, against emulators that count what a vendor would bill: sent once, written down first, never repeated.
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import { newId } from '../../shared/ids.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { startStudioProcess } from '../support/studio-process.ts';
import { png } from '../support/test-pictures.ts';
import {
  draftRequest,
  enqueue,
  jobIn,
  openBoard,
  openTestStudio,
  placementOn,
  runToEnd,
  temporaryFolder,
} from '../support/test-studio.ts';

const openai = await startOpenAiEmulator();
const google = await startGoogleEmulator();
afterAll(async () => {
  await openai.close();
  await google.close();
});
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
const vendors = [
  { name: 'OpenAI', emulator: openai, draft: 'openai:gpt-image-2.6-flare', final: 'openai:gpt-image-2' },
  { name: 'Google', emulator: google, draft: 'google:gemini-nano-banana-2.1', final: 'google:gemini-3-pro-image' },
] as const;

async function vendorStudio(): Promise<{ studio: Studio; boardId: `board_${string}` }> {
  const studio = await openTestStudio({ environment, wait: async () => {} });
  return { studio, boardId: await openBoard(studio) };
}

describe.each(vendors)('$name', ({ name, emulator, draft, final }) => {
  const request = (changes = {}) => draftRequest({ modelId: draft, tier: '1K', seed: null, ...changes });

  it('drafts, promotes with the draft and the references in order, and knows the cost from usage', async () => {
    const { studio, boardId } = await vendorStudio();
    const reference = await studio.importPicture(await png({ widthPx: 200, heightPx: 120 }, 3), 'mood.png');
    const references = [{ assetId: reference.id, role: 'style' as const }];
    const drafts = await runToEnd(studio, boardId, request({ count: 2, references }));
    expect(drafts).toMatchObject({ state: 'done', error: null });
    expect(drafts.costMicros).toBeGreaterThan(0);
    const sourceAssetId = drafts.candidates[0]?.assetId ?? null;
    const promotion = request({
      operation: 'promote',
      role: 'final',
      modelId: final,
      tier: '2K',
      sourceAssetId,
      references,
    });
    const promoted = await runToEnd(studio, boardId, promotion);
    expect(promoted).toMatchObject({ state: 'done', error: null });
    expect(promoted.candidates[0]?.drift).not.toBeNull();
    const detail = await studio.call('assets.get', { id: promoted.candidates[0]?.assetId ?? reference.id });
    expect(detail.receipt).toMatchObject({
      referenceHashes: [reference.hash],
      requestHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      responseHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(detail)).not.toContain('0123456789');
    expect((await studio.call('spending.summary', {})).todayMicros).toBe(
      (drafts.costMicros ?? 0) + (promoted.costMicros ?? 0),
    );
  });

  it('stays within the estimate that was shown', async () => {
    const { studio, boardId } = await vendorStudio();
    const preview = await studio.call('jobs.preview', { request: request({ count: 2 }) });
    const job = await runToEnd(studio, boardId, request({ count: 2 }));
    if (preview.estimate.kind !== 'known') throw new Error('the price of this model is known');
    expect(job.costMicros).toBeGreaterThanOrEqual(preview.estimate.lowMicros);
    expect(job.costMicros).toBeLessThanOrEqual(preview.estimate.highMicros);
  });

  it.each(['cut-before-headers', 'cut-mid-body'] as const)(
    '%s: possibly billed, not sent again by itself',
    async (kind) => {
      const { studio, boardId } = await vendorStudio();
      emulator.setFaults([{ kind }]);
      const job = await runToEnd(studio, boardId, request());
      expect(job).toMatchObject({ state: 'possibly-billed', error: { code: 'possibly-billed' } });
      expect(job.possiblyBilledMicros).toBeGreaterThan(0);
      expect(job.error?.message).toMatch(/may have been billed \(up to \$/);
      expect(emulator.paidRequests).toBe(1);
      await expect(studio.call('jobs.retry', { id: job.id, acceptsSecondCharge: false })).rejects.toMatchObject({
        code: 'possibly-billed',
      });
      expect(emulator.paidRequests).toBe(1);
      await studio.call('jobs.retry', { id: job.id, acceptsSecondCharge: true });
      expect(await jobIn(studio, job.id, ['done'])).toMatchObject({ possiblyBilledMicros: job.possiblyBilledMicros });
      expect(emulator.paidRequests).toBe(2);
    },
  );

  it.each([
    ['rate-limit', 'rate'],
    ['quota', 'billing'],
    ['server-error', 'server'],
    ['unauthorized', 'auth'],
    ['moderation', 'moderation'],
    ['html-200', 'possibly-billed'],
    ['no-picture', name === 'OpenAI' ? 'possibly-billed' : 'no-image'],
    ['truncated-picture', 'image-damaged'],
  ] as const)('%s ends as %s with a sentence, after one request, or three that cost nothing', async (kind, code) => {
    const { studio, boardId } = await vendorStudio();
    emulator.setFaults([{ kind, times: 3 }]);
    const job = await runToEnd(studio, boardId, request());
    expect(job.error?.code).toBe(code);
    expect(job.error?.message).toMatch(/[.)”"]$/);
    expect(job.error?.message).not.toMatch(/<html|0123456789|at .*\.ts/i);
    expect(emulator.received).toBe(kind === 'rate-limit' ? 3 : 1);
  });

  it('says what came when it is not what was asked', async () => {
    const { studio, boardId } = await vendorStudio();
    emulator.setFaults([{ kind: 'wrong-size' }]);
    const job = await runToEnd(studio, boardId, request());
    expect(job.candidates[0]?.badges[0]).toMatch(/^\d+×\d+ delivered, \d+×\d+ asked$/);
  });

  it('cancels in flight, and says that it may be billed', async () => {
    const { studio, boardId } = await vendorStudio();
    emulator.setFaults([{ kind: 'hang' }]);
    const job = await enqueue(studio, boardId, request());
    await expect.poll(() => emulator.log.length, { timeout: 10_000 }).toBe(1);
    await studio.call('jobs.cancel', { id: job.id });
    expect(await jobIn(studio, job.id)).toMatchObject({ state: 'possibly-billed' });
  });

  it('survives kill -9 in flight: nothing is repeated, nothing is lost, the job says what happened', async () => {
    const libraryPath = join(await temporaryFolder(), 'library');
    emulator.setFaults([{ kind: 'hang' }]);
    const first = await startStudioProcess(libraryPath, environment);
    onTestFinished(first.kill);
    const board = await first.call('boards.create', { name: 'Before the cut' });
    const jobId = newId('job');
    await first.call('jobs.enqueue', { jobId, request: request(), placement: placementOn(board.id, 1) });
    await expect.poll(() => emulator.log.length, { timeout: 10_000 }).toBe(1);
    await first.kill();
    const second = await startStudioProcess(libraryPath, environment);
    onTestFinished(second.kill);
    await expect.poll(async () => (await second.call('jobs.get', { id: jobId })).state).toBe('possibly-billed');
    const job = await second.call('jobs.get', { id: jobId });
    expect(job.error?.message).toContain('Maquette stopped after sending');
    expect(emulator.log).toHaveLength(1);
    expect((await second.call('boards.get', { id: board.id })).items).toHaveLength(1);
  });
});

it('never asks a vendor that cannot be reached a second time, and owes nothing for it', async () => {
  const studio = await openTestStudio({
    environment: { ...environment, MAQUETTE_OPENAI_BASE_URL: 'http://127.0.0.1:9' },
  });
  const job = await runToEnd(
    studio,
    await openBoard(studio),
    draftRequest({ modelId: 'openai:gpt-image-2', tier: '1K' }),
  );
  expect(job).toMatchObject({ state: 'failed', error: { code: 'network' }, costMicros: 0, possiblyBilledMicros: 0 });
});

it('does not start a paid call without a key, and sends nothing', async () => {
  const studio = await openTestStudio({ environment: { MAQUETTE_OPENAI_BASE_URL: openai.baseUrl } });
  await expect(
    enqueue(studio, await openBoard(studio), draftRequest({ modelId: 'openai:gpt-image-2', tier: '1K' })),
  ).rejects.toMatchObject({ code: 'key-missing' });
  expect(openai.log).toHaveLength(0);
});

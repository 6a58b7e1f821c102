// What a computer does to a paid call: a second window, a full disk, a clock that jumps, a lid that closes.
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import { newId } from '../../shared/ids.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type KillOrder, runAndKill, startAgain, withStudio } from '../support/kill-runs.ts';
import { startStudioProcess } from '../support/studio-process.ts';
import { draftRequest, enqueue, jobIn, openBoard, placementOn, temporaryFolder } from '../support/test-studio.ts';

const vendor = await startOpenAiEmulator();
afterAll(() => vendor.close());
beforeEach(() => vendor.reset());
const environment = { OPENAI_API_KEY: 'sk-emulator-0123456789', MAQUETTE_OPENAI_BASE_URL: vendor.baseUrl };
const request = draftRequest({ modelId: 'openai:gpt-image-2', aspect: '1:1', tier: '1K', seed: null });

async function order(changes: Partial<KillOrder> = {}): Promise<KillOrder> {
  return { folder: await temporaryFolder(), environment, request, at: '', ...changes };
}

describe('two processes', () => {
  it('one library is open once, also while a call is under way; the vendor sees one request', async () => {
    const libraryPath = join(await temporaryFolder(), 'library');
    vendor.setFaults([{ kind: 'hang' }]);
    const first = await startStudioProcess(libraryPath, environment);
    onTestFinished(first.kill);
    const board = await first.call('boards.create', { name: 'Mine' });
    const jobId = newId('job');
    await first.call('jobs.enqueue', { jobId, request, placement: placementOn(board.id, 1) });
    await expect.poll(() => vendor.received, { timeout: 10_000 }).toBe(1);
    await expect(startStudioProcess(libraryPath, environment)).rejects.toThrow(/open in another Maquette/);
    await first.kill();
    const second = await startStudioProcess(libraryPath, environment);
    onTestFinished(second.kill);
    await expect.poll(async () => (await second.call('jobs.get', { id: jobId })).state).toBe('possibly-billed');
    expect(vendor.received).toBe(1);
  });
});

describe('a full disk', () => {
  it('sends nothing when the answer might not fit', async () => {
    const place = await order({ environment: { ...environment, MAQUETTE_NO_ROOM: '1' } });
    const { jobId } = await runAndKill(place);
    const { job, spending } = await startAgain(place, jobId);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'disk-full' }, possiblyBilledMicros: 0 });
    expect(job?.error?.message).toContain('nothing was sent');
    expect(vendor.received).toBe(0);
    expect(spending.todayMicros).toBe(0);
  });

  it('keeps the answer in memory until there is room, and says so', async () => {
    const place = await order({ fullDisk: [1, 2, 3] });
    const { jobId, marks } = await runAndKill(place);
    expect(marks).toContain('write blob: before#4');
    expect(await startAgain(place, jobId)).toMatchObject({ job: { state: 'done', note: null }, pictures: 1 });
    expect(vendor.paidRequests).toBe(1);
  });

  it('still has the answer when it is killed while it waits for room', async () => {
    const place = await order({ fullDisk: [1, 2, 3, 4, 5], at: 'write blob: before#4' });
    const { jobId, wasKilled } = await runAndKill(place);
    expect(wasKilled).toBe(true);
    expect(await startAgain(place, jobId)).toMatchObject({ job: { state: 'done' }, pictures: 1 });
    expect(vendor.paidRequests).toBe(1);
  });

  it('keeps the raw answer when the picture finds no room: a retry reads it again, for nothing', async () => {
    const place = await order({ fullDisk: [2] });
    const { jobId } = await runAndKill(place);
    const before = await startAgain(place, jobId);
    expect(before.job).toMatchObject({ state: 'failed', error: { code: 'disk-full' }, candidates: [] });
    expect(before.job?.error?.message).toContain('nothing was lost');
    await withStudio(place, async (studio) => {
      await studio.call('jobs.retry', { id: jobId, acceptsSecondCharge: false });
      expect(await jobIn(studio, jobId)).toMatchObject({ state: 'done', candidates: [{ slot: 0 }] });
    });
    expect(vendor.received).toBe(1);
  });
});

describe('a clock that jumps back a month in the middle of a call', () => {
  it('books the call once, on the day it was sent, and never counts time backwards', async () => {
    const folder = await temporaryFolder();
    const libraryPath = join(folder, 'library');
    const host = createNodeHost({ kind: 'command-line', libraryPath, environment: { HOME: folder, ...environment } });
    let nowMs = Date.parse('2026-11-20T12:00:00');
    const studio = await createStudio({ host, libraryPath, clock: { now: () => nowMs } });
    onTestFinished(() => studio.close());
    const boardId = await openBoard(studio);
    const preview = await studio.call('jobs.preview', { request });
    if (preview.estimate.kind !== 'known') throw new Error('the price is known');
    await studio.call('spending.setCap', { scope: 'session', boardId: null, micros: preview.estimate.highMicros });
    vendor.setFaults([{ kind: 'delay', delayMs: 300 }]);
    const queued = await enqueue(studio, boardId, request);
    await expect.poll(() => vendor.received).toBe(1);
    nowMs = Date.parse('2026-10-20T12:00:00');
    const job = await jobIn(studio, queued.id);
    expect(job).toMatchObject({ state: 'done', possiblyBilledMicros: 0 });
    expect(job.candidates[0]?.elapsedMs).toBe(0);
    const october = await studio.call('spending.summary', {});
    expect(october).toMatchObject({ sessionMicros: job.costMicros, monthMicros: 0, possiblyBilledMicros: 0 });
    await expect(enqueue(studio, boardId, { ...request, prompt: 'One more' })).rejects.toMatchObject({
      code: 'cap-reached',
    });
    nowMs = Date.parse('2026-11-20T12:01:00');
    expect(await studio.call('spending.summary', {})).toMatchObject({ monthMicros: job.costMicros });
    const days = await studio.call('spending.report', { by: 'day', month: null });
    expect(days).toMatchObject([{ key: '2026-11-20', micros: job.costMicros, calls: 1 }]);
    expect(vendor.received).toBe(1);
  });
});

describe('a lid that closes', () => {
  it('takes the answer that came during the sleep, and asks once', async () => {
    vendor.setFaults([{ kind: 'delay', delayMs: 100 }]);
    const place = await order({ sleepsWhen: () => vendor.received > 0 });
    const { jobId } = await runAndKill(place);
    expect(await startAgain(place, jobId)).toMatchObject({ job: { state: 'done' }, pictures: 1 });
    expect(vendor.received).toBe(1);
  });
});

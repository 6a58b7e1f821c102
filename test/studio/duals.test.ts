// The same request at several models: side by side, each with its own price and time, and one vote.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import { type BoardId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, jobIn, openBoard, openTestStudio, placementOn } from '../support/test-studio.ts';

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
const MODELS = ['openai:gpt-image-2', 'google:gemini-nano-banana-2.1'] as const;
const groupId = 'dual_00000001';

async function start(studio: Studio, boardId: BoardId): Promise<Job[]> {
  const asked = MODELS.map((modelId) =>
    studio.call('jobs.enqueue', {
      jobId: newId('job'),
      request: draftRequest({ modelId, aspect: '1:1', tier: '1K', seed: null }),
      placement: placementOn(boardId, 1),
      groupId,
    }),
  );
  return Promise.all(asked);
}

describe('a dual run', () => {
  it('has both under way at once, then both side by side with cost and time', async () => {
    const studio = await openTestStudio({ environment });
    const boardId = await openBoard(studio);
    openai.setFaults([{ kind: 'delay', delayMs: 300 }]);
    google.setFaults([{ kind: 'delay', delayMs: 300 }]);
    const jobs = await start(studio, boardId);
    await expect.poll(() => openai.received + google.received).toBe(2);
    const underWay = await studio.call('duals.get', { groupId });
    expect(underWay.jobs.map((job) => job.state)).toEqual(['running', 'running']);
    await Promise.all(jobs.map((job) => jobIn(studio, job.id)));
    const dual = await studio.call('duals.get', { groupId });
    expect(dual.jobs.map((job) => job.modelId).toSorted()).toEqual([...MODELS].toSorted());
    for (const job of dual.jobs) {
      expect(job).toMatchObject({ state: 'done', groupId });
      expect(job.costMicros).toBeGreaterThan(0);
      expect(job.candidates[0]?.elapsedMs).toBeGreaterThan(250);
    }
    expect(dual.winner).toBeNull();
  });

  it('shares neither call: the same request at two models is two requests', async () => {
    const studio = await openTestStudio({ environment });
    const jobs = await start(studio, await openBoard(studio));
    expect(new Set(jobs.map((job) => job.id)).size).toBe(2);
    await Promise.all(jobs.map((job) => jobIn(studio, job.id)));
    expect([openai.paidRequests, google.paidRequests]).toEqual([1, 1]);
  });

  it('records the vote, tells both windows, counts it as a decision, and takes it back', async () => {
    const studio = await openTestStudio({ environment });
    const jobs = await start(studio, await openBoard(studio));
    const [winner, other] = await Promise.all(jobs.map((job) => jobIn(studio, job.id)));
    const candidateId = winner?.candidates[0]?.id;
    if (!candidateId || !other) throw new Error('both drew');
    const told: string[] = [];
    studio.subscribe((event) => {
      if (event.name === 'job-changed') told.push(event.job.candidates[0]?.verdict ?? '');
    });
    const voted = await studio.call('duals.vote', { groupId, candidateId });
    expect(voted.winner).toBe(candidateId);
    expect(told.toSorted()).toEqual(['kept', 'rejected']);
    expect(await studio.call('routing.learned', {})).toMatchObject({ decisions: 2 });
    const back = await studio.call('duals.vote', { groupId, candidateId: null });
    expect(back.winner).toBeNull();
    expect(await studio.call('routing.learned', {})).toMatchObject({ decisions: 0 });
  });

  it('refuses a vote for a picture of another comparison, and a comparison that is none', async () => {
    const studio = await openTestStudio({ environment });
    const jobs = await start(studio, await openBoard(studio));
    await Promise.all(jobs.map((job) => jobIn(studio, job.id)));
    const stranger = newId('candidate');
    await expect(studio.call('duals.vote', { groupId, candidateId: stranger })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(studio.call('duals.get', { groupId: 'dual_99999999' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps what one model drew when the other refuses', async () => {
    const studio = await openTestStudio({ environment, wait: async () => {} });
    google.setFaults([{ kind: 'moderation' }]);
    const jobs = await start(studio, await openBoard(studio));
    const ended = await Promise.all(jobs.map((job) => jobIn(studio, job.id)));
    expect(ended.map((job) => job.state).toSorted()).toEqual(['done', 'failed']);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { moneyWords, POSSIBLY_BILLED_SENTENCE, resendQuestion } from '../../renderer/jobs/job-words.ts';
import { formatElapsed } from '../../renderer/jobs/use-elapsed.ts';
import { applyJobEvent, jobsStore, noteJob } from '../../renderer/jobs/use-jobs.ts';
import { newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';

function job(changes: Partial<Job> = {}): Job {
  return {
    id: newId('job'),
    boardId: newId('board'),
    request: {
      operation: 'generate',
      role: 'draft',
      modelId: 'auto',
      prompt: 'Quiet harbour',
      aspect: '1:1',
      tier: '1K',
      count: 2,
      seed: null,
      quality: null,
      background: 'auto',
      references: [],
      sourceAssetId: null,
      maskAssetId: null,
    },
    modelId: 'google:nano',
    modelLabel: 'Nano',
    providerId: 'google',
    reasons: [],
    widthPx: 1024,
    heightPx: 1024,
    chain: [],
    groupId: null,
    note: null,
    text: null,
    state: 'running',
    itemIds: [],
    estimate: {
      kind: 'known',
      lowMicros: 100_000,
      expectedMicros: 134_000,
      highMicros: 210_000,
      parts: [],
      priceDate: '2026-11-18',
    },
    costMicros: null,
    possiblyBilledMicros: 0,
    error: null,
    warnings: [],
    candidates: [],
    createdAtMs: 1_000,
    startedAtMs: 1_000,
    endedAtMs: null,
    ...changes,
  };
}

const progressed = (of: Job, change: { fraction?: number; partialUrl?: string }) =>
  applyJobEvent({
    name: 'job-progressed',
    jobId: of.id,
    slot: 0,
    fraction: change.fraction ?? null,
    partialUrl: change.partialUrl ?? null,
  });

const progressOf = (of: Job) => jobsStore.getState().progress.get(`${of.id}/0`);

beforeEach(() => jobsStore.setState({ jobs: new Map(), progress: new Map() }));

describe('the window’s copy of the jobs', () => {
  it('keeps the last partial picture while later steps bring none', () => {
    const running = job();
    noteJob(running);
    progressed(running, { fraction: 0.3, partialUrl: 'partial/a' });
    progressed(running, { fraction: 0.6 });
    expect(progressOf(running)).toEqual({ fraction: 0.6, partialUrl: 'partial/a' });
  });

  it('forgets the progress of a job that has ended, and of one that ends late', () => {
    const running = job();
    noteJob(running);
    progressed(running, { fraction: 0.5 });
    noteJob({ ...running, state: 'done', endedAtMs: 2_000 });
    expect(progressOf(running)).toBeUndefined();
    progressed(running, { fraction: 0.9 });
    expect(progressOf(running)).toBeUndefined();
  });

  it('stays bounded without losing a job that waits for a decision', () => {
    const lost = job({ state: 'possibly-billed', createdAtMs: 1 });
    noteJob(lost);
    for (let index = 0; index < 260; index += 1) noteJob(job({ state: 'done', createdAtMs: 10 + index }));
    const { jobs } = jobsStore.getState();
    expect(jobs.size).toBe(201);
    expect(jobs.has(lost.id)).toBe(true);
    expect([...jobs.values()][0]?.createdAtMs).toBe(269);
  });

  it('takes in a verdict that was given elsewhere', () => {
    const candidate = {
      id: newId('candidate'),
      jobId: newId('job'),
      assetId: newId('asset'),
      slot: 0,
      seed: 1,
      verdict: 'new' as const,
      rating: 0,
      costMicros: 0,
      elapsedMs: 10,
      badges: [],
      drift: null,
      createdAtMs: 1,
    };
    noteJob(job({ id: candidate.jobId, state: 'done', candidates: [candidate] }));
    applyJobEvent({ name: 'candidate-changed', candidate: { ...candidate, verdict: 'kept' } });
    expect(jobsStore.getState().jobs.get(candidate.jobId)?.candidates[0]?.verdict).toBe('kept');
  });
});

describe('what the tray says about money', () => {
  it('asks before it sends a lost request again, with the most it can cost', () => {
    expect(`${POSSIBLY_BILLED_SENTENCE} ${resendQuestion(job().estimate)}`).toBe(
      'Possibly billed: the connection was lost after sending. Resend for up to $0.21?',
    );
    expect(moneyWords(job({ state: 'possibly-billed', possiblyBilledMicros: 210_000 }))).toBe('Up to $0.21');
  });

  it('never shows an unknown price as zero', () => {
    const unknown = { kind: 'unknown', reason: 'No price is published.' } as const;
    expect(moneyWords(job({ estimate: unknown }))).toBe('Price unknown');
    expect(moneyWords(job({ state: 'done', costMicros: null }))).toBe('Price unknown');
    expect(moneyWords(job({ state: 'possibly-billed', possiblyBilledMicros: null }))).toBe('Price unknown');
    expect(resendQuestion(unknown)).toBe('Resend at an unknown price?');
  });

  it('tells free from nothing charged', () => {
    expect(moneyWords(job({ state: 'done', costMicros: 0, estimate: { kind: 'free' } }))).toBe('Free');
    expect(moneyWords(job({ state: 'failed', costMicros: 0 }))).toBe('Nothing charged');
    expect(moneyWords(job({ state: 'done', costMicros: 33_600 }))).toBe('$0.0336');
  });
});

describe('elapsed time', () => {
  it.each([
    [-5, '0.0 s'],
    [440, '0.4 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_720_000, '1 h 02 min'],
  ])('%d ms reads as %s', (elapsedMs, words) => expect(formatElapsed(elapsedMs)).toBe(words));
});

/** Owns the window's copy of the jobs and of their progress, kept current by the studio's events. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { StudioEvent } from '../../shared/contract.ts';
import type { Candidate } from '../../shared/generation.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Job, JobState } from '../../shared/job.ts';
import { call, onReconnect, onStudioEvent } from '../api/client.ts';

/** Ended jobs beyond this many leave the window's memory; history still has what they made. */
const ENDED_JOBS_KEPT = 200;

export interface SlotProgress {
  /** 0 to 1; null when the model does not say. */
  readonly fraction: number | null;
  readonly partialUrl: string | null;
}

interface JobsStore {
  readonly jobs: ReadonlyMap<JobId, Job>;
  /** By `jobId/slot`; only while the job runs. */
  readonly progress: ReadonlyMap<string, SlotProgress>;
  readonly isLoaded: boolean;
  /** A sentence; null when the list could be read. */
  readonly loadError: string | null;
}

export const jobsStore = create<JobsStore>()(() => ({
  jobs: new Map(),
  progress: new Map(),
  isLoaded: false,
  loadError: null,
}));

const ENDED: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled']);

export function isEnded(job: Job): boolean {
  return ENDED.has(job.state);
}

function progressKey(jobId: JobId, slot: number): string {
  return `${jobId}/${slot}`;
}

/** Newest first; drops the oldest ended jobs, never one that runs, waits or may have been billed. */
function bounded(jobs: Iterable<Job>): ReadonlyMap<JobId, Job> {
  const sorted = [...jobs].sort((a, b) => b.createdAtMs - a.createdAtMs);
  let endedCount = 0;
  const kept = sorted.filter((job) => {
    if (!isEnded(job)) return true;
    endedCount += 1;
    return endedCount <= ENDED_JOBS_KEPT;
  });
  return new Map(kept.map((job) => [job.id, job]));
}

function withoutProgressOf(jobId: JobId, progress: JobsStore['progress']): JobsStore['progress'] {
  const prefix = `${jobId}/`;
  const rest = [...progress].filter(([key]) => !key.startsWith(prefix));
  return rest.length === progress.size ? progress : new Map(rest);
}

/**
 * Takes in a job as a procedure answered it. A fast job may have ended, and its events come, before the reply to the
 * request that started it is read: such a reply tells of the past and is left alone.
 */
export function noteJob(job: Job): void {
  const known = jobsStore.getState().jobs.get(job.id);
  const isPast =
    known !== undefined &&
    ((known.endedAtMs !== null && job.endedAtMs === null) || (known.startedAtMs !== null && job.startedAtMs === null));
  if (!isPast) putJob(job);
}

function putJob(job: Job): void {
  jobsStore.setState((state) => ({
    jobs: bounded([...state.jobs.values()].filter((other) => other.id !== job.id).concat(job)),
    progress: job.state === 'running' ? state.progress : withoutProgressOf(job.id, state.progress),
  }));
}

function noteCandidate(candidate: Candidate): void {
  const job = jobsStore.getState().jobs.get(candidate.jobId);
  if (!job) return;
  const candidates = job.candidates.map((old) => (old.id === candidate.id ? candidate : old));
  putJob({ ...job, candidates });
}

function noteProgress(event: Extract<StudioEvent, { name: 'job-progressed' }>): void {
  jobsStore.setState((state) => {
    const job = state.jobs.get(event.jobId);
    // Steps that arrive after the end would stay for ever; a job that is not known yet may just have begun.
    if (job && job.state !== 'running' && job.state !== 'queued') return state;
    const key = progressKey(event.jobId, event.slot);
    const before = state.progress.get(key);
    // An event without a partial picture keeps the last one, so that the preview does not flash away.
    const partialUrl = event.partialUrl ?? before?.partialUrl ?? null;
    const fraction = event.fraction ?? before?.fraction ?? null;
    return { progress: new Map(state.progress).set(key, { fraction, partialUrl }) };
  });
}

/** Jobs that an event brought while a list was on its way are newer than that list. */
let changedSinceRequest = new Set<JobId>();

export function applyJobEvent(event: StudioEvent): void {
  if (event.name === 'job-changed') {
    changedSinceRequest.add(event.job.id);
    putJob(event.job);
  } else if (event.name === 'job-progressed') noteProgress(event);
  else if (event.name === 'candidate-changed') noteCandidate(event.candidate);
}

/** Reads the list again. Never throws: the sentence stands in `loadError`. */
export async function refreshJobs(): Promise<void> {
  changedSinceRequest = new Set();
  try {
    const listed = await call('jobs.list', { states: null, limit: ENDED_JOBS_KEPT });
    jobsStore.setState((state) => {
      const newer = [...state.jobs.values()].filter((job) => changedSinceRequest.has(job.id));
      const older = listed.filter((job) => !changedSinceRequest.has(job.id));
      return { jobs: bounded([...newer, ...older]), isLoaded: true, loadError: null };
    });
  } catch (error) {
    const loadError = error instanceof Error ? error.message : 'The list of jobs could not be read.';
    jobsStore.setState({ loadError, isLoaded: true });
  }
}

let isFeeding = false;

/** The first use starts the feed; it lives as long as the window. */
function useJobFeed(): void {
  useEffect(() => {
    if (isFeeding) return;
    isFeeding = true;
    onStudioEvent(applyJobEvent);
    onReconnect(() => void refreshJobs());
    void refreshJobs();
  }, []);
}

export function useJobs<Value>(select: (state: JobsStore) => Value): Value {
  useJobFeed();
  return jobsStore(select);
}

/** null while nothing is known of that slot. */
export function useJobProgress(jobId: JobId, slot: number): SlotProgress | null {
  return useJobs((state) => state.progress.get(progressKey(jobId, slot)) ?? null);
}

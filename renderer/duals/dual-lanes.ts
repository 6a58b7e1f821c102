import type { Candidate } from '../../shared/generation.ts';
import type { Job } from '../../shared/job.ts';

export interface Lane {
  /** "A", "B": what it is called until its name is shown. */
  readonly letter: string;
  readonly job: Job;
  /** null while it is made, and when nothing came. */
  readonly candidate: Candidate | null;
}

/** Keys 1 to 9 vote; more pictures than keys are still reached with Tab. */
export const VOTE_KEYS = 9;

/**
 * One lane a picture. Blind lanes stand in an order that the model has no part in, and that stays the same when the
 * comparison is opened again.
 */
export function lanesOf(jobs: readonly Job[], isBlind: boolean): Lane[] {
  const ordered = isBlind ? jobs.toSorted((a, b) => scramble(a.id) - scramble(b.id)) : jobs;
  return ordered
    .flatMap((job): Omit<Lane, 'letter'>[] =>
      job.candidates.length === 0
        ? [{ job, candidate: null }]
        : job.candidates.toSorted((a, b) => a.slot - b.slot).map((candidate) => ({ job, candidate })),
    )
    .map((lane, index) => ({ ...lane, letter: String.fromCharCode(65 + index) }));
}

/** FNV-1a: ids hold the time they were made at, so their own order would give the models away. */
function scramble(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

export function isAtWork(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

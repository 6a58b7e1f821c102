/** Owns dual runs: one request at several models, side by side, and the vote. */
import { StudioError } from '../../../shared/errors.ts';
import type { DualRun } from '../../../shared/views.ts';
import type { Procedures } from '../http/rpc.ts';
import { judgeCandidate } from './candidate-store.ts';
import { findWinner, saveWinner } from './dual-store.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { listGroup } from './job-store.ts';

export function dualProcedures(parts: JobParts): Pick<Procedures, 'duals.get' | 'duals.vote'> {
  const { db, clock } = parts.context;
  return {
    'duals.get': ({ groupId }) => readDual(parts, groupId),
    'duals.vote': ({ groupId, candidateId }) => {
      const { jobs } = readDual(parts, groupId);
      const candidates = jobs.flatMap((job) => job.candidates);
      if (candidateId !== null && !candidates.some((candidate) => candidate.id === candidateId)) {
        throw new StudioError('bad-request', 'That picture is not part of this comparison.');
      }
      db.transaction(() => {
        saveWinner(db, groupId, candidateId, clock.now());
        // A vote is a judgement like any other: routing learns from it.
        for (const candidate of candidates) {
          const verdict = candidateId === null ? 'new' : candidate.id === candidateId ? 'kept' : 'rejected';
          judgeCandidate(db, candidate.id, { verdict });
        }
      })();
      for (const job of jobs) announceJob(parts, job.id);
      return readDual(parts, groupId);
    },
  };
}

function readDual(parts: JobParts, groupId: string): DualRun {
  const jobs = listGroup(parts.context.db, groupId);
  if (jobs.length === 0) throw new StudioError('not-found', 'That comparison is not in this library.');
  return { groupId, jobs, winner: findWinner(parts.context.db, groupId) };
}

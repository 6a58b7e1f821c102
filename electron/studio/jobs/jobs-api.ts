/** Owns what a window may do with jobs: look at the price, start, watch, cancel, try again. */
import { fromWireError, StudioError, toWireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { Procedures } from '../http/rpc.ts';
import { settleLost } from './attempt-store.ts';
import { judgeCandidate } from './candidate-store.ts';
import { createJob } from './create-job.ts';
import { announceJob, announceSpending, type JobParts } from './job-parts.ts';
import { findJob, getJob, listJobs, setJobState } from './job-store.ts';
import { planJob, previewOf } from './plan-job.ts';
import type { JobQueue } from './queue.ts';
import { retryJob } from './retry-job.ts';

type JobProcedures = Pick<
  Procedures,
  | 'jobs.preview'
  | 'jobs.enqueue'
  | 'jobs.get'
  | 'jobs.list'
  | 'jobs.cancel'
  | 'jobs.retry'
  | 'jobs.settleLost'
  | 'candidates.judge'
>;

export function jobProcedures(parts: JobParts, queue: JobQueue): JobProcedures {
  const { db } = parts.context;
  return {
    'jobs.preview': async ({ request, boardId, assumptions }) =>
      previewOf(await planJob(parts, request, boardId, assumptions)),
    'jobs.enqueue': async (input, { windowId }) => {
      const known = findJob(db, input.jobId);
      if (known) return known;
      const planned = await planJob(parts, input.request, input.placement.boardId);
      // Planning waits for the keys; the same job may have arrived a second time meanwhile.
      const arrived = findJob(db, input.jobId) ?? (input.repeat === 'share' ? planned.underWay : null);
      if (arrived) {
        // An earlier process may have left it, and a command line starts nothing by itself: now somebody asks for it.
        if (arrived.state === 'queued' || arrived.state === 'running') queue.enqueue(arrived.id);
        return arrived;
      }
      const reuse = input.repeat === 'earlier' ? planned.earlier : null;
      const problem = planned.plan.problems[0];
      if (problem && !reuse) throw fromWireError(problem);
      createJob(parts, { input, planned, windowId, reuse });
      if (!reuse) queue.enqueue(input.jobId);
      return getJob(db, input.jobId);
    },
    'jobs.get': ({ id }) => getJob(db, id),
    'jobs.list': ({ states, limit }) => listJobs(db, states, limit),
    'jobs.cancel': ({ id }) => {
      queue.cancel(id);
      return getJob(db, id);
    },
    'jobs.retry': ({ id, acceptsSecondCharge }) => retryJob(parts, queue, { id, acceptsSecondCharge }),
    'jobs.settleLost': ({ id, wasBilled }) => {
      db.transaction(() => {
        settleLost(db, id, wasBilled, parts.context.clock.now());
        if (getJob(db, id).state === 'possibly-billed') endAfterLook(parts, id, wasBilled);
      })();
      announceJob(parts, id);
      announceSpending(parts);
      return getJob(db, id);
    },
    'candidates.judge': ({ id, verdict, rating }) => {
      const candidate = judgeCandidate(db, id, { verdict, rating });
      parts.context.events.publish({ name: 'candidate-changed', candidate });
      return candidate;
    },
  };
}

/** The job no longer waits for a person's word; its open slots can be asked for again without a second charge in doubt. */
function endAfterLook(parts: JobParts, id: JobId, wasBilled: boolean): void {
  const told = wasBilled ? 'It was billed, and the picture did not arrive.' : 'It was not billed.';
  const error = toWireError(new StudioError('network', `${told} Retry asks for it again.`));
  setJobState(parts.context.db, id, { state: 'failed', error, nowMs: parts.context.clock.now() });
}

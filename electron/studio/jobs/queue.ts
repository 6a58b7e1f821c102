/** Owns which jobs run when: rows are the queue, this only keeps them moving and can be killed at any time. */
import PQueue from 'p-queue';
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { SHUTDOWN } from './call.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { getJob, listJobIds, setJobState } from './job-store.ts';
import { runJob } from './run-job.ts';

/** Calls under way at once. Vendors limit pictures a minute; Sketch draws on this computer's cores. */
const CALLS_AT_ONCE: Readonly<Record<ProviderId, number>> = { sketch: 2, openai: 4, google: 3 };
/** Jobs whose pictures are prepared at once; more would only hold memory. */
const JOBS_AT_ONCE = 4;

export interface JobQueue {
  /** The row exists already. */
  enqueue(id: JobId): void;
  cancel(id: JobId): void;
  /** Picks up what an earlier process left, oldest first. */
  start(): void;
  /** Stops without waiting for vendors; the rows say what was under way. */
  close(): Promise<void>;
}

export function createQueue(parts: JobParts): JobQueue {
  const lanes = new Map<ProviderId, { jobs: PQueue; calls: PQueue }>();
  const running = new Map<JobId, { readonly controller: AbortController; ended: Promise<void> }>();
  const laneOf = (id: ProviderId) => {
    const lane = lanes.get(id) ?? {
      jobs: new PQueue({ concurrency: JOBS_AT_ONCE }),
      calls: new PQueue({ concurrency: CALLS_AT_ONCE[id] }),
    };
    lanes.set(id, lane);
    return lane;
  };

  const run = async (id: JobId, controller: AbortController): Promise<void> => {
    const { calls } = laneOf(getJob(parts.context.db, id).providerId);
    const limit = async (work: () => Promise<void>, signal: AbortSignal) => {
      await calls.add(async () => {
        if (signal.aborted) throw new StudioError('cancelled', 'Cancelled. Nothing was sent.');
        await work();
      });
    };
    try {
      await runJob(parts, id, { signal: controller.signal, limit });
    } catch (error) {
      // Even the disk may refuse; the row keeps its last state and the next start tries again.
      parts.context.log.error(`job ${id} could not be finished`, error);
    }
  };

  const enqueue = (id: JobId): void => {
    if (running.has(id)) return;
    const controller = new AbortController();
    const work = { controller, ended: Promise.resolve() };
    running.set(id, work);
    void laneOf(getJob(parts.context.db, id).providerId).jobs.add(async () => {
      if (!controller.signal.aborted) {
        work.ended = run(id, controller);
        await work.ended;
      }
      running.delete(id);
    });
  };

  return {
    enqueue,
    cancel(id) {
      const job = getJob(parts.context.db, id);
      running.get(id)?.controller.abort(new StudioError('cancelled', 'Cancelled.'));
      if (job.state !== 'queued') return;
      const error = toWireError(new StudioError('cancelled', 'Cancelled. Nothing was sent.'));
      setJobState(parts.context.db, id, { state: 'cancelled', error, nowMs: parts.context.clock.now() });
      announceJob(parts, id);
    },
    start() {
      for (const id of listJobIds(parts.context.db, ['queued', 'running'])) enqueue(id);
    },
    async close() {
      for (const { controller } of running.values()) controller.abort(SHUTDOWN);
      for (const { jobs } of lanes.values()) jobs.clear();
      await Promise.race([
        Promise.all([...running.values()].map((job) => job.ended)),
        new Promise((resolve) => setTimeout(resolve, 2_000).unref()),
      ]);
    },
  };
}

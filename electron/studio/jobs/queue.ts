/** Owns which jobs run when: rows are the queue, this only keeps them moving and can be killed at any time. */
import PQueue from 'p-queue';
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { SHUTDOWN } from './call.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { getJob, listJobIds, markCancelled, setJobState } from './job-store.ts';
import { CANCELLED, runJob } from './run-job.ts';

/** Calls under way at once. Vendors limit pictures a minute; Sketch draws on this computer's cores. */
const CALLS_AT_ONCE: Readonly<Record<ProviderId, number>> = { sketch: 2, openai: 4, google: 3 };
/** Jobs whose pictures are prepared at once; more would only hold memory. */
const JOBS_AT_ONCE = 4;

export interface JobQueue {
  /** The row exists already. One that is still ending runs again after that, if its row then asks for it. */
  enqueue(id: JobId): void;
  /** Written down before anything is stopped. A job that an earlier process left is settled and ended; nothing is sent. */
  cancel(id: JobId): void;
  /** Picks up what an earlier process left, oldest first. */
  start(): void;
  /** Stops without waiting for vendors; the rows say what was under way. */
  close(): Promise<void>;
}

interface Work {
  readonly controller: AbortController;
  ended: Promise<void>;
  isAskedAgain: boolean;
}

export function createQueue(parts: JobParts): JobQueue {
  const lanes = new Map<ProviderId, { jobs: PQueue; calls: PQueue }>();
  const running = new Map<JobId, Work>();
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
        if (signal.aborted) throw new StudioError('cancelled', CANCELLED);
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
    const held = running.get(id);
    if (held) {
      held.isAskedAgain = true;
      return;
    }
    const controller = new AbortController();
    const work: Work = { controller, ended: Promise.resolve(), isAskedAgain: false };
    running.set(id, work);
    void laneOf(getJob(parts.context.db, id).providerId).jobs.add(async () => {
      if (!controller.signal.aborted) {
        work.ended = run(id, controller);
        await work.ended;
      }
      running.delete(id);
      const isClosing = controller.signal.reason === SHUTDOWN;
      if (work.isAskedAgain && !isClosing && getJob(parts.context.db, id).state === 'queued') enqueue(id);
    });
  };

  return {
    enqueue,
    cancel(id) {
      const { db, clock } = parts.context;
      const { state } = getJob(db, id);
      if (state !== 'queued' && state !== 'running') return;
      db.transaction(() => {
        markCancelled(db, id, clock.now());
        if (state !== 'queued') return;
        const error = toWireError(new StudioError('cancelled', CANCELLED));
        setJobState(db, id, { state: 'cancelled', error, nowMs: clock.now() });
      })();
      running.get(id)?.controller.abort(new StudioError('cancelled', 'Cancelled.'));
      if (state === 'queued') announceJob(parts, id);
      else if (!running.has(id)) enqueue(id);
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

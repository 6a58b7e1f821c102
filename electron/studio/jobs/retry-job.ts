/** Owns asking again for the open slots of an ended job: after a lost call only when a person accepts a second charge. */
import { StudioError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { acknowledgeCalls } from './attempt-store.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { askAgain, getJob } from './job-store.ts';
import type { JobQueue } from './queue.ts';

/** Answers the job as it is when there is nothing to ask again. Throws possibly-billed. */
export function retryJob(parts: JobParts, queue: JobQueue, ask: { id: JobId; acceptsSecondCharge: boolean }): Job {
  const { db, clock } = parts.context;
  const job = getJob(db, ask.id);
  if (job.state === 'done') return job;
  if (job.state === 'queued' || job.state === 'running') {
    // An earlier process may have left it, and a command line starts nothing by itself.
    queue.enqueue(ask.id);
    return job;
  }
  if (job.state === 'possibly-billed' && !ask.acceptsSecondCharge) {
    throw new StudioError(
      'possibly-billed',
      'This may have been billed already. Say that a second charge is fine, and it is sent again.',
    );
  }
  // One change: a crash between the two would keep the consent without the wish.
  db.transaction(() => {
    acknowledgeCalls(db, ask.id, clock.now());
    askAgain(db, ask.id, clock.now());
  })();
  queue.enqueue(ask.id);
  announceJob(parts, ask.id);
  return getJob(db, ask.id);
}

import { useEffect, useRef } from 'react';
import type { Job } from '../../shared/job.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useJobs } from './use-jobs.ts';

/** Says what a text that was being written has come to; pictures are announced by their strip. */
export function useTextAnnouncements(): void {
  const jobs = useJobs((state) => state.jobs);
  const seen = useRef(new Map<string, Job['state']>());
  useEffect(() => {
    for (const job of jobs.values()) {
      if (job.widthPx > 0) continue;
      const before = seen.current.get(job.id);
      seen.current.set(job.id, job.state);
      if (before === undefined || before === job.state) continue;
      if (job.state === 'done') announce(`${job.modelLabel} has written the text. It is on a note.`);
      if (job.state === 'failed' || job.state === 'possibly-billed') announce(job.error?.message ?? 'The text failed.');
    }
  }, [jobs]);
}

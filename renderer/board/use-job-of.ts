import { useEffect } from 'react';
import type { JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { call } from '../api/client.ts';
import { noteJob, useJobs } from '../jobs/use-jobs.ts';

const asked = new Set<JobId>();

/** The job behind a picture. Jobs of long ago are fetched once, when somebody looks. */
export function useJobOf(jobId: JobId | null): Job | null {
  const job = useJobs((state) => (jobId ? (state.jobs.get(jobId) ?? null) : null));
  const isLoaded = useJobs((state) => state.isLoaded);
  useEffect(() => {
    if (!jobId || job || !isLoaded || asked.has(jobId)) return;
    asked.add(jobId);
    call('jobs.get', { id: jobId }).then(noteJob, () => undefined);
  }, [jobId, job, isLoaded]);
  return job;
}

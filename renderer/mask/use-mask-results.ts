import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../shared/job.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { useJobs } from '../jobs/use-jobs.ts';
import { announce } from '../workspace/use-announcer.ts';
import { proofWords } from './proof-words.ts';
import { useMaskEdit } from './use-mask-edit.ts';

export interface MaskResultList {
  /** null before anything was sent. */
  readonly job: Job | null;
  /** The job's pictures, then those laid by hand, with their proofs. */
  readonly details: readonly AssetDetail[];
}

/** What came back so far; the first one is shown as soon as it is there. */
export function useMaskResults(): MaskResultList {
  const jobId = useMaskEdit((state) => state.jobId);
  const nudgedIds = useMaskEdit((state) => state.nudgedIds);
  const job = useJobs((state) => (jobId ? (state.jobs.get(jobId) ?? null) : null));
  const ids = [...(job?.candidates ?? []).map((candidate) => candidate.assetId), ...nudgedIds];
  const queries = useQueries({
    queries: ids.map((id) => ({ queryKey: ['mask-result', id], queryFn: () => call('assets.get', { id }) })),
  });
  const details = queries.flatMap((query) => query.data ?? []);
  const newest = details.at(nudgedIds.length > 0 ? -1 : 0);
  const newestId = newest?.asset.id ?? null;
  const words = newest?.edit ? proofWords(newest.edit, newest.candidate === null) : '';
  useEffect(() => {
    if (!newestId) return;
    useMaskEdit.setState({ shownId: newestId, isBefore: false });
    announce(`A result is here. ${words}`);
  }, [newestId, words]);
  return { job, details };
}

import { RotateCcw, X } from 'lucide-react';
import type { ItemId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { call } from '../api/client.ts';
import { errorTitle, showError } from '../api/error-sentences.ts';
import { useElapsed } from '../jobs/use-elapsed.ts';
import { noteJob, useJobs } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './note-node.module.css';

/** What the studio writes on a note whose text is on its way. */
export const WRITING = 'Writing…';

/** Under "Writing…": who writes and for how long, or why nothing came and what to do about it. */
export function NoteJobLine({ itemId }: { readonly itemId: ItemId }) {
  const job = useJobs((state) => [...state.jobs.values()].find((one) => one.itemIds[0] === itemId) ?? null);
  if (!job) return null;
  const isAtWork = job.state === 'queued' || job.state === 'running';
  return <div className={styles.job}>{isAtWork ? <AtWork job={job} /> : <Ended job={job} />}</div>;
}

function AtWork({ job }: { readonly job: Job }) {
  const elapsed = useElapsed(job.startedAtMs, null);
  return (
    <>
      <p>{[job.modelLabel, job.state === 'queued' ? 'waiting' : elapsed, job.note].filter(Boolean).join(' · ')}</p>
      <Button
        size="small"
        variant="quiet"
        icon={X}
        className="nodrag"
        onPress={() => void call('jobs.cancel', { id: job.id }).then(noteJob, showError)}
      >
        Cancel
      </Button>
    </>
  );
}

function Ended({ job }: { readonly job: Job }) {
  if (job.state === 'done') return null;
  const title = job.error ? errorTitle(job.error.code) : 'Cancelled';
  const retry = () => call('jobs.retry', { id: job.id, acceptsSecondCharge: false }).then(noteJob, showError);
  return (
    <>
      <p className={styles.failed}>{title}</p>
      <p>{job.error?.message}</p>
      {job.state === 'possibly-billed' ? (
        <Button size="small" className="nodrag" onPress={() => useWorkspace.setState({ isJobTrayOpen: true })}>
          Review
        </Button>
      ) : (
        <Button size="small" icon={RotateCcw} className="nodrag" onPress={() => void retry()}>
          Retry
        </Button>
      )}
    </>
  );
}

import { RotateCcw, X } from 'lucide-react';
import type { ImageItem } from '../../shared/board.ts';
import type { CostEstimate } from '../../shared/generation.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import { call } from '../api/client.ts';
import { errorTitle, showError } from '../api/error-sentences.ts';
import { useElapsed } from '../jobs/use-elapsed.ts';
import { noteJob, useJobProgress } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { removeSelection } from './board-edits.ts';
import styles from './placeholder-card.module.css';
import { useBoard } from './use-board.ts';
import { useJobOf } from './use-job-of.ts';

interface PlaceholderProps {
  readonly item: ImageItem;
  readonly jobId: JobId;
  readonly isSelected: boolean;
}

/** Holds the final size while the job works: model, time, price, cancel and the partial picture; or what went wrong. */
export function PlaceholderCard({ item, jobId }: PlaceholderProps) {
  const job = useJobOf(jobId);
  const progress = useJobProgress(jobId, item.slot);
  if (!job) return <div className={styles.card} />;
  const hasEnded = job.state !== 'queued' && job.state !== 'running';
  return (
    <div className={styles.card}>
      {progress?.partialUrl ? (
        <img className={styles.partial} src={progress.partialUrl} alt="" draggable={false} />
      ) : null}
      {/* The words keep their size on screen at every zoom, like the bar of a finished card. */}
      <div className={styles.facts}>
        {hasEnded ? <Ended job={job} item={item} /> : <Running job={job} fraction={progress?.fraction ?? null} />}
      </div>
    </div>
  );
}

function Running({ job, fraction }: { readonly job: Job; readonly fraction: number | null }) {
  const elapsed = useElapsed(job.startedAtMs, null);
  // What it waits for; else that another model has taken over, at another price.
  const waiting = job.note ?? job.warnings.findLast(({ field }) => field === 'modelId')?.note;
  return (
    <>
      <p className={styles.model}>{job.modelLabel}</p>
      <p className={styles.line}>
        {job.state === 'queued' ? 'Waiting' : elapsed || 'Starting'} · {estimateText(job.estimate)}
      </p>
      {waiting ? <p className={styles.sentence}>{waiting}</p> : null}
      <ProgressBar value={job.state === 'queued' ? 0 : fraction} label={`${job.modelLabel}, progress`} />
      <Button
        size="small"
        variant="quiet"
        icon={X}
        className="nodrag"
        onPress={() => call('jobs.cancel', { id: job.id }).then(noteJob, showError)}
      >
        Cancel
      </Button>
    </>
  );
}

function Ended({ job, item }: { readonly job: Job; readonly item: ImageItem }) {
  const title = job.error
    ? errorTitle(job.error.code)
    : job.state === 'cancelled'
      ? 'Cancelled'
      : 'No picture came back';
  const retry = () => call('jobs.retry', { id: job.id, acceptsSecondCharge: false }).then(noteJob, showError);
  const remove = () => {
    useBoard.getState().select([item.id]);
    removeSelection();
  };
  return (
    <>
      <p className={job.state === 'cancelled' ? styles.model : styles.error}>{title}</p>
      {job.error ? <p className={styles.sentence}>{job.error.message}</p> : null}
      <div className={styles.buttons}>
        {job.state === 'possibly-billed' ? (
          <Button size="small" className="nodrag" onPress={() => useWorkspace.setState({ isJobTrayOpen: true })}>
            Review
          </Button>
        ) : (
          <Button size="small" icon={RotateCcw} className="nodrag" onPress={retry}>
            Retry
          </Button>
        )}
        <Button size="small" variant="quiet" className="nodrag" onPress={remove}>
          Remove
        </Button>
      </div>
    </>
  );
}

function estimateText(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'free';
  return estimate.kind === 'known' ? `≈ ${formatMicros(estimate.expectedMicros)}` : 'price unknown';
}

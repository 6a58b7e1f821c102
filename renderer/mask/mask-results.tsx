import { useRef } from 'react';
import type { Job } from '../../shared/job.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { errorTitle, showError } from '../api/error-sentences.ts';
import { useElapsed } from '../jobs/use-elapsed.ts';
import { useJobProgress } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { MaskJudgement } from './mask-judgement.tsx';
import styles from './mask-results.module.css';
import { ResultTile } from './result-tile.tsx';
import { leaveResults } from './use-mask-edit.ts';
import type { MaskResultList } from './use-mask-results.ts';

interface MaskResultsProps {
  readonly results: MaskResultList;
  readonly shown: AssetDetail | null;
}

/** The strip below the stage: what is on its way, what came, and how it proves itself. */
export function MaskResults({ results: { job, details }, shown }: MaskResultsProps) {
  const tiles = useRef<HTMLDivElement>(null);
  if (!job) return null;
  const isRunning = job.state === 'queued' || job.state === 'running';
  return (
    <section className={styles.strip} aria-label="Results">
      <div ref={tiles} className={styles.tiles} role="listbox" aria-label="Results" aria-orientation="horizontal">
        {details.map((detail, index) => (
          <ResultTile key={detail.asset.id} detail={detail} index={index} isShown={detail === shown} />
        ))}
      </div>
      {isRunning ? <Running job={job} /> : null}
      {isRunning ? null : <Problem job={job} />}
      {shown ? <MaskJudgement shown={shown} job={job} /> : null}
      {!isRunning && !shown && details.length === 0 ? (
        <Button size="small" onPress={leaveResults}>
          Back to the selection
        </Button>
      ) : null}
    </section>
  );
}

function Running({ job }: { readonly job: Job }) {
  const elapsed = useElapsed(job.startedAtMs, job.endedAtMs);
  const progress = useJobProgress(job.id, 0);
  return (
    <div className={styles.running}>
      <span>
        {job.modelLabel} · {job.state === 'queued' ? 'waiting' : elapsed || 'starting'}
      </span>
      <ProgressBar value={progress?.fraction ?? null} label="Progress of the edit" />
      <Button size="small" onPress={() => void call('jobs.cancel', { id: job.id }).catch(showError)}>
        Cancel
      </Button>
      {job.note ? <span>{job.note}</span> : null}
    </div>
  );
}

/** What went wrong, in the studio's own sentence, and what can be done: the selection and the words are still there. */
function Problem({ job }: { readonly job: Job }) {
  const { showOverlay, isJobTrayOpen, toggleJobTray } = useWorkspace();
  const review = () => {
    showOverlay(null);
    if (!isJobTrayOpen) toggleJobTray();
  };
  if (job.state === 'cancelled' && !job.error) return <p className={styles.problem}>Cancelled.</p>;
  if (!job.error && job.state !== 'possibly-billed') return null;
  return (
    <>
      <p className={styles.problem} role="alert">
        <strong>{errorTitle(job.error?.code ?? 'possibly-billed')}.</strong> {job.error?.message}
      </p>
      {job.state === 'possibly-billed' ? (
        <Button size="small" onPress={review}>
          Decide in Jobs
        </Button>
      ) : null}
    </>
  );
}

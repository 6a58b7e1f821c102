import { Columns3 } from 'lucide-react';
import { memo } from 'react';
import type { Job } from '../../shared/job.ts';
import { Button } from '../ui/button.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { JobActions } from './job-actions.tsx';
import styles from './job-card.module.css';
import { JobThumbs } from './job-thumbs.tsx';
import { jobTitle, moneyWords, POSSIBLY_BILLED_SENTENCE, STATE_LABELS } from './job-words.ts';
import { PossiblyBilled } from './possibly-billed.tsx';
import { useElapsed } from './use-elapsed.ts';
import { useJobs } from './use-jobs.ts';

/** One request. Memoised on the job, so a tick or another job's progress does not draw it again. */
export const JobCard = memo(function JobCard({ job }: { readonly job: Job }) {
  return (
    <article className={styles.card} data-state={job.state}>
      <header className={styles.header}>
        <span className={styles.title}>{jobTitle(job)}</span>
        <span className={styles.state} data-state={job.state}>
          {STATE_LABELS[job.state]}
        </span>
      </header>
      <p className={styles.prompt}>{job.request.prompt.trim() || 'No prompt'}</p>
      <JobThumbs job={job} />
      {job.text ? <p className={styles.text}>{job.text}</p> : null}
      {job.state === 'running' ? <JobProgress job={job} /> : null}
      {job.note ? <p className={styles.note}>{job.note}</p> : null}
      {job.error && job.state !== 'possibly-billed' ? <p className={styles.error}>{job.error.message}</p> : null}
      {job.state === 'possibly-billed' ? <p className={styles.billed}>{POSSIBLY_BILLED_SENTENCE}</p> : null}
      {job.warnings.map((warning) => (
        <p key={`${warning.field} ${warning.note}`} className={styles.warning}>
          {warning.note}
        </p>
      ))}
      <footer className={styles.footer}>
        <p className={styles.facts}>
          <span>{job.modelLabel}</span>
          <span>{moneyWords(job)}</span>
          <Elapsed job={job} />
        </p>
        <ComparisonLink job={job} />
        {job.state === 'possibly-billed' ? <PossiblyBilled job={job} /> : <JobActions job={job} />}
      </footer>
    </article>
  );
});

function ComparisonLink({ job: { groupId } }: { readonly job: Job }) {
  const showOverlay = useWorkspace((state) => state.showOverlay);
  if (groupId === null) return null;
  return (
    <Button size="small" variant="quiet" icon={Columns3} onPress={() => showOverlay({ kind: 'dual', groupId })}>
      Comparison
    </Button>
  );
}

/** Its own component: only this text is drawn again with every tick. */
function Elapsed({ job }: { readonly job: Job }) {
  const elapsed = useElapsed(job.startedAtMs, job.endedAtMs);
  return elapsed === '' ? null : <span>{elapsed}</span>;
}

function JobProgress({ job }: { readonly job: Job }) {
  const fraction = useJobs((state) => {
    let sum = 0;
    for (let slot = 0; slot < job.request.count; slot += 1) {
      const isDone = job.candidates.some((candidate) => candidate.slot === slot);
      const known = isDone ? 1 : (state.progress.get(`${job.id}/${slot}`)?.fraction ?? null);
      if (known === null) return null;
      sum += known;
    }
    return sum / Math.max(1, job.request.count);
  });
  return <ProgressBar value={fraction} label={`Progress of ${jobTitle(job)}`} />;
}

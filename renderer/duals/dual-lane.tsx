import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import type { AssetId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import { call } from '../api/client.ts';
import { errorTitle } from '../api/error-sentences.ts';
import { formatElapsed, useElapsed } from '../jobs/use-elapsed.ts';
import { useJobProgress } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { Picture } from '../ui/picture.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { isAtWork, type Lane } from './dual-lanes.ts';
import styles from './dual-view.module.css';

interface DualLaneProps {
  readonly lane: Lane;
  readonly voteKey: string | null;
  readonly isRevealed: boolean;
  readonly isWinner: boolean;
  readonly isDecided: boolean;
  readonly reasonNotToVote: string | null;
  readonly onVote: () => void;
}

export function DualLane(props: DualLaneProps) {
  const { lane, isRevealed, isWinner } = props;
  const { job, candidate, letter } = lane;
  const name = isRevealed ? job.modelLabel : `Model ${letter}`;
  return (
    <li
      className={styles.lane}
      aria-label={isWinner ? `${name}, your choice` : name}
      data-winner={isWinner || undefined}
    >
      <div className={styles.stage}>
        {candidate ? (
          <Made assetId={candidate.assetId} alt={`Picture ${letter}`} />
        ) : (
          <NotThere lane={lane} name={name} />
        )}
      </div>
      <div className={styles.facts}>
        <p className={styles.name}>
          {isWinner ? <Check size={15} aria-hidden="true" /> : null}
          {name}
        </p>
        {isRevealed ? <LaneFacts lane={lane} /> : null}
        {candidate ? <VoteButton {...props} name={name} /> : null}
      </div>
    </li>
  );
}

function VoteButton({ isWinner, isDecided, voteKey, reasonNotToVote, onVote, name }: DualLaneProps & { name: string }) {
  if (isWinner) return <span className={styles.chosen}>Your choice</span>;
  return (
    <Button
      size="small"
      disabledReason={reasonNotToVote}
      aria-label={isDecided ? `Choose ${name} instead` : `Vote for ${name}`}
      onPress={onVote}
    >
      {isDecided ? 'Choose instead' : 'Vote'}
      {voteKey ? <Keycap keys={voteKey} /> : null}
    </Button>
  );
}

function Made({ assetId, alt }: { readonly assetId: AssetId; readonly alt: string }) {
  const detail = useQuery({ queryKey: ['asset', assetId], queryFn: () => call('assets.get', { id: assetId }) });
  return detail.data ? <Picture hash={detail.data.asset.hash} widthPx={1280} alt={alt} fit="contain" /> : null;
}

function NotThere({ lane: { job }, name }: { readonly lane: Lane; readonly name: string }) {
  const progress = useJobProgress(job.id, 0);
  const elapsed = useElapsed(job.startedAtMs, job.endedAtMs);
  if (!isAtWork(job)) {
    return (
      <div className={styles.absent}>
        <p className={styles.failed}>{job.error ? errorTitle(job.error.code) : 'No picture came'}</p>
        <p className={styles.sentence}>{job.error?.message}</p>
      </div>
    );
  }
  return (
    <div className={styles.absent}>
      {progress?.partialUrl ? <img className={styles.partial} src={progress.partialUrl} alt="" /> : null}
      <p>{job.state === 'queued' ? 'Waiting' : elapsed || 'Starting'}</p>
      {job.note ? <p className={styles.sentence}>{job.note}</p> : null}
      <ProgressBar value={progress?.fraction ?? null} label={`${name}, progress`} />
    </div>
  );
}

/** What it took: time, price, size, and what came other than asked. */
function LaneFacts({ lane: { job, candidate } }: { readonly lane: Lane }) {
  const facts = [
    candidate ? formatElapsed(candidate.elapsedMs) : null,
    priceOf(job, candidate?.costMicros),
    job.widthPx > 0 ? `${job.widthPx} × ${job.heightPx}` : null,
    ...(candidate?.badges ?? []),
    ...job.warnings.map((warning) => warning.note),
  ].filter((fact) => fact !== null);
  return <p className={styles.sentence}>{facts.join(' · ')}</p>;
}

function priceOf(job: Job, costMicros: number | null | undefined): string | null {
  if (costMicros === undefined) {
    return job.costMicros === 0 && !isAtWork(job) ? 'nothing charged' : null;
  }
  if (costMicros === null) return 'price unknown';
  return costMicros === 0 ? 'free' : formatMicros(costMicros);
}

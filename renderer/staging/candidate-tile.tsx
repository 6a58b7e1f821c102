import { Check, Star, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Candidate } from '../../shared/generation.ts';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import { formatElapsed, useElapsed } from '../jobs/use-elapsed.ts';
import { useJobProgress } from '../jobs/use-jobs.ts';
import { useAsset } from '../references/use-assets.ts';
import { Picture } from '../ui/picture.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './candidate-tile.module.css';

/** Tiles are this high, less where four of them would not fit; pictures are cropped beyond 16:9 and 9:16. */
const HEIGHT_PX = 120;
const NARROWEST = 0.7;

function widthFor(job: Job): number {
  return Math.round(HEIGHT_PX * Math.min(16 / 9, Math.max(9 / 16, job.widthPx / job.heightPx)));
}

function shapeFor(job: Job): CSSProperties {
  const widthPx = widthFor(job);
  return { width: widthPx, minWidth: Math.round(widthPx * NARROWEST), aspectRatio: `${widthPx} / ${HEIGHT_PX}` };
}

interface CandidateTileProps {
  readonly candidate: Candidate;
  readonly job: Job;
  readonly isActive: boolean;
  readonly onPress: () => void;
}

export function CandidateTile({ candidate, job, isActive, onPress }: CandidateTileProps) {
  const asset = useAsset(candidate.assetId);
  const { verdict, rating } = candidate;
  return (
    <div
      id={`tile-${candidate.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-label={labelOf(candidate, job)}
      className={styles.tile}
      data-verdict={verdict}
      data-active={isActive || undefined}
      style={shapeFor(job)}
      onPointerDown={onPress}
    >
      {asset ? <Picture hash={asset.hash} widthPx={widthFor(job)} alt="" /> : null}
      {verdict === 'kept' ? <Check className={styles.kept} size={18} strokeWidth={2.5} /> : null}
      {verdict === 'rejected' ? <X className={styles.rejected} size={18} strokeWidth={2.5} /> : null}
      <span className={styles.facts}>
        {rating > 0 ? (
          <span className={styles.rating}>
            <Star size={10} fill="currentColor" /> {rating}
          </span>
        ) : null}
        <span>{priceOf(candidate)}</span>
        <span className={styles.time}>{formatElapsed(candidate.elapsedMs)}</span>
      </span>
    </div>
  );
}

function priceOf({ costMicros }: Candidate): string {
  if (costMicros === null) return 'price unknown';
  return costMicros === 0 ? 'free' : formatMicros(costMicros);
}

const VERDICT_WORDS = { new: 'undecided', kept: 'kept', rejected: 'rejected' } as const;

function labelOf(candidate: Candidate, job: Job): string {
  const rating = candidate.rating > 0 ? `, rated ${candidate.rating} of 5` : '';
  return `${job.request.role === 'final' ? 'Final' : 'Draft'} ${candidate.slot + 1}, ${VERDICT_WORDS[candidate.verdict]}${rating}, ${priceOf(candidate)}`;
}

export function WaitingTile({ job, slot }: { readonly job: Job; readonly slot: number }) {
  const progress = useJobProgress(job.id, slot);
  const elapsed = useElapsed(job.startedAtMs, job.endedAtMs);
  return (
    <div className={styles.waiting} style={shapeFor(job)} aria-hidden="true">
      {progress?.partialUrl ? <img className={styles.partial} src={progress.partialUrl} alt="" /> : null}
      <span className={styles.elapsed}>{job.state === 'queued' ? 'Waiting' : elapsed || 'Starting'}</span>
      <ProgressBar value={progress?.fraction ?? null} label="Progress" />
    </div>
  );
}

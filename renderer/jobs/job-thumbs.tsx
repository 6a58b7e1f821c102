import { useQuery } from '@tanstack/react-query';
import type { AssetId, JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { call } from '../api/client.ts';
import { Picture } from '../ui/picture.tsx';
import styles from './job-card.module.css';
import { useJobProgress } from './use-jobs.ts';

const THUMB_PX = 56;

/** One tile a slot: the picture when it is there, the partial preview until then, an empty frame before that. */
export function JobThumbs({ job }: { readonly job: Job }) {
  const isOver = job.state !== 'queued' && job.state !== 'running';
  // A text is no picture: its words stand in the card.
  if (job.widthPx === 0 || (isOver && job.candidates.length === 0)) return null;
  const slots = Array.from({ length: Math.max(job.request.count, job.candidates.length) }, (_, slot) => slot);
  const tiles = slots.map((slot) => {
    const candidate = job.candidates.find((other) => other.slot === slot);
    if (candidate) return <DoneTile key={slot} assetId={candidate.assetId} />;
    return isOver ? null : <PartialTile key={slot} jobId={job.id} slot={slot} />;
  });
  return <div className={styles.thumbs}>{tiles}</div>;
}

function DoneTile({ assetId }: { readonly assetId: AssetId }) {
  const detail = useQuery({ queryKey: ['asset', assetId], queryFn: () => call('assets.get', { id: assetId }) });
  return (
    <span className={styles.thumb}>
      {detail.data ? <Picture hash={detail.data.asset.hash} widthPx={THUMB_PX} alt="" /> : null}
    </span>
  );
}

function PartialTile({ jobId, slot }: { readonly jobId: JobId; readonly slot: number }) {
  const partialUrl = useJobProgress(jobId, slot)?.partialUrl ?? null;
  return (
    <span className={styles.thumb} data-pending="">
      {partialUrl === null ? null : <img className={styles.partial} src={partialUrl} alt="" />}
    </span>
  );
}

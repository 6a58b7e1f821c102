import type { ImageItem } from '../../shared/board.ts';
import { jobsStore } from '../jobs/use-jobs.ts';
import { useBoard } from './use-board.ts';

export type CardRole = 'draft' | 'final' | 'imported';

/** Draft or final, for the edge of the card. Jobs of long ago are not in memory: there the lineage tells. */
export function useCardRole(item: ImageItem): CardRole {
  const jobRole = jobsStore((state) => (item.jobId ? state.jobs.get(item.jobId)?.request.role : undefined));
  const isPromoted = useBoard((state) =>
    jobRole === undefined && item.assetId !== null
      ? state.lineage.some((edge) => edge.kind === 'promoted' && edge.childAssetId === item.assetId)
      : false,
  );
  if (!item.jobId) return 'imported';
  if (jobRole) return jobRole === 'final' || jobRole === 'edit' ? 'final' : 'draft';
  return isPromoted ? 'final' : 'draft';
}

/** Owns what a window finds when it opens a picture for editing: the saved masks, and results that wait for a word. */
import type { OpenEdit } from '../../../shared/edit-desk.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { getJob } from '../jobs/job-store.ts';
import { listEditJobIds, listLaidByHand, listSavedMasks, putSavedMask, removeSavedMask } from './edit-desk-store.ts';

type DeskProcedures = Pick<Procedures, 'masks.list' | 'masks.save' | 'masks.forget' | 'edits.open'>;

export function editDeskProcedures({ db, clock }: StudioContext): DeskProcedures {
  return {
    'masks.list': ({ assetId }) => listSavedMasks(db, assetId),
    'masks.save': ({ assetId, name, maskAssetId }) => {
      const pictureId = getAsset(db, assetId).id;
      putSavedMask(db, { pictureId, name, maskId: getAsset(db, maskAssetId).id, savedAtMs: clock.now() });
      return listSavedMasks(db, assetId);
    },
    'masks.forget': ({ assetId, name }) => {
      removeSavedMask(db, assetId, name);
      return listSavedMasks(db, assetId);
    },
    'edits.open': ({ assetId }) => findOpenEdit(db, assetId),
  };
}

function findOpenEdit(db: StudioContext['db'], assetId: AssetId): OpenEdit | null {
  const jobs = listEditJobIds(db, assetId).map((id) => getJob(db, id));
  const job = jobs.find(isOpen);
  if (!job) return null;
  return { job, laidIds: listLaidByHand(db, job.id), isExtension: job.request.sourceAssetId !== assetId };
}

/** Keeping one decides for all of them; rejecting decides for the one. */
function isOpen({ state, candidates }: Job): boolean {
  if (state === 'queued' || state === 'running' || state === 'possibly-billed') return true;
  return candidates.every(({ verdict }) => verdict !== 'kept') && candidates.some(({ verdict }) => verdict === 'new');
}

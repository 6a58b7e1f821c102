/** Owns what a window may ask about one picture. */

import { StudioError } from '../../../shared/errors.ts';
import { receiptSchema } from '../../../shared/generation.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { AssetDetail } from '../../../shared/views.ts';
import type { StudioContext } from '../context.ts';
import { findEdit, recordOf } from '../edits/edit-store.ts';
import type { Procedures } from '../http/rpc.ts';
import { findCandidateOfAsset, findReceipt } from '../jobs/candidate-store.ts';
import { getJob } from '../jobs/job-store.ts';
import { getAsset, listAssets, listLineage } from './asset-store.ts';

export function assetProcedures(context: StudioContext): Pick<Procedures, 'assets.get' | 'assets.reveal'> {
  return {
    'assets.get': ({ id }) => detailOf(context, id),
    'assets.reveal': async ({ id }) => {
      const asset = getAsset(context.db, id);
      if (!context.host.reveal) throw new StudioError('unsupported', 'There is no file manager to show it in here.');
      await context.host.reveal(context.blobs.pathOf(asset.hash));
      return {};
    },
  };
}

function detailOf(context: StudioContext, id: AssetId): AssetDetail {
  const { db } = context;
  const asset = getAsset(db, id);
  const candidate = findCandidateOfAsset(db, id);
  const edges = listLineage(db, [id]);
  const parents = edges.filter((edge) => edge.childAssetId === id);
  const children = edges.filter((edge) => edge.parentAssetId === id);
  const edit = findEdit(db, id);
  const receipt = receiptSchema.safeParse(findReceipt(db, id));
  return {
    asset,
    candidate,
    job: candidate ? getJob(db, candidate.jobId) : null,
    receipt: receipt.success ? receipt.data : null,
    edit: edit && recordOf(edit),
    parents,
    children,
    relatives: listAssets(db, [
      ...parents.map((edge) => edge.parentAssetId),
      ...children.map((edge) => edge.childAssetId),
    ]),
  };
}

/** Owns what becomes of a result: onto the board beside its source, rejected, or the picture that is edited next. */

import type { VERDICTS } from '../../shared/generation.ts';
import { newId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { slotKey, useBoard } from '../board/use-board.ts';
import { freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';
import { jobsStore } from '../jobs/use-jobs.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { beginMaskEdit, useMaskEdit } from './use-mask-edit.ts';

const ORIGIN = { xUnits: 0, yUnits: 0 };

function shownDetail(): Promise<AssetDetail> | null {
  const { shownId } = useMaskEdit.getState();
  return shownId ? call('assets.get', { id: shownId }) : null;
}

/** Places the shown result and all that were marked as kept on the board, and closes the editor. */
export function acceptResult(): void {
  const { shownId, jobId } = useMaskEdit.getState();
  if (!shownId) return;
  const candidates = (jobId ? jobsStore.getState().jobs.get(jobId)?.candidates : null) ?? [];
  const kept = candidates.filter(({ verdict, assetId }) => verdict === 'kept' && assetId !== shownId);
  Promise.all([shownId, ...kept.map(({ assetId }) => assetId)].map((id) => call('assets.get', { id })))
    .then((details) => {
      for (const detail of details) {
        placeBesideSource(detail);
        judgeResult(laidFrom(detail), 'kept');
      }
      useWorkspace.getState().showOverlay(null);
      announce('The edit is on the board beside its source.');
    })
    .catch(showError);
}

/** What was laid by hand stands for the answer it was made of. */
function laidFrom(detail: AssetDetail): Pick<AssetDetail, 'candidate'> {
  const { jobId, nudgedIds } = useMaskEdit.getState();
  if (detail.candidate || !jobId || !nudgedIds.includes(detail.asset.id)) return detail;
  const unjudged = jobsStore
    .getState()
    .jobs.get(jobId)
    ?.candidates.find(({ verdict }) => verdict === 'new');
  return { candidate: unjudged ?? null };
}

export function judgeResult({ candidate }: Pick<AssetDetail, 'candidate'>, verdict: (typeof VERDICTS)[number]): void {
  if (!candidate) return;
  const words = { kept: 'Kept.', rejected: 'Rejected.', new: 'Undecided again.' } as const;
  announce(words[verdict]);
  call('candidates.judge', { id: candidate.id, verdict }).catch(showError);
}

function placeBesideSource({ asset, candidate, parents }: AssetDetail): void {
  const { items, applyChange, noteAssets, select, lineage } = useBoard.getState();
  const { openedId } = useMaskEdit.getState();
  const known = [...items.values()];
  const source = known.find((item) => item.kind === 'image' && item.assetId === openedId) ?? null;
  const { camera } = useView.getState();
  const centre = camera?.centre() ?? ORIGIN;
  const [place] = freePlaces({ count: 1, ratio: asset.widthPx / asset.heightPx, items: known, source, centre });
  if (!place) return;
  const item = {
    kind: 'image' as const,
    id: newId('item'),
    ...place,
    z: Math.max(0, ...known.map((one) => one.z)) + 1,
    isLocked: false,
    assetId: asset.id,
    jobId: candidate?.jobId ?? null,
    slot: candidate?.slot ?? 0,
  };
  noteAssets([asset]);
  const isNew = (edge: (typeof parents)[number]) =>
    !lineage.some((one) => one.parentAssetId === edge.parentAssetId && one.childAssetId === edge.childAssetId);
  useBoard.setState({ lineage: [...lineage, ...parents.filter(isNew)] });
  if (candidate) {
    useBoard.setState({ candidates: new Map(useBoard.getState().candidates).set(slotKey(candidate), candidate) });
  }
  applyChange({ upsert: [item], remove: [] }, 'Add edit');
  select([item.id]);
  camera?.reveal(item);
}

export function rejectShown(): void {
  shownDetail()
    ?.then((detail) => judgeResult(detail, 'rejected'))
    .catch(showError);
}

/** The result becomes the picture; its selection starts empty, the words stay. */
export function continueOnResult(): void {
  shownDetail()
    ?.then((detail) => {
      const { asset, edit } = detail;
      if (edit?.status !== 'aligned') {
        announce('That answer does not lie in the picture. Lay it by hand first.');
        return;
      }
      beginMaskEdit(asset, { depth: edit.depth, isChained: true });
      announce('The result is now the picture that is edited.');
    })
    .catch(showError);
}

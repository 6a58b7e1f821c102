/** Owns what becomes of a result: onto the board beside its source, or the picture that is edited next. */

import { newId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { slotKey, useBoard } from '../board/use-board.ts';
import { freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { beginMaskEdit, useMaskEdit } from './use-mask-edit.ts';

const ORIGIN = { xUnits: 0, yUnits: 0 };

function shownDetail(): Promise<AssetDetail> | null {
  const { shownId } = useMaskEdit.getState();
  return shownId ? call('assets.get', { id: shownId }) : null;
}

/** Places the shown result on the board, marks it as kept, and closes the editor. */
export function acceptResult(): void {
  shownDetail()
    ?.then((detail) => {
      placeBesideSource(detail);
      useWorkspace.getState().showOverlay(null);
      announce('The edit is on the board beside its source.');
    })
    .catch(showError);
}

function placeBesideSource({ asset, candidate }: AssetDetail): void {
  const { items, applyChange, noteAssets, select } = useBoard.getState();
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
  if (candidate) {
    useBoard.setState({ candidates: new Map(useBoard.getState().candidates).set(slotKey(candidate), candidate) });
    call('candidates.judge', { id: candidate.id, verdict: 'kept' }).catch(showError);
  }
  applyChange({ upsert: [item], remove: [] }, 'Add edit');
  select([item.id]);
  camera?.reveal(item);
}

/** The result becomes the picture; its selection starts empty, the words stay. */
export function continueOnResult(): void {
  shownDetail()
    ?.then(({ asset, edit }) => {
      if (edit?.status === 'not-aligned') {
        announce('That answer is not aligned. Lay it by hand first.');
        return;
      }
      beginMaskEdit(asset, { depth: edit?.depth ?? 0, isChained: true });
      announce('The result is now the picture that is edited.');
    })
    .catch(showError);
}

import type { Asset } from '../../shared/asset.ts';
import type { BoardItem, ImageItem } from '../../shared/board.ts';
import { newId } from '../../shared/ids.ts';
import { useBoard } from '../board/use-board.ts';
import { freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';

const ORIGIN = { xUnits: 0, yUnits: 0 };

/** Items for pictures in free places around a point; nothing that lies on the board is moved or covered. */
export function placePictures(
  items: Iterable<BoardItem>,
  assets: readonly Asset[],
  centre: { readonly xUnits: number; readonly yUnits: number },
): ImageItem[] {
  const known = [...items];
  const top = Math.max(0, ...known.map((item) => item.z));
  const placed: ImageItem[] = [];
  for (const [index, asset] of assets.entries()) {
    const ratio = asset.widthPx / asset.heightPx;
    const [place] = freePlaces({ count: 1, ratio, items: [...known, ...placed], source: null, centre });
    if (!place) continue;
    placed.push({
      kind: 'image',
      id: newId('item'),
      ...place,
      z: top + index + 1,
      isLocked: false,
      assetId: asset.id,
      jobId: null,
      slot: 0,
    });
  }
  return placed;
}

/** Selects the picture and brings it into sight if it lies on the open board; otherwise answers false. */
export function selectOnBoard(assetId: Asset['id']): boolean {
  const { items, select } = useBoard.getState();
  for (const item of items.values()) {
    if (item.kind !== 'image' || item.assetId !== assetId) continue;
    select([item.id]);
    useView.getState().camera?.reveal(item);
    return true;
  }
  return false;
}

/** Adds pictures to the open board as one step that can be undone, and selects them. */
export function addToBoard(assets: readonly Asset[]): void {
  const { items, applyChange, noteAssets, select } = useBoard.getState();
  const { camera } = useView.getState();
  const placed = placePictures(items.values(), assets, camera?.centre() ?? ORIGIN);
  noteAssets(assets);
  applyChange({ upsert: placed, remove: [] }, assets.length === 1 ? 'Add picture' : `Add ${assets.length} pictures`);
  select(placed.map((item) => item.id));
  const [first] = placed;
  if (first) camera?.reveal(first);
}

import type { Asset } from '../../shared/asset.ts';
import type { BoardItem, ImageItem } from '../../shared/board.ts';
import type { Candidate } from '../../shared/generation.ts';
import { newId } from '../../shared/ids.ts';
import { slotKey, useBoard } from '../board/use-board.ts';
import { freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';

/** A picture of the library; its candidate, if it was made here, lets the card show role, rating and price. */
export interface LibraryPicture {
  readonly asset: Asset;
  readonly candidate: Candidate | null;
}

const ORIGIN = { xUnits: 0, yUnits: 0 };

/** Items for pictures in free places around a point; nothing that lies on the board is moved or covered. */
export function placePictures(
  items: Iterable<BoardItem>,
  pictures: readonly LibraryPicture[],
  centre: { readonly xUnits: number; readonly yUnits: number },
): ImageItem[] {
  const known = [...items];
  const top = Math.max(0, ...known.map((item) => item.z));
  const placed: ImageItem[] = [];
  for (const [index, { asset, candidate }] of pictures.entries()) {
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
      jobId: candidate?.jobId ?? null,
      slot: candidate?.slot ?? 0,
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
export function addToBoard(pictures: readonly LibraryPicture[]): void {
  const { items, applyChange, noteAssets, select } = useBoard.getState();
  const { camera } = useView.getState();
  const placed = placePictures(items.values(), pictures, camera?.centre() ?? ORIGIN);
  noteAssets(pictures.map((picture) => picture.asset));
  noteCandidates(pictures);
  applyChange(
    { upsert: placed, remove: [] },
    pictures.length === 1 ? 'Add picture' : `Add ${pictures.length} pictures`,
  );
  select(placed.map((item) => item.id));
  const [first] = placed;
  if (first) camera?.reveal(first);
}

function noteCandidates(pictures: readonly LibraryPicture[]): void {
  const candidates = new Map(useBoard.getState().candidates);
  for (const { candidate } of pictures) {
    if (candidate) candidates.set(slotKey(candidate), candidate);
  }
  useBoard.setState({ candidates });
}

/** Owns the list of places that are edited in one go: each with its mask, its words and its model. */
import { create } from 'zustand';
import type { Asset } from '../../shared/asset.ts';
import type { BatchPreview, EditBatch } from '../../shared/edit-batch.ts';
import { StudioError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId, BoardId } from '../../shared/ids.ts';
import { recall, remember } from '../api/browser-memory.ts';
import { call, fetchPicture } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { announce } from '../workspace/use-announcer.ts';
import { takeMaskFile } from './mask-picks.ts';
import { editRequest, promptFor, wishOf } from './mask-request.ts';
import { currentWish, sentMask } from './mask-run.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskSeveral } from './use-mask-several.ts';

export interface MaskPlace {
  /** Of the mask's file; a place is named by it. */
  readonly maskHash: string;
  readonly request: GenerationRequest;
}

interface MaskTasks {
  /** The picture the places lie on. */
  readonly assetId: AssetId | null;
  readonly places: readonly MaskPlace[];
  /** What all of them would do and cost; null while that is worked out. */
  readonly preview: BatchPreview | null;
  /** The exact price for several pictures, once it was found dearer than what stood on the button. */
  readonly exact: BatchPreview | null;
  /** Started: then it, not `places`, says where things stand. */
  readonly batch: EditBatch | null;
  readonly isBusy: boolean;
}

const nothing: MaskTasks = { assetId: null, places: [], preview: null, exact: null, batch: null, isBusy: false };
export const useMaskTasks = create<MaskTasks>(() => nothing);

const keyOf = (assetId: AssetId) => `maquette-places-${assetId}`;

/** What was listed, and what was started and has not ended well, is there again when the picture is opened again. */
export async function openTasks(assetId: AssetId): Promise<void> {
  useMaskTasks.setState({ ...nothing, assetId, places: recall<readonly MaskPlace[]>(keyOf(assetId), []) });
  refreshPrice();
  const batches = await call('edits.listBatches', { assetId });
  const open = batches.find((batch) => batch.state !== 'done') ?? null;
  if (open && useMaskTasks.getState().assetId === assetId) useMaskTasks.setState({ batch: open });
}

function setPlaces(places: readonly MaskPlace[]): void {
  const { assetId } = useMaskTasks.getState();
  if (assetId) remember(keyOf(assetId), places);
  useMaskTasks.setState({ places, preview: null });
  refreshPrice();
}

export function openBoardId(): BoardId {
  const { boardId } = useBoard.getState();
  if (!boardId) throw new StudioError('bad-request', 'Open a board first; results belong to one.');
  return boardId;
}

function refreshPrice(): void {
  const { places } = useMaskTasks.getState();
  if (places.length === 0) return;
  const plan = { kind: 'places' as const, steps: places.map((place) => place.request) };
  call('edits.previewBatch', { plan, boardId: useBoard.getState().boardId })
    .then((preview) => {
      if (useMaskTasks.getState().places === places) useMaskTasks.setState({ preview });
    })
    .catch(showError);
}

/** The mask goes up as it stands. Throws when there is nothing to send yet. */
export async function uploadSelection(): Promise<{ asset: Asset; mask: Asset }> {
  const { asset, document, margins } = useMaskEdit.getState();
  if (!asset || !document || margins !== null) {
    throw new StudioError('bad-request', 'Several edits in one go change what is selected. Leave the extension first.');
  }
  if (document.status().isEmpty) throw new StudioError('bad-request', 'Select what should change first.');
  if (promptFor(currentWish()) === null) throw new StudioError('bad-request', 'Write what should be there.');
  return { asset, mask: await sentMask(document, asset.id) };
}

/** What is selected and asked for joins the list; the selection starts empty again. */
export async function addPlace(): Promise<void> {
  const { places, isBusy } = useMaskTasks.getState();
  if (isBusy) return;
  useMaskTasks.setState({ isBusy: true });
  try {
    const wish = currentWish();
    const { asset, mask } = await uploadSelection();
    const request = { ...editRequest(wish, asset.id, mask.id), count: 1 };
    setPlaces([...places, { maskHash: mask.hash, request }]);
    useMaskEdit.getState().document?.clear();
    useMaskEdit.setState({ prompt: '' });
    announce(`Place ${places.length + 1} is in the list. Select the next one.`);
  } catch (error) {
    showError(error);
  } finally {
    useMaskTasks.setState({ isBusy: false });
  }
}

export function removePlace(place: MaskPlace): void {
  setPlaces(useMaskTasks.getState().places.filter((known) => known !== place));
}

/** Back onto the stage, to change it; it leaves the list. */
export async function takePlaceBack(place: MaskPlace): Promise<void> {
  const { request } = place;
  useMaskEdit.getState().document?.clear();
  await takeMaskFile(await fetchPicture(place.maskHash), 'Place taken back');
  useMaskEdit.setState({ ...wishOf(request.prompt), modelId: request.modelId });
  removePlace(place);
}

/** The list is started or given up. */
export function clearPlaces(): void {
  setPlaces([]);
}

/** Then the button for all of them stands out, not the one for the selection alone. */
export function useIsTogether(): boolean {
  const hasTasks = useMaskTasks((state) => state.places.length > 0 || state.batch !== null);
  return useMaskSeveral((state) => state.assetIds.length > 1) || hasTasks;
}

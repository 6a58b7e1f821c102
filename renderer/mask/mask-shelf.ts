/** Owns the saved masks of a picture: working pictures of the library under names, and the last selection by itself. */
import type { SavedMask } from '../../shared/edit-desk.ts';
import type { AssetId } from '../../shared/ids.ts';
import { call, fetchPicture } from '../api/client.ts';
import type { MaskDocument } from './mask-document.ts';
import { takeMaskFile } from './mask-picks.ts';
import { uploadMask } from './mask-run.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { keptMaskId, useMaskShelf } from './use-mask-shelf.ts';

/** What every selection is kept under while it is painted, and what an editor that was closed leaves. */
export const LAST_NAME = 'Last selection';
/** A change is durable within a second; a hand that goes on painting is not waited for. */
const IDLE_MS = 500;

export async function openShelf(assetId: AssetId): Promise<void> {
  const masks = await call('masks.list', { assetId });
  if (useMaskEdit.getState().asset?.id === assetId) useMaskShelf.setState({ assetId, masks });
}

/** A name that is taken already is replaced. */
export async function saveMask(name: string): Promise<void> {
  const { asset, document } = useMaskEdit.getState();
  if (!asset || !document || document.status().isEmpty) return;
  const { revision } = document.status();
  const id = keptMaskId(document) ?? (await uploadMask(document)).id;
  useMaskShelf.setState({ kept: { document, revision, maskId: id } });
  const masks = await call('masks.save', { assetId: asset.id, name, maskAssetId: id });
  useMaskShelf.setState(({ assetId }) => (assetId === asset.id ? { masks } : {}));
}

export async function loadMask({ hash, name }: SavedMask): Promise<void> {
  await takeMaskFile(await fetchPicture(hash), name);
}

export async function forgetMask(assetId: AssetId, name: string): Promise<void> {
  useMaskShelf.setState({ assetId, masks: await call('masks.forget', { assetId, name }) });
}

/** A selection is never lost with the window that shows it. */
export async function keepLastMask(): Promise<void> {
  if (keptMaskId(useMaskEdit.getState().document)) return;
  // Failing here must not hold the closing up; the studio says elsewhere that it is gone.
  await saveMask(LAST_NAME).catch(() => undefined);
}

/** Keeps the selection after every pause of the hand. Answers the function that stops it. */
export function keepMaskWhilePainting(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unfollow: (() => void) | undefined;
  const follow = ({ document }: { readonly document: MaskDocument | null }) => {
    unfollow?.();
    unfollow = document?.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void keepLastMask(), IDLE_MS);
    });
  };
  follow(useMaskEdit.getState());
  const unsubscribe = useMaskEdit.subscribe((state, before) => {
    if (state.document !== before.document) follow(state);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
    unfollow?.();
  };
}

/** Owns the saved masks of a picture: pixels as working pictures of the library, their names in this window's memory. */
import type { AssetId } from '../../shared/ids.ts';
import { recall, remember } from '../api/browser-memory.ts';
import { fetchPicture } from '../api/client.ts';
import { takeMaskFile } from './mask-picks.ts';
import { uploadMask } from './mask-run.ts';
import { useMaskEdit } from './use-mask-edit.ts';

export interface SavedMask {
  readonly name: string;
  readonly hash: string;
}

/** What an editor that was closed with a selection leaves. */
export const LAST_NAME = 'Last selection';
const LIMIT = 24;

const keyOf = (assetId: AssetId) => `maquette-masks-${assetId}`;

export function savedMasks(assetId: AssetId): readonly SavedMask[] {
  return recall<readonly SavedMask[]>(keyOf(assetId), []);
}

/** A name that is taken already is replaced. */
export async function saveMask(name: string): Promise<void> {
  const { asset, document } = useMaskEdit.getState();
  if (!asset || !document || document.status().isEmpty) return;
  const { hash } = await uploadMask(document);
  const others = savedMasks(asset.id).filter((known) => known.name !== name);
  remember(keyOf(asset.id), [{ name, hash }, ...others].slice(0, LIMIT));
}

export async function loadMask({ hash, name }: SavedMask): Promise<void> {
  await takeMaskFile(await fetchPicture(hash), name);
}

export function forgetMask(assetId: AssetId, name: string): void {
  remember(
    keyOf(assetId),
    savedMasks(assetId).filter((known) => known.name !== name),
  );
}

/** A selection is never lost with the window that shows it. */
export async function keepLastMask(): Promise<void> {
  // Failing here must not hold the closing up; the studio says elsewhere that it is gone.
  await saveMask(LAST_NAME).catch(() => undefined);
}

/** Owns the window's copy of the masks that are saved for the picture that is edited. */
import { create } from 'zustand';
import type { SavedMask } from '../../shared/edit-desk.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { MaskDocument } from './mask-document.ts';

interface MaskShelf {
  readonly assetId: AssetId | null;
  /** Newest first. */
  readonly masks: readonly SavedMask[];
  /** The selection as it was last written to the library. */
  readonly kept: { readonly document: MaskDocument; readonly revision: number; readonly maskId: AssetId } | null;
}

export const useMaskShelf = create<MaskShelf>(() => ({ assetId: null, masks: [], kept: null }));

/** The working picture that holds the selection as it stands; null when it was painted on since. */
export function keptMaskId(document: MaskDocument | null): AssetId | null {
  const { kept } = useMaskShelf.getState();
  return kept && kept.document === document && kept.revision === document.status().revision ? kept.maskId : null;
}

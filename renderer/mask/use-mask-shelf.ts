/** Owns the window's copy of the masks that are saved for the picture that is edited. */
import { create } from 'zustand';
import type { SavedMask } from '../../shared/edit-desk.ts';
import type { AssetId } from '../../shared/ids.ts';

interface MaskShelf {
  readonly assetId: AssetId | null;
  /** Newest first. */
  readonly masks: readonly SavedMask[];
}

export const useMaskShelf = create<MaskShelf>(() => ({ assetId: null, masks: [] }));

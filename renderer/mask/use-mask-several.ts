/** Owns which pictures one mask is meant for: the editor opens on the first, the others stand beside it. */
import { create } from 'zustand';
import type { AssetId } from '../../shared/ids.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';

interface MaskSeveral {
  /** The one that is painted on first; empty when one picture alone is edited. */
  readonly assetIds: readonly AssetId[];
  /** Pictures of another size take the mask, too, stretched over them. */
  readonly isRelative: boolean;
}

export const useMaskSeveral = create<MaskSeveral>(() => ({ assetIds: [], isRelative: false }));

/** Opens the editor on the first picture, with the others to follow. */
export function editSeveral(assetIds: readonly AssetId[]): void {
  const [first] = assetIds;
  if (!first) return;
  useMaskSeveral.setState({ assetIds, isRelative: false });
  useWorkspace.getState().showOverlay({ kind: 'mask', assetId: first });
  // It lasts as long as this editor does: opened on one of them alone, it is about that one.
  const end = useWorkspace.subscribe(({ overlay }) => {
    if (overlay?.kind === 'mask' && overlay.assetId === first) return;
    useMaskSeveral.setState({ assetIds: [], isRelative: false });
    end();
  });
}

import { useEffect } from 'react';
import { create } from 'zustand';
import type { Asset } from '../../shared/asset.ts';
import type { AssetId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { useBoard } from '../board/use-board.ts';

/** Assets that are used in the window but do not lie on the open board. */
const useKnownAssets = create<{ readonly assets: ReadonlyMap<AssetId, Asset> }>(() => ({ assets: new Map() }));
const asked = new Set<AssetId>();

/** The asset as far as the window knows it already. */
export function knownAsset(id: AssetId): Asset | null {
  return useBoard.getState().assets.get(id) ?? useKnownAssets.getState().assets.get(id) ?? null;
}

/** The asset, fetched when the board does not know it; null until it is known. */
export function useAsset(id: AssetId | null): Asset | null {
  const onBoard = useBoard((state) => (id ? state.assets.get(id) : undefined));
  const known = useKnownAssets((state) => (id ? state.assets.get(id) : undefined));
  useEffect(() => {
    if (!id || onBoard || known || asked.has(id)) return;
    asked.add(id);
    call('assets.get', { id }).then(
      ({ asset }) => useKnownAssets.setState((state) => ({ assets: new Map(state.assets).set(id, asset) })),
      () => asked.delete(id),
    );
  }, [id, onBoard, known]);
  return onBoard ?? known ?? null;
}

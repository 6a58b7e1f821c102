import { useMemo } from 'react';
import type { AssetId } from '../../shared/ids.ts';
import { describeError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { AssetInspector } from './asset-inspector.tsx';
import styles from './inspector-panel.module.css';
import { SeveralInspector } from './several-inspector.tsx';
import { useAssetDetail } from './use-asset-detail.ts';

function useSelectedAssetIds(): readonly AssetId[] {
  const items = useBoard((state) => state.items);
  const selection = useBoard((state) => state.selection);
  return useMemo(() => selectedIn(items, selection), [items, selection]);
}

function selectedIn(
  items: ReturnType<typeof useBoard.getState>['items'],
  selection: ReturnType<typeof useBoard.getState>['selection'],
): AssetId[] {
  return [...selection].flatMap((id) => {
    const item = items.get(id);
    return item?.kind === 'image' && item.assetId ? [item.assetId] : [];
  });
}

/** Only there while at least one picture is selected. */
export function InspectorPanel() {
  const assetIds = useSelectedAssetIds();
  const [first] = assetIds;
  if (!first) return null;
  if (assetIds.length > 1) return <SeveralInspector assetIds={assetIds} />;
  return <SingleInspector key={first} assetId={first} />;
}

function SingleInspector({ assetId }: { readonly assetId: AssetId }) {
  const query = useAssetDetail(assetId);
  if (query.data) return <AssetInspector detail={query.data} />;
  return (
    <SidePanel title="Details" side="right">
      {query.error ? (
        <EmptyState
          title={describeError(query.error).title}
          text={describeError(query.error).message}
          action={<Button onPress={() => void query.refetch()}>Try again</Button>}
        />
      ) : (
        <p className={styles.loading}>Opening…</p>
      )}
    </SidePanel>
  );
}

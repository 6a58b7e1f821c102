import { Columns2, Download } from 'lucide-react';
import type { AssetId } from '../../shared/ids.ts';
import { useBoard } from '../board/use-board.ts';
import { Button } from '../ui/button.tsx';
import { Picture } from '../ui/picture.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './inspector-panel.module.css';
import { PromoteButton } from './promote-button.tsx';

const TILES_SHOWN = 9;
const COMPARED_LIMIT = 4;

export function SeveralInspector({ assetIds }: { readonly assetIds: readonly AssetId[] }) {
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const assets = useBoard((state) => state.assets);
  const hasMore = assetIds.length > TILES_SHOWN;
  const shown = assetIds.slice(0, hasMore ? TILES_SHOWN - 1 : TILES_SHOWN);
  const tooMany = assetIds.length > COMPARED_LIMIT ? 'Select two to four pictures to compare.' : null;
  return (
    <SidePanel title={`${assetIds.length} pictures selected`} side="right">
      <div className={styles.content}>
        <div className={styles.several}>
          {shown.map((id) => {
            const asset = assets.get(id);
            return (
              <span key={id} className={styles.tile}>
                {asset ? <Picture hash={asset.hash} widthPx={92} alt={asset.name} /> : null}
              </span>
            );
          })}
          {hasMore ? <span className={styles.more}>+{assetIds.length - shown.length}</span> : null}
        </div>
        <div className={styles.actions}>
          <PromoteButton assetIds={assetIds} />
          <Button icon={Columns2} disabledReason={tooMany} onPress={() => showOverlay({ kind: 'compare', assetIds })}>
            Compare
          </Button>
          <Button icon={Download} onPress={() => showOverlay({ kind: 'export', assetIds })}>
            Export all…
          </Button>
        </div>
      </div>
    </SidePanel>
  );
}

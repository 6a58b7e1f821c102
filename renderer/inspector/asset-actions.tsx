import { Brush, Columns2, Download, Expand, FolderOpen, ImagePlus } from 'lucide-react';
import { useMemo } from 'react';
import type { AssetId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { usePrompt } from '../prompt/use-prompt.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './inspector-panel.module.css';
import { PromoteButton } from './promote-button.tsx';

/** The picture it is best compared with: what it was made from, or else what was made from it. */
function counterpart(detail: AssetDetail): AssetId | null {
  const parent = detail.parents.find((edge) => edge.kind !== 'reference') ?? detail.parents[0];
  return parent?.parentAssetId ?? detail.children[0]?.childAssetId ?? null;
}

export function AssetActions({ detail }: { readonly detail: AssetDetail }) {
  const { id } = detail.asset;
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const addReference = usePrompt((state) => state.addReference);
  const canReveal = useStudio((state) => state.status?.canReveal ?? false);
  const assetIds = useMemo(() => [id], [id]);
  const other = counterpart(detail);
  const compare = () => {
    if (other) showOverlay({ kind: 'compare', assetIds: [other, id] });
  };
  return (
    <div className={styles.actions}>
      <PromoteButton assetIds={assetIds} />
      <Button icon={Brush} onPress={() => showOverlay({ kind: 'mask', assetId: id })}>
        Edit with mask
      </Button>
      <Button
        icon={Columns2}
        onPress={compare}
        disabledReason={other ? null : 'Select two to four pictures on the board to compare them.'}
      >
        Compare
      </Button>
      <Button icon={Download} onPress={() => showOverlay({ kind: 'export', assetIds: [id] })}>
        Export…
      </Button>
      <IconButton
        label="Extend…"
        icon={Expand}
        onPress={() => showOverlay({ kind: 'mask', assetId: id, isExtending: true })}
      />
      <IconButton label="Use as reference" icon={ImagePlus} onPress={() => addReference(id)} />
      {canReveal ? (
        <IconButton
          label="Reveal in folder"
          icon={FolderOpen}
          onPress={() => void call('assets.reveal', { id }).catch(showError)}
        />
      ) : null}
    </div>
  );
}

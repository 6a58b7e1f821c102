import { Columns3 } from 'lucide-react';
import type { AssetDetail } from '../../shared/views.ts';
import { Button } from '../ui/button.tsx';
import { Picture } from '../ui/picture.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { AssetActions } from './asset-actions.tsx';
import { EditsButton } from './edits-button.tsx';
import { FactsList } from './facts-list.tsx';
import styles from './inspector-panel.module.css';
import { JudgeBar } from './judge-bar.tsx';
import { LineageList } from './lineage-list.tsx';
import { PromptText } from './prompt-text.tsx';
import { ReceiptView } from './receipt-view.tsx';

const PANEL_WIDTH_PX = 320;

function ComparisonButton({ groupId }: { readonly groupId: string }) {
  return (
    <Button icon={Columns3} onPress={() => useWorkspace.getState().showOverlay({ kind: 'dual', groupId })}>
      Compared with other models
    </Button>
  );
}

export function AssetInspector({ detail }: { readonly detail: AssetDetail }) {
  const { asset, candidate, job, receipt } = detail;
  const notes = [...new Set((job?.warnings ?? []).concat(receipt?.warnings ?? []).map((warning) => warning.note))];
  return (
    <SidePanel title={asset.name} side="right" widthPx={PANEL_WIDTH_PX} footer={<AssetActions detail={detail} />}>
      <div className={styles.content}>
        <div className={styles.picture} style={{ aspectRatio: `${asset.widthPx} / ${asset.heightPx}` }}>
          <Picture
            hash={asset.hash}
            widthPx={PANEL_WIDTH_PX}
            alt={job?.request.prompt.slice(0, 200) || asset.name}
            fit="contain"
          />
        </div>
        {candidate ? <JudgeBar candidate={candidate} /> : null}
        {candidate && candidate.badges.length > 0 ? (
          <ul className={styles.badges} aria-label="Differences from what was asked">
            {candidate.badges.map((badge) => (
              <li key={badge}>{badge}</li>
            ))}
          </ul>
        ) : null}
        {job ? <PromptText request={job.request} revisedPrompt={receipt?.revisedPrompt ?? null} /> : null}
        <FactsList detail={detail} />
        {notes.length > 0 ? (
          <ul className={styles.warnings} aria-label="Warnings">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
        {job?.groupId ? <ComparisonButton groupId={job.groupId} /> : null}
        <EditsButton detail={detail} />
        <LineageList detail={detail} />
        {receipt ? <ReceiptView assetId={asset.id} receipt={receipt} /> : null}
      </div>
    </SidePanel>
  );
}

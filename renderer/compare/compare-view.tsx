import { Dialog } from '@base-ui/react/dialog';
import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import type { AssetId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './compare-view.module.css';
import { Comparison } from './comparison.tsx';

/** More pictures than this cannot be told apart on one screen. */
const COMPARED_LIMIT = 4;

export function CompareView() {
  const overlay = useWorkspace((state) => state.overlay);
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const close = () => showOverlay(null);
  const popup = useRef<HTMLDivElement>(null);
  if (overlay?.kind !== 'compare') return null;
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Popup ref={popup} className={styles.overlay} initialFocus={popup}>
          <Dialog.Title className="visually-hidden">Compare</Dialog.Title>
          <LoadedComparison assetIds={overlay.assetIds.slice(0, COMPARED_LIMIT)} onClose={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LoadedComparison({ assetIds, onClose }: { assetIds: readonly AssetId[]; onClose: () => void }) {
  const queries = useQueries({
    queries: assetIds.map((id) => ({ queryKey: ['asset', id], queryFn: () => call('assets.get', { id }) })),
  });
  const failed = queries.find((query) => query.error !== null);
  const details = queries.map((query) => query.data).filter((detail): detail is AssetDetail => detail !== undefined);
  if (assetIds.length < 2) {
    return (
      <Message
        title="Nothing to compare"
        text="Select two to four pictures on the board, then compare."
        onClose={onClose}
      />
    );
  }
  if (failed) {
    const { title, message } = describeError(failed.error);
    return <Message title={title} text={message} onClose={onClose} />;
  }
  if (details.length < assetIds.length) {
    return <p className={styles.loading}>Opening {assetIds.length} pictures…</p>;
  }
  return <Comparison details={details} onClose={onClose} />;
}

function Message({ title, text, onClose }: { title: string; text: string; onClose: () => void }) {
  return <EmptyState title={title} text={text} action={<Button onPress={onClose}>Back to the board</Button>} />;
}

import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useAnnouncer } from '../workspace/use-announcer.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { EditChainLayer } from './edit-chain-layer.tsx';
import { EditChainPanel } from './edit-chain-panel.tsx';
import { MaskActionBar } from './mask-action-bar.tsx';
import { MaskEarlier } from './mask-earlier.tsx';
import styles from './mask-editor.module.css';
import { leaveInnermost, pressKey, releaseKey } from './mask-keys.ts';
import { MaskOptionsBar } from './mask-options-bar.tsx';
import { MaskResults } from './mask-results.tsx';
import { keepLastMask } from './mask-shelf.ts';
import { MaskStage } from './mask-stage.tsx';
import { MaskTasksRow } from './mask-tasks-row.tsx';
import { MaskToolRail } from './mask-tool-rail.tsx';
import { groundOf, isMisaligned, NudgeLayer } from './nudge-layer.tsx';
import { beginMaskEdit, endMaskEdit, useMaskEdit } from './use-mask-edit.ts';
import { useMaskPreview } from './use-mask-preview.ts';
import { useMaskResults } from './use-mask-results.ts';
import { endMaskWorker } from './use-mask-worker.ts';

/** The whole window over one picture: what is selected, what is asked, what came back. */
export function MaskEditor() {
  const overlay = useWorkspace((state) => state.overlay);
  const popup = useRef<HTMLDivElement>(null);
  if (overlay?.kind !== 'mask') return null;
  const stage = () => popup.current?.querySelector<HTMLElement>('[data-mask-stage]') ?? popup.current;
  return (
    <Dialog.Root open onOpenChange={(open) => (open || leaveInnermost() ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Popup
          ref={popup}
          className={styles.editor}
          initialFocus={stage}
          onKeyDown={onKeyDown}
          onKeyUp={(event) => releaseKey(event.code)}
        >
          <Dialog.Title className="visually-hidden">Edit with mask</Dialog.Title>
          <Opened key={overlay.assetId} assetId={overlay.assetId} isExtending={overlay.isExtending === true} />
          <Announcements />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function close(): void {
  useWorkspace.getState().showOverlay(null);
}

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const { target } = event;
  // Menus that this window opened are drawn outside it and have their own keys.
  if (event.defaultPrevented || !(target instanceof Element) || !event.currentTarget.contains(target)) return;
  const isTyping = target.matches(
    'textarea, select, input:not([type="range"]):not([type="checkbox"]):not([type="color"])',
  );
  const isRun = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
  if (event.key === 'Escape' || event.key === 'Tab' || (isTyping && !isRun)) return;
  const isOnStage = target.matches('[data-mask-stage]') || target === event.currentTarget;
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (pressKey({ key, code, ctrlKey, metaKey, shiftKey, altKey, isOnStage })) event.preventDefault();
}

function Opened({ assetId, isExtending }: { readonly assetId: Asset['id']; readonly isExtending: boolean }) {
  // Read once: what becomes of the picture meanwhile must not begin the editing anew.
  const query = useQuery({
    queryKey: ['mask-opened', assetId],
    queryFn: () => call('assets.get', { id: assetId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const opened = query.data ?? null;
  const asset = useMaskEdit((state) => state.asset);
  useEffect(() => {
    if (opened) beginMaskEdit(opened.asset, { depth: opened.edit?.depth ?? 0, isExtending });
  }, [opened, isExtending]);
  useEffect(
    () => () => {
      const { document } = useMaskEdit.getState();
      void keepLastMask().finally(() => {
        // Opened again while the selection was still being written: the new sitting is not this one's to end.
        if (useMaskEdit.getState().document !== document) return;
        endMaskEdit();
        endMaskWorker();
      });
    },
    [],
  );
  if (query.error) {
    const { title, message } = describeError(query.error);
    return <EmptyState title={title} text={message} action={<Button onPress={close}>Back to the board</Button>} />;
  }
  return asset ? <Editor asset={asset} /> : <p className={styles.loading}>Opening the picture…</p>;
}

function Editor({ asset }: { readonly asset: Asset }) {
  useMaskPreview();
  const results = useMaskResults();
  const shownId = useMaskEdit((state) => state.shownId);
  const shown = results.details.find((detail) => detail.asset.id === shownId) ?? null;
  return (
    <div className={styles.rows}>
      <MaskOptionsBar asset={asset} onClose={close} />
      <div className={styles.middle}>
        <MaskToolRail />
        <MaskStage key={asset.id} asset={asset} result={shown && groundOf(shown)}>
          {shown && isMisaligned(shown) ? <NudgeLayer detail={shown} /> : null}
          {shown ? null : <EditChainLayer asset={asset} />}
        </MaskStage>
        <EditChainPanel asset={asset} />
      </div>
      <div>
        <MaskEarlier asset={asset} />
        <MaskResults results={results} shown={shown} />
        <MaskTasksRow asset={asset} />
      </div>
      <MaskActionBar />
    </div>
  );
}

/** What lies behind a modal window is silent, so the announcements are said here, too. */
function Announcements() {
  const text = useAnnouncer((state) => state.text);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-mask-announcements="">
      {text}
    </div>
  );
}

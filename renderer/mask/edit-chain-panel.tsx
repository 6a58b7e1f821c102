import { useQuery } from '@tanstack/react-query';
import { Grid2x2, Redo2, ShieldAlert, ShieldCheck, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Asset } from '../../shared/asset.ts';
import type { ChainView } from '../../shared/edit-chain.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { goBack, goForth, keepState, moveStep, proveChain } from './edit-chain-acts.ts';
import { useChainDrag } from './edit-chain-drag.ts';
import styles from './edit-chain-panel.module.css';
import { CompareToggle, EditChainRow } from './edit-chain-row.tsx';
import { toggleChain, useChainState } from './edit-chain-state.ts';
import { visitChain } from './edit-chain-visit.ts';
import { useMaskEdit } from './use-mask-edit.ts';

/** Beside the stage: every edit from the first original to this picture. */
export function EditChainPanel({ asset }: { readonly asset: Asset }) {
  const isOpen = useChainState((state) => state.isOpen);
  const isAsked = useWorkspace(({ overlay }) => overlay?.kind === 'mask' && overlay.showsEdits === true);
  useEffect(() => {
    if (isAsked) useChainState.setState({ isOpen: true });
  }, [isAsked]);
  useEffect(visitChain, []);
  return isOpen ? <OpenPanel asset={asset} /> : null;
}

function OpenPanel({ asset }: { readonly asset: Asset }) {
  const query = useQuery({
    queryKey: ['edit-chain', asset.id],
    queryFn: () => call('edits.readChain', { assetId: asset.id }),
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const view = query.data ?? null;
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => undoHere(panel.current), []);
  useEffect(() => {
    useChainState.setState({ view });
    if (view && !query.isPlaceholderData) {
      useMaskEdit.setState({ depth: view.steps.filter((step) => !step.isHidden).length });
    }
  }, [view, query.isPlaceholderData]);
  return (
    <div ref={panel} className={styles.panel} data-chain-panel="">
      <SidePanel
        title="Edits"
        side="right"
        widthPx={304}
        actions={view ? <HeadTools view={view} /> : null}
        onClose={toggleChain}
        footer={view && view.steps.length > 0 ? <Foot view={view} /> : null}
      >
        {query.error ? <Trouble error={query.error} /> : view ? <Steps view={view} /> : <p>Reading the edits…</p>}
      </SidePanel>
    </div>
  );
}

/** Undo means the chain while the hand is here; on the stage it means the selection. */
function undoHere(panel: HTMLElement | null): (() => void) | undefined {
  const ending = new AbortController();
  panel?.addEventListener('keydown', onKeyDown, { signal: ending.signal });
  return () => ending.abort();
}

function onKeyDown(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  void (key === 'y' || event.shiftKey ? goForth() : goBack());
}

function Trouble({ error }: { readonly error: unknown }) {
  const { title, message } = describeError(error);
  return <EmptyState title={title} text={message} />;
}

function HeadTools({ view }: { readonly view: ChainView }) {
  const { past, future, currentId, showsDepth } = useChainState();
  const isCurrent = currentId === view.asset.id;
  return (
    <>
      <IconButton
        label="Show how many edits overlap"
        icon={Grid2x2}
        isPressed={showsDepth}
        tooltipSide="bottom"
        onPress={() => useChainState.setState({ showsDepth: !showsDepth })}
      />
      <IconButton
        label="Undo in the edits"
        icon={Undo2}
        tooltipSide="bottom"
        isDisabled={!isCurrent || past.length === 0}
        onPress={() => void goBack()}
      />
      <IconButton
        label="Redo in the edits"
        icon={Redo2}
        tooltipSide="bottom"
        isDisabled={!isCurrent || future.length === 0}
        onPress={() => void goForth()}
      />
    </>
  );
}

function Steps({ view }: { readonly view: ChainView }) {
  const { original, steps } = view;
  const drag = useChainDrag((from, to) => {
    const step = steps[from];
    if (step) void moveStep(view, step.assetId, to);
  });
  if (steps.length === 0) {
    return <EmptyState title="No edits yet" text="Every edit lies over the first original and is listed here." />;
  }
  const { from, target } = drag;
  const lineBefore = from !== null && target !== null ? (target > from ? target + 1 : target) : null;
  return (
    <>
      <p className={styles.lead}>Later edits lie over earlier ones. Nothing is sent by hiding or moving.</p>
      <div className={styles.original}>
        <span className={styles.thumb}>
          <Picture hash={original.hash} widthPx={48} alt="" fit="contain" />
        </span>
        <span className={styles.words}>
          <span className={styles.prompt}>First original</span>
          <span className={styles.facts}>
            {original.widthPx} × {original.heightPx} px
          </span>
        </span>
        <CompareToggle view={view} id={original.id} label="Compare the first original" />
      </div>
      <ol className={styles.list} aria-label="Edits, the last on top">
        {steps.map((step, at) => (
          <EditChainRow key={step.assetId} view={view} step={step} at={at} onGrip={drag.onGrip} />
        ))}
        {lineBefore === null ? null : <DropLine before={lineBefore} />}
      </ol>
    </>
  );
}

/** Between the rows, wherever their heights put it. */
function DropLine({ before }: { readonly before: number }) {
  const rows = document.querySelectorAll<HTMLElement>('[data-chain-row]');
  const row = rows[before];
  const last = rows[rows.length - 1];
  const top = row ? row.offsetTop : (last?.offsetTop ?? 0) + (last?.offsetHeight ?? 0);
  return <li className={styles.dropLine} style={{ top }} aria-hidden="true" />;
}

function Foot({ view }: { readonly view: ChainView }) {
  const { busy, proof } = useChainState();
  const Shield = proof?.isGood ? ShieldCheck : ShieldAlert;
  return (
    <div className={styles.foot}>
      {proof ? (
        <p className={styles.proof} data-good={proof.isGood} data-chain-proof="">
          <Shield size={16} aria-hidden="true" />
          <span>{proof.words}</span>
        </p>
      ) : null}
      <div className={styles.footTools}>
        <Button size="small" onPress={() => void proveChain(view)}>
          Verify
        </Button>
        {view.isKept ? null : (
          <Button size="small" variant="primary" onPress={() => void keepState(view)}>
            Keep as a new picture
          </Button>
        )}
        <span className={styles.facts} role="status">
          {busy ? `${busy}…` : view.isKept ? 'In the history' : ''}
        </span>
      </div>
    </div>
  );
}

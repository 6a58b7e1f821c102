/** Owns what a person does to a chain of edits in the window: hide, move, go back, keep, prove. */
import type { Asset } from '../../shared/asset.ts';
import { type ChainStepView, type ChainView, withMoved, withShown } from '../../shared/edit-chain.ts';
import type { AssetId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useChainState } from './edit-chain-state.ts';
import { checkWords, followedWords } from './edit-chain-words.ts';
import { acceptResult } from './mask-accept.ts';
import { beginMaskEdit, useMaskEdit } from './use-mask-edit.ts';

export const groundOfChain = ({ original: { widthPx, heightPx } }: ChainView) => ({
  left: 0,
  top: 0,
  widthPx,
  heightPx,
});

/** The state becomes the picture that is edited; a selection stays where the canvas is the same. */
export function showState(asset: Asset): void {
  const { asset: before, document } = useMaskEdit.getState();
  const fits = before?.widthPx === asset.widthPx && before.heightPx === asset.heightPx;
  beginMaskEdit(asset, { depth: useMaskEdit.getState().depth, isChained: true });
  if (fits && document) useMaskEdit.setState({ document });
  useChainState.setState({ currentId: asset.id, proof: null });
}

/** One thing at a time; what goes wrong is shown, and the chain stays as it was. */
export async function whileBusy(words: string, work: () => Promise<void>): Promise<void> {
  if (useChainState.getState().busy !== null) return;
  useChainState.setState({ busy: words });
  try {
    await work();
  } catch (error) {
    showError(error);
  } finally {
    useChainState.setState({ busy: null });
  }
}

const namesOf = (steps: readonly ChainStepView[]) => steps.map(({ assetId, isHidden }) => ({ assetId, isHidden }));

/** A preview of the picture with these steps, made of original and patches; answers it. */
export async function arrangeTo(view: ChainView, steps: readonly { assetId: AssetId; isHidden: boolean }[]) {
  const asset = await call('edits.arrange', { assetId: view.asset.id, steps: [...steps], isKept: false });
  if (asset.id === view.asset.id) return asset;
  const { currentId, past } = useChainState.getState();
  const isSame = currentId === view.asset.id;
  useChainState.setState({ past: [...(isSame ? past : []), view.asset.id], future: [] });
  showState(asset);
  return asset;
}

export function setHidden(view: ChainView, assetId: AssetId, isHidden: boolean): Promise<void> {
  const steps = withShown(view.steps, { assetId, isHidden }, groundOfChain(view));
  return whileBusy(isHidden ? 'Hiding it' : 'Showing it', async () => {
    await arrangeTo(view, namesOf(steps));
    const number = view.steps.findIndex((step) => step.assetId === assetId) + 1;
    announce(`Edit ${number} is ${isHidden ? 'hidden' : 'shown'}.${followedWords(view.steps, steps, assetId)}`);
  });
}

/** `to` counts from 0, the one that lies lowest. */
export function moveStep(view: ChainView, assetId: AssetId, to: number): Promise<void> {
  const from = view.steps.findIndex((step) => step.assetId === assetId);
  if (from === to || to < 0 || to >= view.steps.length) return Promise.resolve();
  const steps = withMoved(view.steps, { assetId, to }, groundOfChain(view));
  return whileBusy('Laying them in the new order', async () => {
    await arrangeTo(view, namesOf(steps));
    announce(`Edit ${from + 1} is now ${to + 1} of ${steps.length}.${followedWords(view.steps, steps, assetId)}`);
  });
}

export function goBack(): Promise<void> {
  return travel('past', 'future', 'Undone.', 'Nothing to undo in the edits.');
}

export function goForth(): Promise<void> {
  return travel('future', 'past', 'Done again.', 'Nothing to do again in the edits.');
}

async function travel(from: 'past' | 'future', to: 'past' | 'future', done: string, none: string): Promise<void> {
  const state = useChainState.getState();
  const { asset } = useMaskEdit.getState();
  const target = state[from].at(-1);
  if (!asset || !target || state.currentId !== asset.id) {
    announce(none);
    return;
  }
  await whileBusy('Going back', async () => {
    const { asset: before } = await call('assets.get', { id: target });
    useChainState.setState({ [from]: state[from].slice(0, -1), [to]: [...state[to], asset.id] });
    showState(before);
    announce(done);
  });
}

/** The state as a picture of its own: in the history, on the board beside its source, and the editor closes. */
export function keepState(view: ChainView): Promise<void> {
  return whileBusy('Keeping it', async () => {
    const kept = await call('edits.arrange', { assetId: view.asset.id, steps: namesOf(view.steps), isKept: true });
    useChainState.setState({ currentId: null, past: [], future: [], view: null });
    useMaskEdit.setState({ shownId: kept.id, jobId: null });
    acceptResult();
  });
}

export function proveChain(view: ChainView): Promise<void> {
  return whileBusy('Proving it', async () => {
    const check = await call('edits.verifyChain', { assetId: view.asset.id });
    const words = checkWords(check);
    useChainState.setState({ proof: { isGood: check.isRebuilt && check.samplesDiffering === 0, words } });
    announce(words);
  });
}

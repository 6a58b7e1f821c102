/** Owns comparing two states of a chain: each is made when it is asked for, and the editor comes back afterwards. */
import type { ChainView } from '../../shared/edit-chain.ts';
import type { AssetId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { whileBusy } from './edit-chain-acts.ts';
import { useChainState } from './edit-chain-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';

/** The first press marks a state, the second opens the comparison, the earlier one on the left. */
export async function compareState(view: ChainView, id: AssetId): Promise<void> {
  const { comparedId } = useChainState.getState();
  if (comparedId === null || comparedId === id) {
    useChainState.setState({ comparedId: comparedId === id ? null : id });
    announce(comparedId === id ? 'Nothing is marked.' : 'Marked. Choose the state to compare it with.');
    return;
  }
  await whileBusy('Making the two states', async () => {
    const order = [view.original.id, ...view.steps.map((step) => step.assetId)];
    const [one, two] = [comparedId, id].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
    if (!one || !two) return;
    openComparison([await stateAfter(view, one), await stateAfter(view, two)]);
  });
}

/** The picture with everything up to this step. */
async function stateAfter(view: ChainView, id: AssetId): Promise<AssetId> {
  const end = view.steps.findIndex((step) => step.assetId === id) + 1;
  const steps = view.steps.slice(0, end).map(({ assetId, isHidden }) => ({ assetId, isHidden }));
  return (await call('edits.arrange', { assetId: view.asset.id, steps, isKept: false })).id;
}

function openComparison(assetIds: readonly [AssetId, AssetId]): void {
  const { asset, openedId } = useMaskEdit.getState();
  const { showOverlay } = useWorkspace.getState();
  if (!asset) return;
  useChainState.setState({ comparedId: null, resume: { assetId: asset.id, openedId } });
  showOverlay({ kind: 'compare', assetIds });
  const end = useWorkspace.subscribe(({ overlay }) => {
    if (overlay?.kind === 'compare') return;
    end();
    if (overlay === null) showOverlay({ kind: 'mask', assetId: asset.id, showsEdits: true });
  });
}

/** Owns coming to a chain and leaving it: back from a comparison to the same state, and nothing lost by closing. */
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { showToast } from '../ui/toasts.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { showState } from './edit-chain-acts.ts';
import { useChainState } from './edit-chain-state.ts';

/** After comparing, the state that was looked at before. */
export function resumeState(): void {
  const { resumeId } = useChainState.getState();
  useChainState.setState({ resumeId: null });
  if (!resumeId) return;
  call('assets.get', { id: resumeId })
    .then(({ asset }) => showState(asset))
    .catch(showError);
}

/** A state that was arranged and not kept is offered once more; it is in the library either way. */
export function leaveChain(): void {
  const { view, resumeId, past } = useChainState.getState();
  useChainState.setState({
    view: null,
    comparedId: null,
    pointedId: null,
    showsDepth: false,
    proof: null,
    rerun: null,
  });
  if (resumeId !== null) return;
  useChainState.setState({ isOpen: false, currentId: null, past: [], future: [] });
  if (!view || view.isKept || past.length === 0 || useWorkspace.getState().overlay !== null) return;
  const ask = {
    assetId: view.asset.id,
    steps: view.steps.map(({ assetId, isHidden }) => ({ assetId, isHidden })),
    isKept: true,
  };
  showToast({
    title: 'The new order of the edits was not kept',
    description: 'The picture is as it was.',
    action: { label: 'Keep as a new picture', perform: () => void call('edits.arrange', ask).catch(showError) },
  });
}

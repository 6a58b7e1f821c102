/** Owns coming to a chain and leaving it: back from a comparison to the same state, and nothing lost by closing. */
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { showToast } from '../ui/toasts.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { useChainState } from './edit-chain-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';

let visits = 0;

/** Called when the editor opens; answers what to call when it closes. */
export function visitChain(): () => void {
  visits += 1;
  const { resume } = useChainState.getState();
  // Opened on the state that was compared; results still lie beside the picture that the editor was first opened on.
  if (resume && useMaskEdit.getState().asset?.id === resume.assetId) {
    useMaskEdit.setState({ openedId: resume.openedId });
    useChainState.setState({ currentId: resume.assetId });
  }
  return () => {
    visits -= 1;
    // Later, since an editor that comes back at once was never left.
    setTimeout(() => {
      if (visits === 0) leaveChain();
    });
  };
}

function leaveChain(): void {
  const { view, resume, past } = useChainState.getState();
  const { overlay } = useWorkspace.getState();
  useChainState.setState({
    view: null,
    comparedId: null,
    pointedId: null,
    showsDepth: false,
    proof: null,
    rerun: null,
  });
  if (resume && overlay?.kind === 'compare') return;
  useChainState.setState({ isOpen: false, currentId: null, past: [], future: [], resume: null });
  if (!view || view.isKept || past.length === 0 || overlay !== null) return;
  const steps = view.steps.map(({ assetId, isHidden }) => ({ assetId, isHidden }));
  const keep = () => call('edits.arrange', { assetId: view.asset.id, steps, isKept: true });
  showToast({
    title: 'The new order of the edits was not kept',
    description: 'The picture is as it was.',
    action: { label: 'Keep it in the history', perform: () => void keep().catch(showError) },
  });
}

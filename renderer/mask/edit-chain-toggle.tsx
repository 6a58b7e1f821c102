import { Layers } from 'lucide-react';
import { useShortcutOf } from '../actions/use-actions.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { toggleChain, useChainState } from './edit-chain-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';

/** Opens the list of edits; the number says how many lie over the first original. */
export function EditChainToggle() {
  const isOpen = useChainState((state) => state.isOpen);
  const depth = useMaskEdit((state) => state.depth);
  return (
    <IconButton
      label="Edits"
      icon={Layers}
      shortcut={useShortcutOf('mask.chain')}
      badge={depth}
      isPressed={isOpen}
      tooltipSide="bottom"
      onPress={toggleChain}
    />
  );
}

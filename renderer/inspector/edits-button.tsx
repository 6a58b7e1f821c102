import { Layers } from 'lucide-react';
import type { AssetDetail } from '../../shared/views.ts';
import { Button } from '../ui/button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';

/** For an edited picture: the list of its edits, from the first original on. */
export function EditsButton({ detail: { asset, edit, parents } }: { readonly detail: AssetDetail }) {
  if (edit === null && !parents.some((edge) => edge.kind === 'edited')) return null;
  const open = () => useWorkspace.getState().showOverlay({ kind: 'mask', assetId: asset.id, showsEdits: true });
  return (
    <Button icon={Layers} onPress={open}>
      Edits of this picture
    </Button>
  );
}

import { Dialog } from '@base-ui/react/dialog';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { CommandList } from './command-list.tsx';
import styles from './command-palette.module.css';
import type { PaletteItem } from './palette-items.ts';

/** What was performed may have moved the focus itself; otherwise it goes back to where it was. */
function givesFocusBack(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.closest('[role="dialog"]') !== null;
}

export function CommandPalette() {
  const isOpen = useWorkspace((state) => state.overlay?.kind === 'palette');
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const perform = (item: PaletteItem) => {
    showOverlay(null);
    item.perform();
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : showOverlay(null))}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup className={styles.popup} aria-label="Commands" finalFocus={givesFocusBack}>
            <CommandList onPerform={perform} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

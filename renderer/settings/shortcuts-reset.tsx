import { Button } from '../ui/button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './settings-panel.module.css';
import { changeSettings, useSettings } from './use-settings.ts';

export function ShortcutsReset() {
  const { shortcuts } = useSettings();
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const count = Object.keys(shortcuts).length;
  return (
    <section className={styles.section}>
      <h3>Shortcuts</h3>
      <p className={styles.note}>
        {count === 0
          ? 'All shortcuts are as they came.'
          : `${count} ${count === 1 ? 'shortcut is' : 'shortcuts are'} changed.`}
      </p>
      <div className={styles.buttons}>
        <Button size="small" onPress={() => showOverlay({ kind: 'shortcuts' })}>
          Show and change
        </Button>
        {count === 0 ? null : (
          <Button size="small" variant="quiet" onPress={() => changeSettings({ shortcuts: {} })}>
            Reset all
          </Button>
        )}
      </div>
    </section>
  );
}

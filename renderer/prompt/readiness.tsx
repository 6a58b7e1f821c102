import type { WireError } from '../../shared/errors.ts';
import { useCapEditing } from '../spending/use-cap-editing.ts';
import { Button } from '../ui/button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './prompt-dock.module.css';
import { usePrompt } from './use-prompt.ts';

/** Why it cannot run, with the way out of it; else what should be known before. An empty prompt explains itself. */
export function Readiness() {
  const preview = usePrompt((state) => state.preview);
  const problem = preview?.problems.find(({ code }) => code !== 'prompt-empty');
  const isPlaced = Boolean(preview?.earlier && !preview.earlier.isUnderWay);
  if (problem && !isPlaced) {
    return (
      <div className={styles.readiness} role="status">
        <p className={styles.problem}>{problem.message}</p>
        <WayOut problem={problem} />
      </div>
    );
  }
  const warning = preview?.warnings[0];
  return warning ? <p className={styles.warning}>{warning.note}</p> : null;
}

function WayOut({ problem }: { readonly problem: WireError }) {
  const openCaps = useCapEditing((state) => state.begin);
  const openPanel = (panel: 'settings' | 'spend') => useWorkspace.setState({ openPanel: panel });
  if (problem.code === 'cap-reached') {
    return (
      <Button
        size="small"
        onPress={() => {
          openCaps();
          openPanel('spend');
        }}
      >
        Raise the cap
      </Button>
    );
  }
  if (problem.code !== 'key-missing') return null;
  return (
    <Button size="small" onPress={() => openPanel('settings')}>
      Add a key
    </Button>
  );
}

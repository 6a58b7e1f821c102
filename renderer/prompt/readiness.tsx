import type { WireError } from '../../shared/errors.ts';
import { useCapEditing } from '../spending/use-cap-editing.ts';
import { Button } from '../ui/button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './prompt-dock.module.css';
import { capSentence, pauseSentence } from './stand-in.ts';
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
  const capped = preview && !isPlaced ? capSentence(preview) : null;
  if (capped) {
    return (
      <div className={styles.readiness} role="status">
        <p className={styles.caution}>{capped}</p>
        <RaiseCap />
      </div>
    );
  }
  const note = (preview && pauseSentence(preview)) ?? preview?.warnings[0]?.note;
  return note ? <p className={styles.warning}>{note}</p> : null;
}

function WayOut({ problem }: { readonly problem: WireError }) {
  // "No model can do this" is told with the first code that stands in the way, which may be another one.
  if (problem.code === 'cap-reached' || problem.message.includes('under the cap')) return <RaiseCap />;
  if (problem.code !== 'key-missing') return null;
  return (
    <Button size="small" onPress={() => useWorkspace.setState({ openPanel: 'settings' })}>
      Add a key
    </Button>
  );
}

function RaiseCap() {
  const raise = () => {
    useCapEditing.getState().begin();
    useWorkspace.setState({ openPanel: 'spend' });
  };
  return (
    <Button size="small" onPress={raise}>
      Raise the cap
    </Button>
  );
}

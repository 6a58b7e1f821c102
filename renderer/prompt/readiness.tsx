import type { WireError } from '../../shared/errors.ts';
import { referenceNamesIn } from '../../shared/prompt-marks.ts';
import { useCapEditing } from '../spending/use-cap-editing.ts';
import { Button } from '../ui/button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './prompt-dock.module.css';
import { capSentence, pauseSentence } from './stand-in.ts';
import { isTextRole, usePrompt } from './use-prompt.ts';

/** Why it cannot run, with the way out of it; else what should be known before. An empty prompt explains itself. */
export function Readiness() {
  const preview = usePrompt((state) => state.preview);
  const unknownName = usePrompt(unknownNameSentence);
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
  const note = (preview && pauseSentence(preview)) ?? preview?.warnings[0]?.note ?? unknownName;
  return note ? <p className={styles.warning}>{note}</p> : null;
}

/** An @word that names nothing reaches the model as it stands; that is seldom meant. */
function unknownNameSentence({ prompt, references, role }: ReturnType<typeof usePrompt.getState>): string | null {
  if (isTextRole(role)) return null;
  const known = new Set(references.map(({ name }) => name));
  const unknown = [...referenceNamesIn(prompt)].find((name) => !known.has(name));
  return unknown ? `No reference is called @${unknown}; the word is sent as written.` : null;
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

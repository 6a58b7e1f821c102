import { X } from 'lucide-react';
import { showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { useStudio } from './use-studio.ts';
import styles from './welcome-hint.module.css';

/** Teaches the loop once: draft, pick, promote. */
export function WelcomeHint() {
  const hasSeen = useStudio((state) => state.settings?.hasSeenWelcome ?? true);
  if (hasSeen) return null;
  const dismiss = () => void useStudio.getState().changeSettings({ hasSeenWelcome: true }).catch(showError);
  return (
    <aside className={styles.card} aria-label="Welcome">
      <header className={styles.header}>
        <h2>Draft, pick, promote</h2>
        <IconButton label="Close" icon={X} onPress={dismiss} />
      </header>
      <ol className={styles.steps}>
        <li>
          <b>Draft.</b> Write a prompt below and press <Keycap keys="mod+enter" />. The price stands on the button.
        </li>
        <li>
          <b>Pick.</b> <Keycap keys="p" /> keeps, <Keycap keys="x" /> rejects, <Keycap keys="1" /> to{' '}
          <Keycap keys="5" /> rates.
        </li>
        <li>
          <b>Promote.</b> <Keycap keys="shift+enter" /> renders a keeper in high fidelity, beside its draft.
        </li>
      </ol>
      <p className={styles.note}>
        Sketch draws offline, free and without a key: procedural pictures, no AI. Add keys for real models in the
        settings.
      </p>
      <Button onPress={dismiss}>Start</Button>
    </aside>
  );
}

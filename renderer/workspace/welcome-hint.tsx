import { X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { showError } from '../api/error-sentences.ts';
import { useHasStaged } from '../staging/use-staging.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { useStudio } from './use-studio.ts';
import styles from './welcome-hint.module.css';

const dismiss = () => void useStudio.getState().changeSettings({ hasSeenWelcome: true }).catch(showError);

/** Teaches the loop once, until the first drafts are asked for: the strip that stands here then names its own keys. */
export function WelcomeHint() {
  const hasSeen = useStudio((state) => state.settings?.hasSeenWelcome ?? true);
  const isDrafting = useHasStaged();
  useEffect(() => {
    if (isDrafting && !hasSeen) dismiss();
  }, [isDrafting, hasSeen]);
  if (hasSeen || isDrafting) return null;
  return (
    <aside className={styles.card} aria-label="Welcome">
      <ol className={styles.steps}>
        <Step number={1} title="Draft" keys={<Keycap keys="mod+enter" />}>
          Write a prompt. The price stands on the button.
        </Step>
        <Step
          number={2}
          title="Pick"
          keys={
            <>
              <Keycap keys="p" /> <Keycap keys="x" />
            </>
          }
        >
          Keep or reject with one key each.
        </Step>
        <Step number={3} title="Promote" keys={<Keycap keys="shift+enter" />}>
          A keeper becomes a final, beside its draft.
        </Step>
      </ol>
      <IconButton label="Close the welcome" icon={X} onPress={dismiss} />
    </aside>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly keys: ReactNode;
  readonly children: ReactNode;
}

function Step({ number, title, keys, children }: StepProps) {
  return (
    <li className={styles.step}>
      <span className={styles.head}>
        <span className={styles.number}>{number}</span>
        <b>{title}</b>
        {keys}
      </span>
      <span className={styles.text}>{children}</span>
    </li>
  );
}

import { RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { showToast } from '../ui/toasts.tsx';
import { clashOf, combinationOf, combinationsIn } from './key-combination.ts';
import styles from './shortcuts-sheet.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export interface ShortcutRowAction {
  readonly name: string;
  readonly label: string;
  /** In force; 'delete, backspace' are two. Empty when it has none. */
  readonly shortcut: string;
  readonly isChanged: boolean;
}

interface ShortcutRowProps {
  readonly action: ShortcutRowAction;
  readonly all: readonly ShortcutRowAction[];
  /** null takes the change back. */
  readonly onChange: (name: string, combination: string | null) => void;
}

export function ShortcutRow({ action, all, onChange }: ShortcutRowProps) {
  const [isListening, setIsListening] = useState(false);
  const listen = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return;
    // The next combination is an answer, not a command; Escape only stops listening.
    event.preventDefault();
    event.stopPropagation();
    const combination = event.key === 'Escape' ? '' : combinationOf(event, isMac);
    if (combination === null) return;
    setIsListening(false);
    if (combination === '') return;
    const clash = clashOf(all, { name: action.name, combination }, isMac);
    if (clash) {
      showToast({
        title: 'That shortcut is taken',
        description: `It belongs to “${clash.label}”. Change that one first.`,
        tone: 'warning',
      });
      return;
    }
    onChange(action.name, combination);
  };
  return (
    <li className={styles.row}>
      <span className={styles.label}>{action.label}</span>
      {action.isChanged ? (
        <IconButton
          label={`Reset the shortcut of ${action.label}`}
          icon={RotateCcw}
          onPress={() => onChange(action.name, null)}
        />
      ) : null}
      <button
        type="button"
        className={styles.keys}
        aria-pressed={isListening}
        onClick={() => setIsListening(true)}
        onBlur={() => setIsListening(false)}
        onKeyDown={listen}
      >
        <span className="visually-hidden">Change the shortcut of {action.label}, now </span>
        {isListening ? 'Press keys…' : <Combinations shortcut={action.shortcut} />}
      </button>
    </li>
  );
}

function Combinations({ shortcut }: { readonly shortcut: string }) {
  const combinations = combinationsIn(shortcut);
  if (combinations.length === 0) return <span className={styles.none}>none</span>;
  return combinations.map((combination) => <Keycap key={combination} keys={combination} />);
}

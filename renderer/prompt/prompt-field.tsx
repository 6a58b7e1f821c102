import { useEffect, useRef, useState } from 'react';
import styles from './prompt-field.module.css';
import { generate } from './use-generation.ts';
import { isTextRole, usePrompt } from './use-prompt.ts';

const PICTURE_HINT = 'Describe a picture. Put words to be drawn in “quotes”.';

/** Asks the mounted field for the focus. */
export function focusPrompt(): void {
  document.querySelector<HTMLTextAreaElement>('[data-prompt-field]')?.focus();
}

/** The prompt: grows to six lines; Alt with the arrows walks through earlier prompts. */
export function PromptField() {
  const prompt = usePrompt((state) => state.prompt);
  const isText = usePrompt((state) => isTextRole(state.role));
  const change = usePrompt((state) => state.change);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  /** How far back in the history; 0 is what is being written. */
  const [back, setBack] = useState(0);
  const written = useRef('');

  useEffect(() => {
    if (back === 0) written.current = prompt;
  }, [back, prompt]);

  function walk(by: number) {
    const { history } = usePrompt.getState();
    const next = Math.min(history.length, Math.max(0, back + by));
    if (next === back) return;
    setBack(next);
    change({ prompt: next === 0 ? written.current : (history.at(-next) ?? '') });
  }

  return (
    <textarea
      ref={fieldRef}
      data-prompt-field=""
      className={styles.field}
      rows={1}
      value={prompt}
      aria-label="Prompt"
      placeholder={isText ? 'Ask for a text: a headline, a caption, a shot list.' : PICTURE_HINT}
      spellCheck
      onChange={(event) => {
        setBack(0);
        change({ prompt: event.target.value });
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          event.preventDefault();
          walk(event.key === 'ArrowUp' ? 1 : -1);
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void generate(event.shiftKey ? 'run' : 'offered');
        }
        if (event.key === 'Escape') {
          event.stopPropagation();
          event.currentTarget.blur();
        }
      }}
    />
  );
}

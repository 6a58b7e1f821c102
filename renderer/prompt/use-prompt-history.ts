import { useEffect, useRef, useState } from 'react';
import { usePrompt } from './use-prompt.ts';

/** Walks through earlier prompts and back to what was being written. */
export function usePromptHistory() {
  const prompt = usePrompt((state) => state.prompt);
  /** How far back in the history; 0 is what is being written. */
  const [back, setBack] = useState(0);
  const written = useRef('');

  useEffect(() => {
    if (back === 0) written.current = prompt;
  }, [back, prompt]);

  function walk(by: number) {
    const { history, change } = usePrompt.getState();
    const next = Math.min(history.length, Math.max(0, back + by));
    if (next === back) return;
    setBack(next);
    change({ prompt: next === 0 ? written.current : (history.at(-next) ?? '') });
  }

  return { walk, forget: () => setBack(0) };
}

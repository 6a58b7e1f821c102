import { Copy, CornerUpLeft } from 'lucide-react';
import { useState } from 'react';
import type { GenerationRequest } from '../../shared/generation.ts';
import { usePrompt } from '../prompt/use-prompt.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { copyText } from './copy-text.ts';
import styles from './prompt-text.module.css';

/** Longer prompts are cut off at first, so that the facts stay in sight. */
const LONG_PROMPT = 320;

interface PromptTextProps {
  readonly request: GenerationRequest;
  /** The vendor's rewriting, if it told us. */
  readonly revisedPrompt: string | null;
}

export function PromptText({ request, revisedPrompt }: PromptTextProps) {
  const takeOver = usePrompt((state) => state.usePromptOf);
  const [isOpen, setIsOpen] = useState(false);
  const { prompt } = request;
  const isLong = prompt.length > LONG_PROMPT;
  return (
    <section className={styles.section} aria-label="Prompt">
      <header className={styles.header}>
        <h3 className={styles.heading}>Prompt</h3>
        <IconButton label="Copy prompt" icon={Copy} onPress={() => void copyText(prompt, 'Prompt')} />
        <Button size="small" variant="quiet" icon={CornerUpLeft} onPress={() => takeOver(request)}>
          Use again
        </Button>
      </header>
      <p className={styles.text}>
        {prompt === '' ? 'No prompt' : isLong && !isOpen ? `${prompt.slice(0, LONG_PROMPT)}…` : prompt}
      </p>
      {isLong ? (
        <Button size="small" variant="quiet" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Show less' : 'Show all'}
        </Button>
      ) : null}
      {revisedPrompt && revisedPrompt !== prompt ? (
        <details className={styles.revised}>
          <summary>Rewritten by the model</summary>
          <p className={styles.text}>{revisedPrompt}</p>
        </details>
      ) : null}
    </section>
  );
}

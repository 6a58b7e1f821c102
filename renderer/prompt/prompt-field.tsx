import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { COMPLETION_LIST, CompletionList, completionOptionId } from './completion-list.tsx';
import styles from './prompt-field.module.css';
import { PromptMarking } from './prompt-marking.tsx';
import { useCompletion } from './use-completion.ts';
import { generate } from './use-generation.ts';
import { isTextRole, usePrompt } from './use-prompt.ts';
import { usePromptHistory } from './use-prompt-history.ts';
import { addReferenceFiles } from './use-reference-files.ts';

const PICTURE_HINT = 'Describe a picture. Put words to be drawn in “quotes”.';

/** Asks the mounted field for the focus. */
export function focusPrompt(): void {
  document.querySelector<HTMLTextAreaElement>('[data-prompt-field]')?.focus();
}

/** The prompt: grows to six lines; @ offers references, Alt with the arrows walks through earlier prompts. */
export function PromptField() {
  const prompt = usePrompt((state) => state.prompt);
  const isText = usePrompt((state) => isTextRole(state.role));
  const change = usePrompt((state) => state.change);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const [scrollPx, setScrollPx] = useState(0);
  const past = usePromptHistory();
  const placeCaret = usePlacedCaret(fieldRef);
  const names = useCompletion(placeCaret);
  const caret = () => fieldRef.current?.selectionStart ?? 0;
  const list = names.completion;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (isPlain && names.take(event.key, caret())) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      past.walk(event.key === 'ArrowUp' ? 1 : -1);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void generate(event.shiftKey ? 'run' : 'offered');
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      fieldRef.current?.blur();
    }
  };

  return (
    <div className={styles.wrap}>
      {isText ? null : <PromptMarking prompt={prompt} scrollPx={scrollPx} />}
      <textarea
        ref={fieldRef}
        data-prompt-field=""
        className={styles.field}
        rows={1}
        value={prompt}
        aria-label="Prompt"
        aria-describedby={isText ? undefined : 'prompt-marks'}
        aria-autocomplete="list"
        aria-controls={list ? COMPLETION_LIST : undefined}
        aria-activedescendant={list ? completionOptionId(list.active) : undefined}
        placeholder={isText ? 'Ask for a text: a headline, a caption, a shot list.' : PICTURE_HINT}
        spellCheck
        onChange={(event) => {
          past.forget();
          change({ prompt: event.target.value });
          if (!isText) names.look(event.target.value, event.target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={names.close}
        onScroll={(event) => setScrollPx(event.currentTarget.scrollTop)}
        onPaste={(event) => {
          const files = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'));
          // Office programs put a picture of the text beside the text; the text is meant then.
          if (files.length === 0 || isText || event.clipboardData.types.includes('text/plain')) return;
          event.preventDefault();
          void addReferenceFiles(files);
        }}
      />
      {list ? <CompletionList completion={list} onChoose={(option) => names.choose(option, caret())} /> : null}
    </div>
  );
}

/** The caret can only be placed once the new text stands in the field. */
function usePlacedCaret(fieldRef: { readonly current: HTMLTextAreaElement | null }) {
  const [wanted, setWanted] = useState<{ readonly caret: number } | null>(null);
  useEffect(() => {
    if (wanted) fieldRef.current?.setSelectionRange(wanted.caret, wanted.caret);
  }, [wanted, fieldRef]);
  return (caret: number) => setWanted({ caret });
}

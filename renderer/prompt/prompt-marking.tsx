import { Fragment, useEffect, useRef } from 'react';
import { type PromptMark, promptMarks } from '../../shared/prompt-marks.ts';
import styles from './prompt-field.module.css';
import { usePrompt } from './use-prompt.ts';

interface PromptMarkingProps {
  readonly prompt: string;
  /** How far the field above is scrolled. */
  readonly scrollPx: number;
}

/**
 * Lies under the field with the same letters in the same places, invisible but for what is marked. What the marks mean is
 * said to screen readers as the field's description.
 */
export function PromptMarking({ prompt, scrollPx }: PromptMarkingProps) {
  const names = new Set(usePrompt((state) => state.references).map(({ name }) => name));
  const layerRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    layerRef.current?.scrollTo({ top: scrollPx });
  }, [scrollPx]);
  const marks = promptMarks(prompt).filter(({ kind, words }) => kind === 'text' || names.has(words.toLowerCase()));
  const gaps = marks.map((mark, at) => prompt.slice(marks[at - 1]?.end ?? 0, mark.start));
  return (
    <>
      <div ref={layerRef} className={styles.marking} aria-hidden="true">
        {marks.map((mark, at) => (
          <Fragment key={mark.start}>
            {gaps[at]}
            <mark className={styles[mark.kind]} data-mark={mark.kind}>
              {prompt.slice(mark.start, mark.end)}
            </mark>
          </Fragment>
        ))}
        {/* A last line without letters has no height of its own. */}
        {`${prompt.slice(marks.at(-1)?.end ?? 0)}\u200b`}
      </div>
      <span id="prompt-marks" className="visually-hidden">
        {sentenceOf(marks)}
      </span>
    </>
  );
}

function sentenceOf(marks: readonly PromptMark[]): string {
  const wordsOf = (kind: PromptMark['kind']) => marks.filter((mark) => mark.kind === kind).map(({ words }) => words);
  const [texts, names] = [wordsOf('text'), wordsOf('reference')];
  return [
    texts.length > 0 ? `Text in the picture: ${texts.join(', ')}.` : '',
    names.length > 0 ? `References named: ${names.join(', ')}.` : '',
  ].join(' ');
}

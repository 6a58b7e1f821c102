import { Picture } from '../ui/picture.tsx';
import styles from './completion-list.module.css';
import type { Completion, CompletionOption } from './use-completion.ts';

export const COMPLETION_LIST = 'prompt-names';
export const completionOptionId = (at: number): string => `${COMPLETION_LIST}-${at}`;

interface CompletionListProps {
  readonly completion: Completion;
  readonly onChoose: (option: CompletionOption) => void;
}

/** Pictures to speak of; the field keeps the focus, its arrow keys move through the list. */
export function CompletionList({ completion, onChoose }: CompletionListProps) {
  return (
    <div id={COMPLETION_LIST} role="listbox" aria-label="References" className={styles.list}>
      {completion.options.map((option, at) => (
        <div
          key={option.asset.id}
          id={completionOptionId(at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === completion.active}
          className={styles.option}
          onPointerDown={(event) => {
            // The field would lose the focus, and with it the list.
            event.preventDefault();
            onChoose(option);
          }}
        >
          <span className={styles.thumb}>
            <Picture hash={option.asset.hash} widthPx={28} alt="" />
          </span>
          <span className={styles.name}>{option.reference ? `@${option.reference.name}` : option.asset.name}</span>
          {option.reference ? null : <span className={styles.note}>Add as reference</span>}
        </div>
      ))}
    </div>
  );
}

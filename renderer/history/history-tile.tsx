import { Check, X } from 'lucide-react';
import type { HistoryEntry } from '../../shared/views.ts';
import { Picture } from '../ui/picture.tsx';
import styles from './history-grid.module.css';
import { addToBoard } from './use-board-placing.ts';

interface HistoryTileProps {
  readonly id: string;
  readonly entry: HistoryEntry;
  readonly widthPx: number;
  readonly place: { readonly index: number; readonly total: number };
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

const VERDICT_WORDS = { new: null, kept: 'kept', rejected: 'rejected' } as const;

/** Ends with what the marks show, in the same signs. */
function labelOf({ prompt, asset, modelLabel, candidate }: HistoryEntry): string {
  const words = prompt.trim().slice(0, 140) || asset.name;
  const marks = candidate
    ? [VERDICT_WORDS[candidate.verdict], candidate.rating > 0 ? `${candidate.rating}★` : null]
    : [];
  return [words, modelLabel, ...marks].filter((part) => part !== null && part !== '').join(', ');
}

export function HistoryTile({ id, entry, widthPx, place, isChosen, onChoose }: HistoryTileProps) {
  const rating = entry.candidate?.rating ?? 0;
  const verdict = entry.candidate?.verdict ?? 'new';
  return (
    // The list has the focus and the keys; the tile itself only takes the pointer.
    <button
      id={id}
      type="button"
      tabIndex={-1}
      role="option"
      className={styles.tile}
      aria-selected={isChosen}
      aria-label={labelOf(entry)}
      aria-posinset={place.index + 1}
      aria-setsize={place.total}
      data-verdict={verdict}
      onClick={onChoose}
      onDoubleClick={() => addToBoard([entry])}
    >
      <Picture hash={entry.asset.hash} widthPx={widthPx} alt="" />
      {rating > 0 || verdict !== 'new' ? (
        <span className={styles.marks}>
          {verdict === 'kept' ? <Check size={12} strokeWidth={2.5} /> : null}
          {verdict === 'rejected' ? <X size={12} strokeWidth={2.5} /> : null}
          {rating > 0 ? `${rating}★` : null}
        </span>
      ) : null}
    </button>
  );
}

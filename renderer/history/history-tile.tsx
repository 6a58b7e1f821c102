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

function labelOf(entry: HistoryEntry): string {
  const words = entry.prompt.trim().slice(0, 140) || entry.asset.name;
  return `${words}. ${entry.modelLabel}`;
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
      onDoubleClick={() => addToBoard([entry.asset])}
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

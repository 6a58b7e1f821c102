import { LayoutGrid } from 'lucide-react';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './empty-board.module.css';
import { useBoard } from './use-board.ts';

/** What to do on a board where nothing lies yet. */
export function EmptyBoard() {
  const isEmpty = useBoard((state) => state.boardId !== null && state.items.size === 0);
  if (!isEmpty) return null;
  return (
    <div className={styles.layer}>
      <EmptyState
        icon={LayoutGrid}
        title="An empty board"
        text="Write a prompt below to draft the first pictures, or drop pictures anywhere. T adds a note, C a frame."
      />
    </div>
  );
}

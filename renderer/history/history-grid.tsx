import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { AssetId } from '../../shared/ids.ts';
import type { HistoryEntry } from '../../shared/views.ts';
import { columnsFor, stepIndex } from './grid-steps.ts';
import styles from './history-grid.module.css';
import { HistoryTile } from './history-tile.tsx';
import { addToBoard } from './use-board-placing.ts';

const GAP_PX = 4;
const OVERSCAN_ROWS = 4;

interface HistoryGridProps {
  readonly entries: readonly HistoryEntry[];
  /** All that the search found; more than `entries` until everything was scrolled to. */
  readonly total: number;
  readonly chosenId: AssetId | null;
  /** These are still the results of the search before. */
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly onChoose: (id: AssetId) => void;
  readonly onMore: () => void;
}

function useWidth(element: HTMLElement | null): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}

/** Only the rows in sight exist; the focus stays on the list, which names the chosen tile to screen readers. */
export function HistoryGrid(props: HistoryGridProps) {
  const { entries, total, chosenId, hasMore, onChoose, onMore } = props;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const widthPx = useWidth(scroller);
  const columns = columnsFor(widthPx);
  const tilePx = Math.max(1, Math.floor((widthPx - GAP_PX * (columns - 1)) / columns));
  const rowCount = Math.ceil(entries.length / columns);
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller,
    estimateSize: () => tilePx + GAP_PX,
    overscan: OVERSCAN_ROWS,
  });
  useEffect(() => {
    // Known heights are of the old tile size.
    if (tilePx > 1) rows.measure();
  }, [rows, tilePx]);
  const virtualRows = rows.getVirtualItems();
  const lastRow = virtualRows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastRow >= rowCount - OVERSCAN_ROWS - 1) onMore();
  });

  const listId = useId();
  const chosenIndex = entries.findIndex((entry) => entry.asset.id === chosenId);
  const choose = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    onChoose(entry.asset.id);
    // A press focuses the tile; the list keeps the focus, because it has the keys.
    scroller?.focus({ preventScroll: true });
    rows.scrollToIndex(Math.floor(index / columns));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = entries[chosenIndex];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      addToBoard([chosen]);
      return;
    }
    const next = stepIndex(event.key, { index: chosenIndex, columns, count: entries.length });
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  };

  return (
    <div
      ref={setScroller}
      className={styles.scroller}
      role="listbox"
      aria-label="Pictures"
      aria-busy={props.isStale}
      aria-activedescendant={chosenIndex < 0 ? undefined : `${listId}-${chosenIndex}`}
      tabIndex={0}
      data-stale={props.isStale || undefined}
      onKeyDown={onKeyDown}
    >
      <div className={styles.canvas} style={{ height: rows.getTotalSize() }} role="presentation">
        {virtualRows.map((row) => (
          <div
            key={row.key}
            className={styles.row}
            style={{ transform: `translateY(${row.start}px)`, height: tilePx }}
            role="presentation"
          >
            {entries.slice(row.index * columns, (row.index + 1) * columns).map((entry, column) => {
              const index = row.index * columns + column;
              return (
                <HistoryTile
                  key={entry.asset.id}
                  id={`${listId}-${index}`}
                  entry={entry}
                  widthPx={tilePx}
                  place={{ index, total }}
                  isChosen={index === chosenIndex}
                  onChoose={() => choose(index)}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

import { Images } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { HistoryEntry } from '../../shared/views.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { HistoryDetails } from './history-details.tsx';
import { HistoryFilterBar } from './history-filter-bar.tsx';
import { HistoryGrid } from './history-grid.tsx';
import styles from './history-panel.module.css';
import { isFiltering, NO_FILTERS, useDebounced, useHistory } from './use-history.ts';

const TYPING_PAUSE_MS = 180;

export function HistoryPanel() {
  const showPanel = useWorkspace((state) => state.showPanel);
  const [filters, setFilters] = useState(NO_FILTERS);
  const settled = useDebounced(filters, TYPING_PAUSE_MS);
  const history = useHistory(settled);
  const [chosenId, setChosenId] = useState<HistoryEntry['asset']['id'] | null>(null);
  const pages = history.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? [], [pages]);
  const chosen = entries.find((entry) => entry.asset.id === chosenId) ?? null;
  const total = pages?.[0]?.total ?? 0;
  return (
    <SidePanel
      title="History"
      onClose={() => showPanel(null)}
      footer={chosen ? <HistoryDetails entry={chosen} /> : undefined}
    >
      <div className={styles.content}>
        <HistoryFilterBar filters={filters} onChange={setFilters} />
        <p className={styles.total} role="status">
          {history.isPending ? 'Searching…' : `${total.toLocaleString('en')} ${total === 1 ? 'picture' : 'pictures'}`}
        </p>
        {entries.length > 0 ? (
          <HistoryGrid
            entries={entries}
            total={total}
            chosenId={chosenId}
            isStale={history.isPlaceholderData}
            hasMore={history.hasNextPage}
            onChoose={setChosenId}
            onMore={() => {
              if (!history.isFetchingNextPage) void history.fetchNextPage();
            }}
          />
        ) : (
          <NoEntries
            error={history.error}
            isPending={history.isPending}
            isFiltered={isFiltering(settled)}
            onRetry={() => void history.refetch()}
            onClear={() => setFilters(NO_FILTERS)}
          />
        )}
      </div>
    </SidePanel>
  );
}

interface NoEntriesProps {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isFiltered: boolean;
  readonly onRetry: () => void;
  readonly onClear: () => void;
}

function NoEntries({ error, isPending, isFiltered, onRetry, onClear }: NoEntriesProps) {
  if (error) {
    const { title, message } = describeError(error);
    return <EmptyState title={title} text={message} action={<Button onPress={onRetry}>Try again</Button>} />;
  }
  if (isPending) return null;
  if (isFiltered) {
    return (
      <EmptyState
        title="Nothing fits"
        text="No picture has these words, this model or this rating."
        action={<Button onPress={onClear}>Clear the search</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={Images}
      title="No pictures yet"
      text="Everything you make or import is kept here with its prompt, its price and where it came from."
    />
  );
}

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ProcedureInput } from '../../shared/contract.ts';
import { call, onReconnect, onStudioEvent } from '../api/client.ts';

export type HistoryFilters = Pick<ProcedureInput<'history.search'>, 'text' | 'modelId' | 'verdict' | 'minRating'>;

export const NO_FILTERS: HistoryFilters = { text: '', modelId: null, verdict: null, minRating: 0 };

export function isFiltering(filters: HistoryFilters): boolean {
  return filters.text.trim() !== '' || filters.modelId !== null || filters.verdict !== null || filters.minRating > 0;
}

const PAGE_SIZE = 100;

/** New work is gathered for this long, so that eight pictures of one job cost one search. */
const REFRESH_DELAY_MS = 600;

/** One search of the history and its pages as they are scrolled to. */
export function useHistory(filters: HistoryFilters) {
  const queryClient = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['history'] }), REFRESH_DELAY_MS);
    };
    const stopEvents = onStudioEvent((event) => {
      const isNewWork = event.name === 'job-changed' && event.job.candidates.length > 0;
      if (isNewWork || event.name === 'candidate-changed') refreshSoon();
    });
    const stopReconnects = onReconnect(refreshSoon);
    return () => {
      clearTimeout(timer);
      stopEvents();
      stopReconnects();
    };
  }, [queryClient]);
  return useInfiniteQuery({
    queryKey: ['history', filters],
    queryFn: ({ pageParam }) => call('history.search', { ...filters, cursor: pageParam, limit: PAGE_SIZE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The old pictures stay while the next search runs; the panel dims them.
    placeholderData: keepPreviousData,
  });
}

/** The value once it has rested for `delayMs`. */
export function useDebounced<Value>(value: Value, delayMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}

import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ProcedureInput } from '../../shared/contract.ts';
import type { BoardId } from '../../shared/ids.ts';
import type { SpendRow, SpendSummary } from '../../shared/views.ts';
import { call, onReconnect, onStudioEvent } from '../api/client.ts';

const SPENDING = 'spending';

/** Sums and caps, those of the open board among them. Money that moves anywhere has them read again. */
export function useSpending(boardId: BoardId | null): UseQueryResult<SpendSummary> {
  const queryClient = useQueryClient();
  useEffect(() => {
    const refresh = () => void queryClient.invalidateQueries({ queryKey: [SPENDING] });
    const stopEvents = onStudioEvent((event) => {
      if (event.name === 'spend-changed') refresh();
    });
    const stopReconnects = onReconnect(refresh);
    return () => {
      stopEvents();
      stopReconnects();
    };
  }, [queryClient]);
  return useQuery({ queryKey: [SPENDING, 'summary', boardId], queryFn: () => call('spending.summary', { boardId }) });
}

export type ReportKind = ProcedureInput<'spending.report'>['by'];

/** `month` as YYYY-MM; null is all time. */
export function useSpendReport(by: ReportKind, month: string | null): UseQueryResult<SpendRow[]> {
  return useQuery({ queryKey: [SPENDING, 'report', by, month], queryFn: () => call('spending.report', { by, month }) });
}

/** The month of this computer's clock, as YYYY-MM. */
export function monthOf(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

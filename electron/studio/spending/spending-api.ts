/** Owns the money view and its caps. */
import type { BoardId } from '../../../shared/ids.ts';
import type { Procedures } from '../http/rpc.ts';
import { announceSpending, capMoment, type JobParts } from '../jobs/job-parts.ts';
import { setCap } from './cap-store.ts';
import { reportFinals } from './final-cost-store.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { listLedger, reportSpending, summariseSpending } from './spend-store.ts';

type SpendingProcedures = Pick<
  Procedures,
  'spending.summary' | 'spending.setCap' | 'spending.report' | 'spending.export'
>;

export function spendingProcedures(parts: JobParts): SpendingProcedures {
  const { db } = parts.context;
  const summary = (boardId: BoardId | null) => summariseSpending(db, capMoment(parts, boardId));
  return {
    'spending.summary': ({ boardId }) => summary(boardId),
    'spending.setCap': ({ scope, boardId, micros }) => {
      setCap(db, { scope, boardId: scope === 'board' ? boardId : null, micros });
      announceSpending(parts);
      return summary(boardId);
    },
    'spending.report': ({ by, month }) => (by === 'final' ? reportFinals(db, month) : reportSpending(db, by, month)),
    'spending.export': ({ month }) => ({ csv: ledgerCsv(listLedger(db, month)) }),
  };
}

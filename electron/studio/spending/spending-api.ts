/** Owns the money view. */
import type { Procedures } from '../http/rpc.ts';
import type { JobParts } from '../jobs/job-parts.ts';
import { summariseSpending } from './spend-store.ts';

export function spendingProcedures(parts: JobParts): Pick<Procedures, 'spending.summary'> {
  const { db, clock } = parts.context;
  return {
    'spending.summary': () => summariseSpending(db, { sessionStartMs: parts.sessionStartMs, nowMs: clock.now() }),
  };
}

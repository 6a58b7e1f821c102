/** Owns the sums over the attempt ledger. Days and months are those of this computer's clock and time zone. */
import type { SpendSummary } from '../../../shared/contract.ts';
import type { ReadDb } from '../db/database.ts';

interface SumRow {
  readonly session: number | null;
  readonly today: number | null;
  readonly month: number | null;
  readonly lost: number | null;
  readonly unknown_count: number;
}

/** Settled calls count with their cost; lost ones are listed apart, because nobody knows yet. */
export function summariseSpending(db: ReadDb, moment: { sessionStartMs: number; nowMs: number }): SpendSummary {
  const now = new Date(moment.nowMs);
  const dayStartMs = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const monthStartMs = new Date(now.getFullYear(), now.getMonth(), 1).getTime();
  const sums = db
    .prepare<Record<string, number>, SumRow>(
      `SELECT
         sum(CASE WHEN created_at_ms >= :session THEN cost_micros END) AS session,
         sum(CASE WHEN created_at_ms >= :day THEN cost_micros END) AS today,
         sum(CASE WHEN created_at_ms >= :month THEN cost_micros END) AS month,
         sum(CASE WHEN state = 'possibly-billed' AND created_at_ms >= :month THEN reserved_micros END) AS lost,
         count(CASE WHEN (state = 'settled' AND cost_micros IS NULL)
           OR (state = 'possibly-billed' AND reserved_micros IS NULL) THEN 1 END) AS unknown_count
       FROM attempts WHERE is_free = 0`,
    )
    .get({ session: moment.sessionStartMs, day: dayStartMs, month: monthStartMs });
  const byModel = db
    .prepare<[number], { model_id: string; label: string; micros: number | null; calls: number }>(
      `SELECT a.model_id, max(j.model_label) AS label, sum(a.cost_micros) AS micros, count(*) AS calls
       FROM attempts a JOIN jobs j ON j.id = a.job_id
       WHERE a.is_free = 0 AND a.state IN ('settled', 'possibly-billed') AND a.created_at_ms >= ?
       GROUP BY a.model_id ORDER BY micros DESC`,
    )
    .all(monthStartMs);
  return {
    sessionMicros: sums?.session ?? 0,
    todayMicros: sums?.today ?? 0,
    monthMicros: sums?.month ?? 0,
    possiblyBilledMicros: sums?.lost ?? 0,
    unknownCount: sums?.unknown_count ?? 0,
    byModel: byModel.map((row) => ({
      modelId: row.model_id,
      label: row.label,
      micros: row.micros ?? 0,
      calls: row.calls,
    })),
  };
}

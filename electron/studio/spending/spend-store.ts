/** Owns the sums over the attempt ledger. */
import type { SpendRow, SpendSummary } from '../../../shared/views.ts';
import type { ReadDb } from '../db/database.ts';
import type { CapMoment } from './cap-store.ts';
import { listCaps } from './cap-store.ts';

interface SumRow {
  readonly session: number | null;
  readonly today: number | null;
  readonly month: number | null;
  readonly lost: number | null;
  readonly unknown_count: number;
}

/** Settled calls count with their cost; lost ones are listed apart, because nobody knows yet. */
export function summariseSpending(db: ReadDb, moment: CapMoment): SpendSummary {
  const month = moment.localDay.slice(0, 7);
  const sums = db
    .prepare<Record<string, string>, SumRow>(
      `SELECT
         sum(CASE WHEN session_id = :session THEN cost_micros END) AS session,
         sum(CASE WHEN local_day = :day THEN cost_micros END) AS today,
         sum(CASE WHEN substr(local_day, 1, 7) = :month THEN cost_micros END) AS month,
         sum(CASE WHEN state = 'possibly-billed' AND substr(local_day, 1, 7) = :month THEN reserved_micros END) AS lost,
         count(CASE WHEN (state = 'settled' AND cost_micros IS NULL)
           OR (state = 'possibly-billed' AND reserved_micros IS NULL) THEN 1 END) AS unknown_count
       FROM attempts WHERE is_free = 0`,
    )
    .get({ session: moment.sessionId, day: moment.localDay, month });
  return {
    sessionMicros: sums?.session ?? 0,
    todayMicros: sums?.today ?? 0,
    monthMicros: sums?.month ?? 0,
    possiblyBilledMicros: sums?.lost ?? 0,
    unknownCount: sums?.unknown_count ?? 0,
    caps: listCaps(db, moment),
    byModel: reportSpending(db, 'model', month).map((row) => ({
      modelId: row.key,
      label: row.label,
      micros: row.micros,
      calls: row.calls,
    })),
  };
}

const GROUPS = {
  model: { key: 'a.model_id', label: 'coalesce(max(j.model_label), a.model_id)' },
  board: { key: 'a.board_id', label: "coalesce(max(b.name), 'Removed board')" },
  day: { key: 'a.local_day', label: 'a.local_day' },
} as const;

/** One row a group, dearest first (days newest first). `month` as YYYY-MM limits it; null = all time. */
export function reportSpending(db: ReadDb, by: keyof typeof GROUPS, month: string | null): SpendRow[] {
  const group = GROUPS[by];
  const sql = `SELECT ${group.key} AS key, ${group.label} AS label, coalesce(sum(a.cost_micros), 0) AS micros,
      coalesce(sum(CASE WHEN a.state = 'possibly-billed' THEN a.reserved_micros END), 0) AS lost,
      count(CASE WHEN a.state = 'settled' AND a.cost_micros IS NULL THEN 1 END) AS unknown_count, count(*) AS calls
    FROM attempts a JOIN jobs j ON j.id = a.job_id LEFT JOIN boards b ON b.id = a.board_id
    WHERE a.is_free = 0 AND a.state IN ('settled', 'possibly-billed') AND (? IS NULL OR substr(a.local_day, 1, 7) = ?)
    GROUP BY ${group.key} ORDER BY ${by === 'day' ? 'key DESC' : 'micros DESC, key'}`;
  return db
    .prepare<
      [string | null, string | null],
      { key: string; label: string; micros: number; lost: number; unknown_count: number; calls: number }
    >(sql)
    .all(month, month)
    .map((row) => ({
      key: row.key,
      label: row.label,
      micros: row.micros,
      possiblyBilledMicros: row.lost,
      unknownCount: row.unknown_count,
      calls: row.calls,
    }));
}

export interface LedgerLine {
  readonly day: string;
  readonly board: string;
  readonly model: string;
  readonly role: string;
  readonly state: string;
  readonly cost_micros: number | null;
  readonly reserved_micros: number | null;
  readonly request_id: string | null;
  readonly attempt: string;
  readonly prompt: string;
}

/** Every paid call, oldest first. */
export function listLedger(db: ReadDb, month: string | null): LedgerLine[] {
  return db
    .prepare<[string | null, string | null], LedgerLine>(
      `SELECT a.local_day AS day, coalesce(b.name, '') AS board, a.model_id AS model, j.role, a.state, a.cost_micros,
         a.reserved_micros, a.request_id, a.id AS attempt, j.prompt
       FROM attempts a JOIN jobs j ON j.id = a.job_id LEFT JOIN boards b ON b.id = a.board_id
       WHERE a.is_free = 0 AND (? IS NULL OR substr(a.local_day, 1, 7) = ?) ORDER BY a.created_at_ms, a.id`,
    )
    .all(month, month);
}

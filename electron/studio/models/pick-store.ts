/** Owns counting how often pictures of a model were kept or rejected, by kind of request. */
import type { ReadDb } from '../db/database.ts';
import type { PickCount } from '../routing/learned-preference.ts';

export interface NamedPick extends PickCount {
  readonly modelLabel: string;
}

export function countPicks(db: ReadDb, sinceMs: number): NamedPick[] {
  return db
    .prepare<[number], { kind: string; model_id: string; label: string; kept: number; rejected: number }>(
      `SELECT j.request_kind AS kind, j.model_id, max(j.model_label) AS label,
         sum(c.verdict = 'kept') AS kept, sum(c.verdict = 'rejected') AS rejected
       FROM candidates c JOIN jobs j ON j.id = c.job_id
       WHERE c.verdict <> 'new' AND c.created_at_ms >= ?
       GROUP BY j.request_kind, j.model_id ORDER BY j.request_kind, kept DESC`,
    )
    .all(sinceMs)
    .map((row) => ({
      kind: row.kind,
      modelId: row.model_id,
      modelLabel: row.label,
      kept: row.kept,
      rejected: row.rejected,
    }));
}

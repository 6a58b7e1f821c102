/** Owns finding pictures again: full text in any script, filters, and pages that stay fast at 100,000 pictures. */
import type { ReadDb } from '../db/database.ts';

export interface HistoryQuery {
  readonly text: string;
  readonly modelId: string | null;
  readonly verdict: string | null;
  readonly minRating: number;
  readonly after: { readonly createdAtMs: number; readonly id: string } | null;
  readonly limit: number;
}

interface HistoryRow {
  readonly id: string;
  readonly created_at_ms: number;
}

interface Filter {
  readonly where: string;
  readonly values: (string | number)[];
}

/** Newest first. */
export function searchHistory(db: ReadDb, query: HistoryQuery): HistoryRow[] {
  const filter = filterOf(query);
  const after = query.after ? 'AND (a.created_at_ms, a.id) < (?, ?)' : '';
  const sql = `SELECT a.id, a.created_at_ms FROM assets a ${filter.where} ${after}
    ORDER BY a.created_at_ms DESC, a.id DESC LIMIT ?`;
  const page = query.after ? [query.after.createdAtMs, query.after.id] : [];
  return db.prepare<unknown[], HistoryRow>(sql).all(...filter.values, ...page, query.limit);
}

export function countHistory(db: ReadDb, query: HistoryQuery): number {
  const filter = filterOf(query);
  const sql = `SELECT count(*) AS total FROM assets a ${filter.where}`;
  return db.prepare<unknown[], { total: number }>(sql).get(...filter.values)?.total ?? 0;
}

function filterOf(query: HistoryQuery): Filter {
  const clauses: string[] = ["a.source <> 'working'"];
  const values: (string | number)[] = [];
  for (const word of query.text.trim().split(/\s+/).filter(Boolean)) {
    // The trigram index knows nothing shorter than three characters; LIKE reads the same table for those.
    const isShort = [...word].length < 3;
    clauses.push(
      `a.id IN (SELECT asset_id FROM asset_text WHERE ${isShort ? "text LIKE ? ESCAPE '\\'" : 'asset_text MATCH ?'})`,
    );
    values.push(isShort ? `%${word.replace(/[\\%_]/g, '\\$&')}%` : `"${word.replaceAll('"', '""')}"`);
  }
  const judged: string[] = [];
  if (query.verdict !== null) {
    judged.push('c.verdict = ?');
    values.push(query.verdict);
  }
  if (query.minRating > 0) {
    judged.push('c.rating >= ?');
    values.push(query.minRating);
  }
  if (query.modelId !== null) {
    judged.push('j.model_id = ?');
    values.push(query.modelId);
  }
  if (judged.length > 0) {
    clauses.push(
      `a.id IN (SELECT c.asset_id FROM candidates c JOIN jobs j ON j.id = c.job_id WHERE ${judged.join(' AND ')})`,
    );
  }
  return { where: `WHERE ${clauses.join(' AND ')}`, values };
}

/** What a history tile says besides its picture. */
export function readHistoryFacts(
  db: ReadDb,
  assetId: string,
): { prompt: string; modelId: string; modelLabel: string; role: string; boardId: string } | null {
  const row = db
    .prepare<[string], { prompt: string; model_id: string; model_label: string; role: string; board_id: string }>(
      `SELECT j.prompt, j.model_id, j.model_label, j.role, j.board_id
       FROM candidates c JOIN jobs j ON j.id = c.job_id WHERE c.asset_id = ? LIMIT 1`,
    )
    .get(assetId);
  if (!row) return null;
  return {
    prompt: row.prompt,
    modelId: row.model_id,
    modelLabel: row.model_label,
    role: row.role,
    boardId: row.board_id,
  };
}

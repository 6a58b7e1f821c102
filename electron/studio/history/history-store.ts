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

type Values = (string | number)[];

interface Filter {
  /** For one picture `a` at a time. */
  readonly each: string[];
  /** As sets of row numbers of `assets`. */
  readonly sets: string[];
  readonly values: Values;
}

/** From here on, more than one picture in fifty matches, and a page fills fastest by looking from the newest down. */
const COMMON_MATCHES = 2_000;

/** Newest first. `total` is what `countHistory` says; it decides which way is the short one. */
export function searchHistory(db: ReadDb, query: HistoryQuery, total: number): HistoryRow[] {
  if (total === 0) return [];
  const filter = filterOf(query);
  const clauses = total >= COMMON_MATCHES ? filter.each : filter.sets;
  const after = query.after ? ['(a.created_at_ms, a.id) < (?, ?)'] : [];
  const where = ["a.source <> 'working'", ...clauses, ...after].join(' AND ');
  const page = query.after ? [query.after.createdAtMs, query.after.id] : [];
  // The planner cannot know how many match; named here, the age index also hands out the order.
  const source = total >= COMMON_MATCHES || clauses.length === 0 ? 'assets a INDEXED BY assets_by_age' : 'assets a';
  const sql = `SELECT a.id, a.created_at_ms FROM ${source} WHERE ${where}
    ORDER BY a.created_at_ms DESC, a.id DESC LIMIT ?`;
  return db.prepare<unknown[], HistoryRow>(sql).all(...filter.values, ...page, query.limit);
}

export function countHistory(db: ReadDb, query: HistoryQuery): number {
  const { sets, values } = filterOf(query);
  const judged = judgementOf(query);
  const isJudgedOnly = judged !== null && sets.length === 1;
  const sql = isJudgedOnly
    ? `SELECT count(DISTINCT c.asset_id) AS total FROM candidates c ${judged.join} WHERE ${judged.where}`
    : countOf(sets);
  const total = db.prepare<unknown[], { total: number }>(sql).get(...values)?.total ?? 0;
  return judged === null || !isJudgedOnly ? total : total - countOnTheWay(db, judged);
}

/** Steps of an extension have candidates and are listed by nothing; there are few of them. */
function countOnTheWay(db: ReadDb, { join, where, values }: Judgement): number {
  const sql = `SELECT count(DISTINCT c.asset_id) AS total
    FROM assets w INDEXED BY assets_made_on_the_way CROSS JOIN candidates c ON c.asset_id = w.id ${join}
    WHERE w.source = 'working' AND ${where}`;
  return db.prepare<unknown[], { total: number }>(sql).get(...values)?.total ?? 0;
}

/** Sets are counted by themselves, without looking at a single picture. */
function countOf(sets: readonly string[]): string {
  if (sets.length === 0) {
    return `SELECT (SELECT count(*) FROM assets) - (SELECT count(*) FROM assets WHERE source = 'working') AS total`;
  }
  return `SELECT count(*) AS total FROM (${sets.map(setOf).join(' INTERSECT ')})`;
}

const setOf = (clause: string): string => clause.slice('a.rowid IN ('.length, -1);

function filterOf(query: HistoryQuery): Filter {
  const each: string[] = [];
  const sets: string[] = [];
  const values: Values = [];
  for (const word of query.text.trim().split(/\s+/).filter(Boolean)) {
    // The trigram index knows nothing shorter than three characters; LIKE reads the same table for those.
    const isShort = [...word].length < 3;
    const match = isShort ? "text LIKE ? ESCAPE '\\'" : 'asset_text MATCH ?';
    each.push(
      isShort
        ? `EXISTS (SELECT 1 FROM asset_text t WHERE t.rowid = a.rowid AND t.${match})`
        : `a.rowid IN (SELECT rowid FROM asset_text WHERE ${match})`,
    );
    sets.push(`a.rowid IN (SELECT rowid FROM asset_text WHERE ${match})`);
    values.push(isShort ? `%${word.replace(/[\\%_]/g, '\\$&')}%` : `"${word.replaceAll('"', '""')}"`);
  }
  const judged = judgementOf(query);
  if (judged === null) return { each, sets, values };
  // Named, because without statistics the planner takes the index of verdicts and reads all of one verdict each time.
  const byAsset = `candidates c INDEXED BY candidates_by_asset ${judged.join}`;
  each.push(`EXISTS (SELECT 1 FROM ${byAsset} WHERE c.asset_id = a.id AND ${judged.where})`);
  sets.push(
    `a.rowid IN (SELECT DISTINCT p.rowid FROM candidates c ${judged.join} JOIN assets p ON p.id = c.asset_id WHERE p.source <> 'working' AND ${judged.where})`,
  );
  return { each, sets, values: [...values, ...judged.values] };
}

interface Judgement {
  readonly join: string;
  readonly where: string;
  readonly values: Values;
}

function judgementOf(query: HistoryQuery): Judgement | null {
  const clauses: string[] = [];
  const values: Values = [];
  const ask = (clause: string, value: string | number) => {
    clauses.push(clause);
    values.push(value);
  };
  if (query.verdict !== null) ask('c.verdict = ?', query.verdict);
  if (query.minRating > 0) ask('c.rating >= ?', query.minRating);
  if (query.modelId !== null) ask('j.model_id = ?', query.modelId);
  if (clauses.length === 0) return null;
  return {
    join: query.modelId === null ? '' : 'JOIN jobs j ON j.id = c.job_id',
    where: clauses.join(' AND '),
    values,
  };
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

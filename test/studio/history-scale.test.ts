// The history of a large library: found by index, never by reading everything, and right in every combination.
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type WriteDb } from '../../electron/studio/db/database.ts';
import { countHistory, type HistoryQuery, searchHistory } from '../../electron/studio/history/history-store.ts';
import { fillHistory } from '../support/history-fill.ts';

const PICTURES = 12_000;
const everything: HistoryQuery = { text: '', modelId: null, verdict: null, minRating: 0, after: null, limit: 50 };

const QUERIES: Readonly<Record<string, Partial<HistoryQuery>>> = {
  'the newest': {},
  'a common word': { text: 'harbour' },
  'a rare word': { text: 'zeppelin' },
  'two words': { text: 'desert dawn' },
  'two characters of another script': { text: '深夜' },
  'a word of another script': { text: '東京タワ' },
  'what was kept': { verdict: 'kept' },
  'four stars and more': { minRating: 4 },
  'one model': { modelId: 'google:gemini-3-pro-image' },
  'all at once': { text: 'tower', verdict: 'kept', minRating: 1, modelId: 'google:gemini-3-pro-image' },
  nothing: { text: 'submarine' },
};

/** By looking at every row, as slowly as can be. */
function bruteForce(db: WriteDb, query: HistoryQuery): string[] {
  const rows = db
    .prepare<[], { id: string; text: string; verdict: string; rating: number; model: string }>(
      `SELECT a.id, t.text, c.verdict, c.rating, j.model_id AS model FROM assets a
       JOIN candidates c ON c.asset_id = a.id JOIN jobs j ON j.id = c.job_id
       JOIN asset_text t ON t.asset_id = a.id ORDER BY a.created_at_ms DESC, a.id DESC`,
    )
    .all();
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.flatMap((row) => {
    const isFound = words.every((word) => row.text.toLowerCase().includes(word));
    const isJudged = (query.verdict === null || row.verdict === query.verdict) && row.rating >= query.minRating;
    return isFound && isJudged && (query.modelId === null || row.model === query.modelId) ? [row.id] : [];
  });
}

/** Every statement that a search runs, explained. */
function plansOf(db: WriteDb, query: HistoryQuery): string[] {
  const plans: string[] = [];
  const explained = {
    prepare: (sql: string) => {
      const values = (sql.match(/\?/g) ?? []).map(() => 'x');
      const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      plans.push(...steps.map((step) => step.detail));
      return db.prepare(sql);
    },
  };
  // better-sqlite3's overloads cannot be written out here; only `prepare` is used.
  const reading = explained as unknown as WriteDb;
  searchHistory(reading, query, countHistory(reading, query));
  return plans;
}

describe('a history of many pictures', () => {
  let db: WriteDb;
  beforeAll(() => {
    db = openDatabase(':memory:');
    fillHistory(db, PICTURES);
    return () => db.close();
  });

  it.each(Object.entries(QUERIES))('finds %s, and counts it', (_name, changes) => {
    const query = { ...everything, ...changes };
    const expected = bruteForce(db, query);
    const total = countHistory(db, query);
    expect(total).toBe(expected.length);
    expect(searchHistory(db, query, total).map((row) => row.id)).toEqual(expected.slice(0, query.limit));
  });

  it.each(Object.entries(QUERIES))('pages through %s without gaps or repeats', (_name, changes) => {
    const query = { ...everything, ...changes, limit: 200 };
    const expected = bruteForce(db, query).slice(0, 700);
    const total = countHistory(db, query);
    const seen: string[] = [];
    let after: HistoryQuery['after'] = null;
    do {
      const page = searchHistory(db, { ...query, after }, total);
      seen.push(...page.map((row) => row.id));
      const last = page.at(-1);
      after = last ? { createdAtMs: last.created_at_ms, id: last.id } : null;
    } while (after !== null && seen.length < 600);
    expect(seen).toEqual(expected.slice(0, seen.length));
    expect(seen.length).toBe(Math.min(expected.length, seen.length));
  });

  it.each(Object.entries(QUERIES))('reads no table of pictures from end to end for %s', (_name, changes) => {
    const plans = plansOf(db, { ...everything, ...changes });
    expect(plans.length).toBeGreaterThan(0);
    const bare = plans.filter((step) => /^SCAN (a|c|j|p|assets|candidates|jobs)\b/.test(step) && !/INDEX/.test(step));
    expect(bare).toEqual([]);
  });

  it('neither lists nor counts what was made on the way', () => {
    const small = openDatabase(':memory:');
    fillHistory(small, 8);
    small.exec("UPDATE assets SET source = 'working' WHERE rowid = 3");
    expect(countHistory(small, everything)).toBe(7);
    expect(searchHistory(small, everything, 7)).toHaveLength(7);
    small.close();
  });

  it('asks for the judgement of one picture at a time by that picture', () => {
    const probes = plansOf(db, { ...everything, verdict: 'rejected' }).filter((step) => step.startsWith('SEARCH c '));
    expect(probes.join()).toContain('candidates_by_asset (asset_id=?)');
  });

  it('takes the order from the index where much matches, and sorts only where little does', () => {
    const sorts = (changes: Partial<HistoryQuery>) =>
      plansOf(db, { ...everything, ...changes }).some((step) => step.includes('TEMP B-TREE FOR ORDER BY'));
    expect(sorts({})).toBe(false);
    expect(sorts({ minRating: 4 })).toBe(false);
    expect(sorts({ text: 'zeppelin' })).toBe(true);
  });
});

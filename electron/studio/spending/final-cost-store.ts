/** Owns what an accepted final really cost: itself, the drafts behind it, the rejected ones, and every failed call. */
import type { SpendRow } from '../../../shared/views.ts';
import type { ReadDb } from '../db/database.ts';

/**
 * An accepted final is a promoted or edited picture that was kept. Its cost is that of every attempt of the jobs it
 * descends from: its own job, the jobs of its ancestors, and jobs that tried the same step from the same source without
 * being accepted. A job that several finals descend from is split evenly between them, to the micro-dollar, so that the
 * rows add up to what was spent on finals.
 */
export function reportFinals(db: ReadDb, month: string | null): SpendRow[] {
  const finals = db
    .prepare<[string | null, string | null], { asset_id: string; name: string; job_id: string }>(
      `SELECT c.asset_id, a.name, c.job_id FROM candidates c
       JOIN jobs j ON j.id = c.job_id JOIN assets a ON a.id = c.asset_id
       WHERE c.verdict = 'kept' AND j.role <> 'draft'
         AND (? IS NULL OR strftime('%Y-%m', c.created_at_ms / 1000, 'unixepoch', 'localtime') = ?)
         AND NOT EXISTS (
           SELECT 1 FROM lineage l JOIN candidates k ON k.asset_id = l.child_asset_id AND k.verdict = 'kept'
           WHERE l.parent_asset_id = c.asset_id AND l.kind IN ('promoted', 'edited'))
       ORDER BY c.created_at_ms DESC, c.id`,
    )
    .all(month, month);
  const jobsOf = new Map(finals.map((final) => [final.asset_id, jobsBehind(db, final.asset_id)]));
  const sharers = new Map<string, string[]>();
  for (const [assetId, jobs] of jobsOf)
    for (const job of jobs) sharers.set(job, [...(sharers.get(job) ?? []), assetId]);
  return finals.map((final) => {
    const row = {
      key: final.asset_id,
      label: final.name,
      micros: 0,
      possiblyBilledMicros: 0,
      unknownCount: 0,
      calls: 0,
    };
    for (const job of jobsOf.get(final.asset_id) ?? []) {
      const cost = costOfJob(db, job);
      const share = { of: sharers.get(job) ?? [], at: final.asset_id };
      row.micros += shareOf(cost.micros, share);
      row.possiblyBilledMicros += shareOf(cost.lost, share);
      row.unknownCount += cost.unknown_count;
      row.calls += cost.calls;
    }
    return row;
  });
}

/** Jobs of the picture and its ancestors, and their unaccepted siblings: same source, same operation. */
function jobsBehind(db: ReadDb, assetId: string): string[] {
  return db
    .prepare<[string], { id: string }>(
      `WITH RECURSIVE ancestor(asset_id) AS (
         SELECT ? UNION
         SELECT l.parent_asset_id FROM lineage l JOIN ancestor a ON a.asset_id = l.child_asset_id
         WHERE l.kind <> 'reference'),
       own(id) AS (SELECT DISTINCT c.job_id FROM candidates c JOIN ancestor a ON a.asset_id = c.asset_id)
       SELECT id FROM own UNION
       SELECT s.id FROM jobs s JOIN jobs j ON j.id IN (SELECT id FROM own)
         AND json_extract(s.request, '$.sourceAssetId') = json_extract(j.request, '$.sourceAssetId')
         AND json_extract(s.request, '$.operation') = json_extract(j.request, '$.operation')
       WHERE NOT EXISTS (SELECT 1 FROM candidates k WHERE k.job_id = s.id AND k.verdict = 'kept')
       UNION
       SELECT s.id FROM jobs s JOIN jobs j ON j.id IN (SELECT id FROM own)
         AND s.board_id = j.board_id AND s.prompt = j.prompt AND s.role = 'draft' AND j.role = 'draft'
       WHERE NOT EXISTS (SELECT 1 FROM candidates k WHERE k.job_id = s.id AND k.verdict = 'kept')`,
    )
    .all(assetId)
    .map((row) => row.id);
}

function costOfJob(db: ReadDb, jobId: string): { micros: number; lost: number; unknown_count: number; calls: number } {
  const row = db
    .prepare<[string], { micros: number; lost: number; unknown_count: number; calls: number }>(
      `SELECT coalesce(sum(cost_micros), 0) AS micros,
         coalesce(sum(CASE WHEN state = 'possibly-billed' THEN reserved_micros END), 0) AS lost,
         count(CASE WHEN state = 'settled' AND cost_micros IS NULL THEN 1 END) AS unknown_count, count(*) AS calls
       FROM attempts WHERE job_id = ? AND is_free = 0 AND state IN ('settled', 'possibly-billed')`,
    )
    .get(jobId);
  return row ?? { micros: 0, lost: 0, unknown_count: 0, calls: 0 };
}

/** An even split; the first sharers carry the remainder, so that the parts add up. */
function shareOf(micros: number, share: { of: readonly string[]; at: string }): number {
  const count = Math.max(1, share.of.length);
  const each = Math.floor(micros / count);
  return each + (share.of.indexOf(share.at) < micros - each * count ? 1 : 0);
}

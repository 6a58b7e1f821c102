/** Owns the votes of dual runs. */
import type { ReadDb, WriteDb } from '../db/database.ts';

export function findWinner(db: ReadDb, groupId: string): string | null {
  const sql = 'SELECT winner FROM duals WHERE group_id = ?';
  return db.prepare<[string], { winner: string }>(sql).get(groupId)?.winner ?? null;
}

export function saveWinner(db: WriteDb, groupId: string, winner: string | null, nowMs: number): void {
  if (winner === null) db.prepare('DELETE FROM duals WHERE group_id = ?').run(groupId);
  else {
    db.prepare(
      `INSERT INTO duals (group_id, winner, voted_at_ms) VALUES (?, ?, ?)
       ON CONFLICT (group_id) DO UPDATE SET winner = excluded.winner, voted_at_ms = excluded.voted_at_ms`,
    ).run(groupId, winner, nowMs);
  }
}

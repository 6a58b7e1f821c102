/** Owns the rows of candidates: which picture filled which slot of a job, and how a person judged it. */
import { StudioError } from '../../../shared/errors.ts';
import type { Candidate } from '../../../shared/generation.ts';
import { candidateSchema } from '../../../shared/generation.ts';
import type { CandidateId } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

interface CandidateRow {
  readonly id: string;
  readonly job_id: string;
  readonly asset_id: string;
  readonly slot: number;
  readonly seed: number | null;
  readonly verdict: string;
  readonly rating: number;
  readonly cost_micros: number | null;
  readonly elapsed_ms: number;
  readonly badges: string;
  readonly drift: string | null;
  readonly created_at_ms: number;
}

function toCandidate(row: CandidateRow): Candidate {
  return candidateSchema.parse({
    id: row.id,
    jobId: row.job_id,
    assetId: row.asset_id,
    slot: row.slot,
    seed: row.seed,
    verdict: row.verdict,
    rating: row.rating,
    costMicros: row.cost_micros,
    elapsedMs: row.elapsed_ms,
    badges: JSON.parse(row.badges),
    drift: row.drift === null ? null : JSON.parse(row.drift),
    createdAtMs: row.created_at_ms,
  });
}

export function insertCandidate(db: WriteDb, candidate: Candidate, attemptId: string): void {
  db.prepare(
    `INSERT INTO candidates (id, job_id, attempt_id, asset_id, slot, seed, verdict, rating, cost_micros, elapsed_ms,
       badges, drift, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    candidate.id,
    candidate.jobId,
    attemptId,
    candidate.assetId,
    candidate.slot,
    candidate.seed,
    candidate.verdict,
    candidate.rating,
    candidate.costMicros,
    candidate.elapsedMs,
    JSON.stringify(candidate.badges),
    candidate.drift ? JSON.stringify(candidate.drift) : null,
    candidate.createdAtMs,
  );
}

export function listCandidatesOf(db: ReadDb, jobId: string): Candidate[] {
  const sql = 'SELECT * FROM candidates WHERE job_id = ? ORDER BY slot';
  return db.prepare<[string], CandidateRow>(sql).all(jobId).map(toCandidate);
}

export function findCandidateOfAsset(db: ReadDb, assetId: string): Candidate | null {
  const sql = 'SELECT * FROM candidates WHERE asset_id = ? ORDER BY created_at_ms LIMIT 1';
  const row = db.prepare<[string], CandidateRow>(sql).get(assetId);
  return row ? toCandidate(row) : null;
}

export function listCandidatesOfAssets(db: ReadDb, assetIds: readonly string[]): Candidate[] {
  const sql = 'SELECT * FROM candidates WHERE asset_id IN (SELECT value FROM json_each(?))';
  return db.prepare<[string], CandidateRow>(sql).all(JSON.stringify(assetIds)).map(toCandidate);
}

/** The attempt that drew it; taken over with the picture when an earlier result is used again. */
export function findAttemptOfCandidate(db: ReadDb, id: CandidateId): string {
  const sql = 'SELECT attempt_id FROM candidates WHERE id = ?';
  const row = db.prepare<[string], { attempt_id: string }>(sql).get(id);
  if (!row) throw new StudioError('not-found', 'That result is not in this library.');
  return row.attempt_id;
}

export function findReceipt(db: ReadDb, assetId: string): unknown {
  const sql = `SELECT t.receipt FROM candidates c JOIN attempts t ON t.id = c.attempt_id WHERE c.asset_id = ? LIMIT 1`;
  const receipt = db.prepare<[string], { receipt: string | null }>(sql).get(assetId)?.receipt;
  return receipt ? JSON.parse(receipt) : null;
}

/** Changes only what is given; answers the candidate as it is now. */
export function judgeCandidate(
  db: WriteDb,
  id: CandidateId,
  judgement: { verdict?: Candidate['verdict'] | undefined; rating?: number | undefined },
): Candidate {
  const sql = `UPDATE candidates SET verdict = coalesce(?, verdict), rating = coalesce(?, rating) WHERE id = ? RETURNING *`;
  const row = db
    .prepare<[string | null, number | null, string], CandidateRow>(sql)
    .get(judgement.verdict ?? null, judgement.rating ?? null, id);
  if (!row) throw new StudioError('not-found', 'That result is not in this library.');
  return toCandidate(row);
}

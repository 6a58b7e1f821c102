/**
 * Owns the attempt ledger: one row a call, written ahead of the call, so that a crash at any moment leaves the truth.
 * intent (nothing sent) → sent → accepted (whole answer stored) → settled; or rejected (refused, not billed), or
 * possibly-billed (sent, outcome unknown). Money of sent and accepted rows counts as reserved.
 */
import { StudioError, type WireError, wireErrorSchema } from '../../../shared/errors.ts';
import type { Receipt, Usage } from '../../../shared/generation.ts';
import { type AssetId, type AttemptId, type BoardId, type JobId, jobIdSchema } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

export type AttemptState = 'intent' | 'sent' | 'accepted' | 'rejected' | 'settled' | 'possibly-billed';

export interface Attempt {
  readonly id: AttemptId;
  readonly jobId: JobId;
  readonly slots: readonly number[];
  readonly state: AttemptState;
  readonly isFree: boolean;
  readonly requestHash: string | null;
  /** Blob of the raw answer, and its status and headers as JSON. */
  readonly responseHash: string | null;
  readonly responseHead: string | null;
  /** A person knew what became of this call and asked again; what it cost, or may have cost, still counts as spent. */
  readonly isAcknowledged: boolean;
  /** The most it may cost; null = unknown. */
  readonly reservedMicros: number | null;
  /** Why it brought nothing, or less than it should. */
  readonly error: WireError | null;
  readonly createdAtMs: number;
}

interface AttemptRow {
  readonly id: string;
  readonly job_id: string;
  readonly slots: string;
  readonly state: AttemptState;
  readonly is_free: number;
  readonly request_hash: string | null;
  readonly response_hash: string | null;
  readonly response_head: string | null;
  readonly acknowledged_at_ms: number | null;
  readonly reserved_micros: number | null;
  readonly error: string | null;
  readonly created_at_ms: number;
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: `attempt_${row.id.slice('attempt_'.length)}`,
    jobId: jobIdSchema.parse(row.job_id),
    slots: JSON.parse(row.slots),
    state: row.state,
    isFree: row.is_free === 1,
    requestHash: row.request_hash,
    responseHash: row.response_hash,
    responseHead: row.response_head,
    isAcknowledged: row.acknowledged_at_ms !== null,
    reservedMicros: row.reserved_micros,
    error: row.error === null ? null : wireErrorSchema.parse(JSON.parse(row.error)),
    createdAtMs: row.created_at_ms,
  };
}

export interface NewAttempt {
  readonly id: AttemptId;
  readonly jobId: JobId;
  readonly boardId: BoardId;
  readonly sessionId: string;
  /** YYYY-MM-DD on this computer's clock. */
  readonly localDay: string;
  readonly providerId: string;
  readonly modelId: string;
  readonly slots: readonly number[];
  /** The most this call may cost; null when the price is unknown. */
  readonly reservedMicros: number | null;
  readonly isFree: boolean;
  readonly createdAtMs: number;
}

export function insertAttempt(db: WriteDb, attempt: NewAttempt): void {
  db.prepare(
    `INSERT INTO attempts (id, job_id, board_id, session_id, local_day, provider_id, model_id, slots, state,
       reserved_micros, is_free, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'intent', ?, ?, ?)`,
  ).run(
    attempt.id,
    attempt.jobId,
    attempt.boardId,
    attempt.sessionId,
    attempt.localDay,
    attempt.providerId,
    attempt.modelId,
    JSON.stringify(attempt.slots),
    attempt.reservedMicros,
    attempt.isFree ? 1 : 0,
    attempt.createdAtMs,
  );
}

export function listAttempts(db: ReadDb, jobId: JobId): Attempt[] {
  const sql = 'SELECT * FROM attempts WHERE job_id = ? ORDER BY created_at_ms, id';
  return db.prepare<[string], AttemptRow>(sql).all(jobId).map(toAttempt);
}

export function markSent(db: WriteDb, id: AttemptId, sent: { requestHash: string; nowMs: number }): void {
  db.prepare(
    `UPDATE attempts SET state = 'sent', request_hash = ?, sent_at_ms = ? WHERE id = ? AND state = 'intent'`,
  ).run(sent.requestHash, sent.nowMs, id);
}

export function markAccepted(db: WriteDb, id: AttemptId, answer: { responseHash: string; responseHead: string }): void {
  db.prepare(
    `UPDATE attempts SET state = 'accepted', response_hash = ?, response_head = ? WHERE id = ? AND state = 'sent'`,
  ).run(answer.responseHash, answer.responseHead, id);
}

export interface Settlement {
  /** null = the vendor did not say enough to know. */
  readonly costMicros: number | null;
  readonly usage: Usage | null;
  readonly requestId: string | null;
  readonly receipt: Receipt | null;
  readonly error: WireError | null;
  readonly nowMs: number;
}

export function settleAttempt(db: WriteDb, id: AttemptId, settlement: Settlement): void {
  db.prepare(
    `UPDATE attempts SET state = 'settled', cost_micros = ?, usage = ?, request_id = ?, receipt = ?, error = ?,
       ended_at_ms = ? WHERE id = ? AND state IN ('intent', 'sent', 'accepted')`,
  ).run(
    settlement.costMicros,
    settlement.usage ? JSON.stringify(settlement.usage) : null,
    settlement.requestId,
    settlement.receipt ? JSON.stringify(settlement.receipt) : null,
    settlement.error ? JSON.stringify(settlement.error) : null,
    settlement.nowMs,
    id,
  );
}

/** Ends an attempt without a result: refused (nothing owed) or lost on the way (possibly billed). */
export function closeAttempt(
  db: WriteDb,
  id: AttemptId,
  close: { state: 'rejected' | 'possibly-billed'; error: WireError | null; nowMs: number },
): void {
  db.prepare(
    `UPDATE attempts SET state = ?, error = ?, cost_micros = CASE WHEN ? = 'rejected' THEN 0 ELSE cost_micros END,
       ended_at_ms = ? WHERE id = ? AND state IN ('intent', 'sent', 'accepted')`,
  ).run(close.state, close.error ? JSON.stringify(close.error) : null, close.state, close.nowMs, id);
}

/** The attempt that drew a picture. */
export function getAttemptOfAsset(db: ReadDb, assetId: AssetId): Attempt {
  const sql = 'SELECT a.* FROM attempts a JOIN candidates c ON c.attempt_id = a.id WHERE c.asset_id = ? LIMIT 1';
  const row = db.prepare<[string], AttemptRow>(sql).get(assetId);
  if (!row) throw new StudioError('not-found', 'No call of this library made that picture.');
  return toAttempt(row);
}

/**
 * After a look at the vendor's own bill. Billed: the reservation becomes the cost, the best figure there is. Not billed:
 * nothing is owed any more.
 */
export function settleLost(db: WriteDb, jobId: JobId, wasBilled: boolean, nowMs: number): void {
  db.prepare(
    `UPDATE attempts SET state = CASE WHEN ? = 1 THEN 'settled' ELSE 'rejected' END,
       cost_micros = CASE WHEN ? = 1 THEN reserved_micros ELSE 0 END, ended_at_ms = ?
     WHERE job_id = ? AND state = 'possibly-billed'`,
  ).run(wasBilled ? 1 : 0, wasBilled ? 1 : 0, nowMs, jobId);
}

/**
 * A person asked again, knowing what the calls so far brought: lost ones may be charged a second time, refused ones
 * were read. What a crash finds after this is only what came after this.
 */
export function acknowledgeCalls(db: WriteDb, jobId: JobId, nowMs: number): void {
  db.prepare(
    `UPDATE attempts SET acknowledged_at_ms = ? WHERE job_id = ? AND state IN ('settled', 'possibly-billed')
       AND acknowledged_at_ms IS NULL`,
  ).run(nowMs, jobId);
}

/** Cost so far and the most that lost calls may have cost; null as soon as one part of the sum is unknown. */
export function summariseAttempts(
  db: ReadDb,
  jobId: string,
): { costMicros: number | null; possiblyBilledMicros: number | null } {
  const rows = db
    .prepare<[string], { state: string; cost_micros: number | null; reserved_micros: number | null; is_free: number }>(
      `SELECT state, cost_micros, reserved_micros, is_free FROM attempts
       WHERE job_id = ? AND state IN ('settled', 'possibly-billed')`,
    )
    .all(jobId);
  let costMicros: number | null = 0;
  let possiblyBilledMicros: number | null = 0;
  for (const row of rows) {
    if (row.is_free === 1) continue;
    if (row.state === 'settled') {
      costMicros = costMicros === null || row.cost_micros === null ? null : costMicros + row.cost_micros;
    } else {
      const lost: number | null = row.reserved_micros;
      possiblyBilledMicros = possiblyBilledMicros === null || lost === null ? null : possiblyBilledMicros + lost;
    }
  }
  return { costMicros, possiblyBilledMicros };
}

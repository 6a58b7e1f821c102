/** Owns the rows of jobs: written before any work starts, and the only truth about where a job stands. */
import { StudioError, type WireError } from '../../../shared/errors.ts';
import type { CostEstimate, GenerationRequest, Warning } from '../../../shared/generation.ts';
import type { BoardId, ItemId, JobId } from '../../../shared/ids.ts';
import type { ChainStep, Job, JobState } from '../../../shared/job.ts';
import { jobSchema } from '../../../shared/job.ts';
import type { ProviderId } from '../../../shared/model.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { summariseAttempts } from './attempt-store.ts';
import { listCandidatesOf } from './candidate-store.ts';

export interface NewJob {
  readonly id: JobId;
  readonly boardId: BoardId;
  readonly request: GenerationRequest;
  readonly modelId: string;
  readonly modelLabel: string;
  readonly providerId: ProviderId;
  readonly quality: string | null;
  readonly reasons: readonly string[];
  readonly widthPx: number;
  readonly heightPx: number;
  /** Slot n is drawn with baseSeed + n, so that a restart draws the same pictures. */
  readonly baseSeed: number;
  readonly itemIds: readonly ItemId[];
  readonly estimate: CostEstimate;
  readonly chain: readonly ChainStep[];
  readonly requestKey: string;
  readonly requestKind: string;
  readonly groupId: string | null;
  readonly warnings: readonly Warning[];
  readonly createdAtMs: number;
}

interface JobRow {
  readonly id: string;
  readonly board_id: string;
  readonly request: string;
  readonly model_id: string;
  readonly model_label: string;
  readonly provider_id: string;
  readonly quality: string | null;
  readonly reasons: string;
  readonly width_px: number;
  readonly height_px: number;
  readonly base_seed: number;
  readonly state: string;
  readonly item_ids: string;
  readonly estimate: string;
  readonly chain: string;
  readonly group_id: string | null;
  readonly text: string | null;
  readonly note: string | null;
  readonly error: string | null;
  readonly warnings: string;
  readonly created_at_ms: number;
  readonly started_at_ms: number | null;
  readonly ended_at_ms: number | null;
}

export function insertJob(db: WriteDb, job: NewJob): void {
  db.prepare(
    `INSERT INTO jobs (id, board_id, request, prompt, role, model_id, model_label, provider_id, quality, reasons, width_px,
       height_px, base_seed, state, item_ids, estimate, chain, request_key, request_kind, group_id, warnings,
       created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    job.id,
    job.boardId,
    JSON.stringify(job.request),
    job.request.prompt,
    job.request.role,
    job.modelId,
    job.modelLabel,
    job.providerId,
    job.quality,
    JSON.stringify(job.reasons),
    job.widthPx,
    job.heightPx,
    job.baseSeed,
    JSON.stringify(job.itemIds),
    JSON.stringify(job.estimate),
    JSON.stringify(job.chain),
    job.requestKey,
    job.requestKind,
    job.groupId,
    JSON.stringify(job.warnings),
    job.createdAtMs,
  );
}

function toJob(db: ReadDb, row: JobRow): Job {
  return jobSchema.parse({
    id: row.id,
    boardId: row.board_id,
    request: JSON.parse(row.request),
    modelId: row.model_id,
    modelLabel: row.model_label,
    providerId: row.provider_id,
    reasons: JSON.parse(row.reasons),
    widthPx: row.width_px,
    heightPx: row.height_px,
    state: row.state,
    itemIds: JSON.parse(row.item_ids),
    estimate: JSON.parse(row.estimate),
    chain: JSON.parse(row.chain),
    groupId: row.group_id,
    text: row.text,
    note: row.note,
    ...summariseAttempts(db, row.id),
    error: row.error === null ? null : JSON.parse(row.error),
    warnings: JSON.parse(row.warnings),
    candidates: listCandidatesOf(db, row.id),
    createdAtMs: row.created_at_ms,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  });
}

function findRow(db: ReadDb, id: JobId): JobRow | null {
  return db.prepare<[string], JobRow>('SELECT * FROM jobs WHERE id = ?').get(id) ?? null;
}

export function findJob(db: ReadDb, id: JobId): Job | null {
  const row = findRow(db, id);
  return row ? toJob(db, row) : null;
}

export function getJob(db: ReadDb, id: JobId): Job {
  const job = findJob(db, id);
  if (!job) throw new StudioError('not-found', 'That job is not in this library.');
  return job;
}

/** What the runner needs and the wire does not carry. */
export function getJobPlan(db: ReadDb, id: JobId): { baseSeed: number; quality: string | null } {
  const row = findRow(db, id);
  if (!row) throw new StudioError('not-found', 'That job is not in this library.');
  return { baseSeed: row.base_seed, quality: row.quality };
}

/** Newest first. */
export function listJobs(db: ReadDb, states: readonly JobState[] | null, limit: number): Job[] {
  const filter = states === null ? '' : 'WHERE state IN (SELECT value FROM json_each(?))';
  const sql = `SELECT * FROM jobs ${filter} ORDER BY created_at_ms DESC, id DESC LIMIT ?`;
  const statement = db.prepare<unknown[], JobRow>(sql);
  const rows = states === null ? statement.all(limit) : statement.all(JSON.stringify(states), limit);
  return rows.map((row) => toJob(db, row));
}

/** Oldest first: the order in which they run. */
export function listJobIds(db: ReadDb, states: readonly JobState[]): JobId[] {
  const sql = 'SELECT id FROM jobs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY created_at_ms, id';
  return db
    .prepare<[string], { id: string }>(sql)
    .all(JSON.stringify(states))
    .map((row) => jobSchema.shape.id.parse(row.id));
}

export interface JobOutcome {
  readonly state: JobState;
  readonly error?: WireError | null;
  readonly nowMs: number;
}

/** Moves a job on; times follow the state. */
export function setJobState(db: WriteDb, id: JobId, outcome: JobOutcome): void {
  const isEnd = outcome.state !== 'queued' && outcome.state !== 'running';
  db.prepare(
    `UPDATE jobs SET state = ?, error = ?, ended_at_ms = ?, note = NULL,
       started_at_ms = CASE WHEN ? = 'running' THEN coalesce(started_at_ms, ?) ELSE started_at_ms END
     WHERE id = ?`,
  ).run(
    outcome.state,
    outcome.error ? JSON.stringify(outcome.error) : null,
    isEnd ? outcome.nowMs : null,
    outcome.state,
    outcome.nowMs,
    id,
  );
}

export function addJobWarnings(db: WriteDb, id: JobId, warnings: readonly Warning[]): void {
  if (warnings.length === 0) return;
  const row = findRow(db, id);
  const known: Warning[] = row ? JSON.parse(row.warnings) : [];
  const fresh = warnings.filter((one) => !known.some((other) => other.field === one.field && other.note === one.note));
  db.prepare('UPDATE jobs SET warnings = ? WHERE id = ?').run(JSON.stringify([...known, ...fresh]), id);
}

export function setJobNote(db: WriteDb, id: JobId, note: string | null): void {
  db.prepare('UPDATE jobs SET note = ? WHERE id = ?').run(note, id);
}

/** The next model of the chain takes over; what is left of the chain stays. */
export function takeChainStep(db: WriteDb, id: JobId, step: ChainStep, rest: readonly ChainStep[]): void {
  db.prepare(
    `UPDATE jobs SET model_id = ?, model_label = ?, provider_id = ?, quality = ?, width_px = ?, height_px = ?,
       estimate = ?, chain = ? WHERE id = ?`,
  ).run(
    step.modelId,
    step.modelLabel,
    step.providerId,
    step.quality,
    step.widthPx,
    step.heightPx,
    JSON.stringify(step.estimate),
    JSON.stringify(rest),
    id,
  );
}

/** A person's word that nothing more is sent for this job. Kept until a person asks for it again. */
export function markCancelled(db: WriteDb, id: JobId, nowMs: number): void {
  db.prepare(
    `UPDATE jobs SET cancelled_at_ms = ? WHERE id = ? AND state IN ('queued', 'running') AND cancelled_at_ms IS NULL`,
  ).run(nowMs, id);
}

export function isCancelled(db: ReadDb, id: JobId): boolean {
  const row = db
    .prepare<[string], { at: number | null }>('SELECT cancelled_at_ms AS at FROM jobs WHERE id = ?')
    .get(id);
  return row !== undefined && row.at !== null;
}

/** A person asks for the open pictures of an ended job again, whatever was said before. */
export function askAgain(db: WriteDb, id: JobId, nowMs: number): void {
  db.prepare('UPDATE jobs SET cancelled_at_ms = NULL WHERE id = ?').run(id);
  setJobState(db, id, { state: 'queued', nowMs });
}

/** The newest job with the same key in one of these states; none that is only waiting for its cancel to end it. */
export function findJobByKey(db: ReadDb, requestKey: string, states: readonly JobState[]): Job | null {
  const sql = `SELECT * FROM jobs WHERE request_key = ? AND state IN (SELECT value FROM json_each(?))
      AND (cancelled_at_ms IS NULL OR state NOT IN ('queued', 'running'))
    ORDER BY created_at_ms DESC, id DESC LIMIT 1`;
  const row = db.prepare<[string, string], JobRow>(sql).get(requestKey, JSON.stringify(states));
  return row ? toJob(db, row) : null;
}

export function listGroup(db: ReadDb, groupId: string): Job[] {
  const sql = 'SELECT * FROM jobs WHERE group_id = ? ORDER BY created_at_ms, id';
  return db
    .prepare<[string], JobRow>(sql)
    .all(groupId)
    .map((row) => toJob(db, row));
}

export function setJobText(db: WriteDb, id: JobId, text: string): void {
  db.prepare('UPDATE jobs SET text = ? WHERE id = ?').run(text, id);
}

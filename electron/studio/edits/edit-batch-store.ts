/** Owns the rows of several edits in one go. What became of a step is read from its job, so that there is one truth. */
import {
  type BatchId,
  batchIdSchema,
  batchPlanSchema,
  type EditBatch,
  editBatchSchema,
} from '../../../shared/edit-batch.ts';
import { StudioError, type WireError, wireErrorSchema } from '../../../shared/errors.ts';
import {
  type CostEstimate,
  costEstimateSchema,
  type GenerationRequest,
  generationRequestSchema,
} from '../../../shared/generation.ts';
import {
  type AssetId,
  assetIdSchema,
  type BoardId,
  boardIdSchema,
  type JobId,
  jobIdSchema,
} from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

export type BatchPlaces = readonly {
  readonly itemId: `item_${string}`;
  readonly xUnits: number;
  readonly yUnits: number;
  readonly widthUnits: number;
  readonly heightUnits: number;
}[];

export interface StoredStep {
  readonly request: GenerationRequest;
  readonly modelLabel: string;
  /** What was agreed to; a step whose price rose above it is not sent. */
  readonly estimate: CostEstimate;
  readonly jobId: JobId;
  /** Jobs before it, whose answers could not be laid; they were paid for, too. */
  readonly earlierJobIds: readonly JobId[];
  /** The step's answer as a person laid it; null when the job's own result counts. */
  readonly laidAssetId: AssetId | null;
  readonly isSkipped: boolean;
}

export interface StoredBatch {
  readonly id: BatchId;
  readonly kind: EditBatch['kind'];
  readonly boardId: BoardId;
  readonly originalAssetId: AssetId;
  readonly places: BatchPlaces;
  readonly repeat: 'earlier' | 'run';
  readonly state: EditBatch['state'];
  /** Why a step could not even be started. */
  readonly error: WireError | null;
  readonly steps: readonly StoredStep[];
  readonly createdAtMs: number;
}

interface BatchRow {
  readonly id: string;
  readonly kind: string;
  readonly board_id: string;
  readonly original_asset_id: string;
  readonly places: string;
  readonly repeats: string;
  readonly state: string;
  readonly error: string | null;
  readonly created_at_ms: number;
}

interface StepRow {
  readonly request: string;
  readonly model_label: string;
  readonly estimate: string;
  readonly job_id: string;
  readonly earlier_job_ids: string;
  readonly laid_asset_id: string | null;
  readonly is_skipped: number;
}

/** All rows or none. */
export function insertBatch(db: WriteDb, batch: StoredBatch): void {
  db.transaction(() => {
    db.prepare(
      `INSERT INTO edit_batches (id, kind, board_id, original_asset_id, places, repeats, state, created_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      batch.id,
      batch.kind,
      batch.boardId,
      batch.originalAssetId,
      JSON.stringify(batch.places),
      batch.repeat,
      batch.state,
      batch.createdAtMs,
    );
    const insert = db.prepare(
      `INSERT INTO edit_batch_steps (batch_id, position, request, model_label, estimate, job_id)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    for (const [position, step] of batch.steps.entries()) {
      const { request, modelLabel, estimate, jobId } = step;
      insert.run(batch.id, position, JSON.stringify(request), modelLabel, JSON.stringify(estimate), jobId);
    }
  })();
}

export function findBatch(db: ReadDb, id: BatchId): StoredBatch | null {
  const row = db.prepare<[string], BatchRow>('SELECT * FROM edit_batches WHERE id = ?').get(id);
  if (!row) return null;
  const { kind, state } = editBatchSchema.pick({ kind: true, state: true }).parse(row);
  return {
    id,
    kind,
    state,
    boardId: boardIdSchema.parse(row.board_id),
    originalAssetId: assetIdSchema.parse(row.original_asset_id),
    places: JSON.parse(row.places),
    repeat: batchPlanSchema.shape.repeat.parse(row.repeats),
    error: row.error === null ? null : wireErrorSchema.parse(JSON.parse(row.error)),
    steps: db
      .prepare<[string], StepRow>('SELECT * FROM edit_batch_steps WHERE batch_id = ? ORDER BY position')
      .all(id)
      .map(toStep),
    createdAtMs: row.created_at_ms,
  };
}

export function getBatch(db: ReadDb, id: BatchId): StoredBatch {
  const batch = findBatch(db, id);
  if (!batch) throw new StudioError('not-found', 'Those edits are not in this library.');
  return batch;
}

function toStep(row: StepRow): StoredStep {
  return {
    request: generationRequestSchema.parse(JSON.parse(row.request)),
    modelLabel: row.model_label,
    estimate: costEstimateSchema.parse(JSON.parse(row.estimate)),
    jobId: jobIdSchema.parse(row.job_id),
    earlierJobIds: jobIdSchema.array().parse(JSON.parse(row.earlier_job_ids)),
    laidAssetId: row.laid_asset_id === null ? null : assetIdSchema.parse(row.laid_asset_id),
    isSkipped: row.is_skipped === 1,
  };
}

/** Oldest first: what an earlier process left under way. */
export function listRunningBatches(db: ReadDb): BatchId[] {
  const sql = "SELECT id FROM edit_batches WHERE state = 'running' ORDER BY created_at_ms, id";
  return db
    .prepare<[], { id: string }>(sql)
    .all()
    .map((row) => batchIdSchema.parse(row.id));
}

/** Newest first. */
export function listBatchesOf(db: ReadDb, assetId: AssetId): BatchId[] {
  const sql = `SELECT id FROM edit_batches WHERE original_asset_id = ? ORDER BY created_at_ms DESC, id DESC LIMIT 20`;
  return db
    .prepare<[string], { id: string }>(sql)
    .all(assetId)
    .map((row) => batchIdSchema.parse(row.id));
}

export function findBatchOfJob(db: ReadDb, jobId: JobId): BatchId | null {
  const sql = 'SELECT batch_id AS id FROM edit_batch_steps WHERE job_id = ?';
  const row = db.prepare<[string], { id: string }>(sql).get(jobId);
  return row ? batchIdSchema.parse(row.id) : null;
}

export function setBatchState(
  db: WriteDb,
  id: BatchId,
  { state, error = null }: { state: EditBatch['state']; error?: WireError | null },
): void {
  db.prepare('UPDATE edit_batches SET state = ?, error = ? WHERE id = ?').run(
    state,
    error ? JSON.stringify(error) : null,
    id,
  );
}

/** What a person said of one step: skip it, or take this picture for its result. */
export function settleStep(
  db: WriteDb,
  { id, position }: StepPlace,
  said: { readonly isSkipped: true } | { readonly laidAssetId: AssetId },
): void {
  const laidAssetId = 'laidAssetId' in said ? said.laidAssetId : null;
  db.prepare('UPDATE edit_batch_steps SET is_skipped = ?, laid_asset_id = ? WHERE batch_id = ? AND position = ?').run(
    laidAssetId === null ? 1 : 0,
    laidAssetId,
    id,
    position,
  );
}

/** The step is drawn anew, as another job; what the one before it cost still counts. */
export function renewStep(db: WriteDb, { id, position }: StepPlace, jobId: JobId): void {
  db.prepare(
    `UPDATE edit_batch_steps SET earlier_job_ids = json_insert(earlier_job_ids, '$[#]', job_id), job_id = ?
     WHERE batch_id = ? AND position = ?`,
  ).run(jobId, id, position);
}

export interface StepPlace {
  readonly id: BatchId;
  readonly position: number;
}

/** Owns where several edits in one go stand: read from the rows of their jobs every time, never remembered. */
import type { BatchStep, EditBatch } from '../../../shared/edit-batch.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { sumEstimates } from '../../../shared/pricing.ts';
import type { ReadDb } from '../db/database.ts';
import { findJob } from '../jobs/job-store.ts';
import type { StoredBatch, StoredStep } from './edit-batch-store.ts';
import { findEdit } from './edit-store.ts';

/** Steps in order, each with the source it has or will have as far as that is known. */
export function viewBatch(db: ReadDb, batch: StoredBatch): EditBatch {
  const steps: BatchStep[] = [];
  let under = batch.originalAssetId;
  for (const step of batch.steps) {
    const sourceAssetId = batch.kind === 'places' ? under : step.request.sourceAssetId;
    const viewed = viewStep(db, step, { ...step.request, sourceAssetId });
    steps.push(viewed);
    if (viewed.resultAssetId !== null) under = viewed.resultAssetId;
  }
  const failing = steps.findIndex(isStuck);
  const shown = batch.error
    ? steps.map((step, at) => (at === nextOf(steps) ? { ...step, error: step.error ?? batch.error } : step))
    : steps;
  return {
    id: batch.id,
    kind: batch.kind,
    boardId: batch.boardId,
    originalAssetId: batch.originalAssetId,
    state: batch.state,
    steps: shown,
    estimate: sumEstimates(batch.steps.map((step) => step.estimate)),
    costMicros: steps.reduce<number | null>((sum, step) => plus(sum, step.costMicros), 0),
    resultAssetId: steps.findLast((step) => step.resultAssetId !== null)?.resultAssetId ?? null,
    message: messageOf(batch, shown, failing < 0 ? nextOf(shown) : failing),
    createdAtMs: batch.createdAtMs,
  };
}

/** Brought no edit, and nothing is under way: a person has to say how it goes on. */
export function isStuck({ state }: BatchStep): boolean {
  return state === 'failed' || state === 'not-aligned' || state === 'possibly-billed';
}

/** The first step that is neither done nor skipped; -1 when all are. */
export function nextOf(steps: readonly BatchStep[]): number {
  return steps.findIndex((step) => step.state !== 'done' && step.state !== 'skipped');
}

function viewStep(db: ReadDb, step: StoredStep, request: BatchStep['request']): BatchStep {
  const { modelLabel, estimate, jobId } = step;
  const job = findJob(db, jobId);
  const made = job?.state === 'done' ? (job.candidates[0]?.assetId ?? null) : null;
  const isAligned = made !== null && findEdit(db, made)?.status === 'aligned';
  const resultAssetId: AssetId | null = step.isSkipped ? null : (step.laidAssetId ?? (isAligned ? made : null));
  return {
    request,
    modelLabel: job?.modelLabel ?? modelLabel,
    estimate,
    jobId,
    state: step.isSkipped ? 'skipped' : resultAssetId ? 'done' : stateOf(job),
    resultAssetId,
    answerAssetId: made !== null && !isAligned ? made : null,
    costMicros: [...step.earlierJobIds, jobId].reduce<number | null>(
      (sum, id) => plus(sum, findJob(db, id)?.costMicros ?? (id === jobId && job === null ? 0 : null)),
      0,
    ),
    error: job?.error ?? null,
  };
}

function stateOf(job: Job | null): BatchStep['state'] {
  if (job === null) return 'waiting';
  if (job.state === 'queued' || job.state === 'running') return 'running';
  if (job.state === 'possibly-billed') return 'possibly-billed';
  return job.state === 'done' ? 'not-aligned' : 'failed';
}

function messageOf(batch: StoredBatch, steps: readonly BatchStep[], at: number): string {
  const done = steps.filter((step) => step.state === 'done').length;
  const noun = batch.kind === 'places' ? 'place' : 'picture';
  const count = `${done} of ${steps.length} ${noun}s`;
  if (batch.state === 'running') return `${count} done.`;
  if (batch.state === 'done')
    return done === steps.length ? `All ${count} done.`.replace(`${done} of `, '') : `${count} done.`;
  const kept = done === 0 ? 'Nothing was changed yet.' : 'What was done is kept.';
  if (batch.state === 'cancelled') return `Cancelled: ${count} done. ${kept} Go on whenever you like.`;
  if (batch.kind === 'pictures') return `${count} done; the others are marked with the reason. ${kept}`;
  const why = steps[at] ? reasonOf(steps[at]) : '';
  return `Stopped at place ${at + 1}: ${why} ${count} done. ${kept}`;
}

function reasonOf({ state, error }: BatchStep): string {
  if (state === 'not-aligned') return 'the answer shows another picture around the mask, so no edit was made of it.';
  return error?.message ?? 'the model brought no picture.';
}

function plus(sum: number | null, micros: number | null): number | null {
  return sum === null || micros === null ? null : sum + micros;
}

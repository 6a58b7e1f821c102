/**
 * Owns keeping several edits in one go moving. The rows are the truth: which job comes next follows from them alone, and
 * its id was written down before, so that whoever looks twice, or after a crash, finds the same job and pays once.
 */
import type { BatchId, BatchStep, EditBatch } from '../../../shared/edit-batch.ts';
import { fromWireError, StudioError, toWireError } from '../../../shared/errors.ts';
import { formatMicros } from '../../../shared/money.ts';
import { worstCaseMicros } from '../../../shared/pricing.ts';
import { createJob } from '../jobs/create-job.ts';
import type { JobParts } from '../jobs/job-parts.ts';
import { findJob } from '../jobs/job-store.ts';
import { planJob } from '../jobs/plan-job.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { reusable } from './edit-batch-plan.ts';
import { findBatchOfJob, getBatch, listRunningBatches, type StoredBatch, setBatchState } from './edit-batch-store.ts';
import { isStuck, nextOf, viewBatch } from './edit-batch-view.ts';

export interface BatchRunner {
  /** Does what can be done now and answers when that is done; the rest follows as jobs end. */
  advance(id: BatchId): Promise<void>;
  /** Goes on with what an earlier process left. */
  start(): void;
  /** Starts nothing more. */
  close(): Promise<void>;
}

export function createBatchRunner(parts: JobParts, queue: JobQueue): BatchRunner {
  const { context } = parts;
  /** One at a time for each batch: planning waits, and must not find its own half-made step. */
  const turns = new Map<BatchId, Promise<void>>();
  let isClosed = false;

  const advance = (id: BatchId): Promise<void> => {
    const turn = (turns.get(id) ?? Promise.resolve())
      .then(() => takeTurn({ parts, queue, isOver: () => isClosed }, id))
      .catch((error: unknown) => {
        if (isClosed) return;
        if (!(error instanceof StudioError)) context.log.error(`batch ${id} could not go on`, error);
        stop(parts, id, error);
      });
    turns.set(id, turn);
    return turn;
  };

  const unsubscribe = context.events.subscribe((event) => {
    if (event.name !== 'job-changed' || isClosed) return;
    const id = findBatchOfJob(context.db, event.job.id);
    if (id === null) return;
    if (event.job.state === 'queued' || event.job.state === 'running') announceBatch(parts, id);
    else void advance(id);
  });

  return {
    advance,
    start() {
      for (const id of listRunningBatches(context.db)) void advance(id);
    },
    async close() {
      isClosed = true;
      unsubscribe();
      await Promise.all(turns.values());
    },
  };
}

export function announceBatch({ context }: JobParts, id: BatchId): EditBatch {
  const batch = viewBatch(context.db, getBatch(context.db, id));
  context.events.publish({ name: 'edit-batch-changed', batch });
  return batch;
}

interface Turn {
  readonly parts: JobParts;
  readonly queue: JobQueue;
  readonly isOver: () => boolean;
}

async function takeTurn(turn: Turn, id: BatchId): Promise<void> {
  const { db } = turn.parts.context;
  let isMoving = true;
  while (isMoving && !turn.isOver()) {
    const batch = getBatch(db, id);
    isMoving =
      batch.state === 'running' &&
      (await (batch.kind === 'places' ? nextPlace(turn, batch) : allPictures(turn, batch)));
  }
  if (!turn.isOver()) announceBatch(turn.parts, id);
}

/** True when there may be more to do at once. */
async function nextPlace(turn: Turn, batch: StoredBatch): Promise<boolean> {
  const { steps } = viewBatch(turn.parts.context.db, batch);
  const position = nextOf(steps);
  const step = steps[position];
  if (!step) setBatchState(turn.parts.context.db, batch.id, { state: 'done' });
  else if (isStuck(step)) setBatchState(turn.parts.context.db, batch.id, { state: 'stopped' });
  else if (step.state === 'running') turn.queue.enqueue(step.jobId);
  else return (await startStep(turn, batch, { step, position })) === 'taken';
  return false;
}

/** They do not wait for each other, and one that fails stops no other. */
async function allPictures(turn: Turn, batch: StoredBatch): Promise<boolean> {
  const { db } = turn.parts.context;
  let refusal: unknown = null;
  for (const [position, step] of viewBatch(db, batch).steps.entries()) {
    if (turn.isOver()) return false;
    if (step.state === 'running') turn.queue.enqueue(step.jobId);
    if (step.state !== 'waiting') continue;
    await startStep(turn, batch, { step, position }).catch((error: unknown) => {
      refusal ??= error;
    });
  }
  const { steps } = viewBatch(db, getBatch(db, batch.id));
  if (steps.some((step) => step.state === 'running')) return false;
  if (refusal !== null) throw refusal;
  setBatchState(db, batch.id, { state: nextOf(steps) < 0 ? 'done' : 'stopped' });
  return false;
}

/** Plans the step on the picture as it is now and makes its job; `taken` when an earlier result was. Throws the plan's first problem. */
async function startStep(
  { parts, queue, isOver }: Turn,
  batch: StoredBatch,
  { step, position }: { step: BatchStep; position: number },
): Promise<'taken' | 'queued'> {
  const { db } = parts.context;
  const planned = await planJob(parts, step.request, batch.boardId);
  const isStillWanted = !isOver() && getBatch(db, batch.id).state === 'running';
  if (!isStillWanted || findJob(db, step.jobId)) return 'queued';
  const reuse = batch.repeat === 'earlier' && reusable(parts, planned.earlier) ? planned.earlier : null;
  const problem = planned.plan.problems[0];
  if (problem && !reuse) throw fromWireError(problem);
  if (!reuse) requireAgreedPrice(step, worstCaseMicros(planned.plan.estimate));
  const places = batch.kind === 'pictures' ? batch.places.slice(position, position + 1) : lastPlace(batch, position);
  const input = {
    jobId: step.jobId,
    request: step.request,
    placement: { boardId: batch.boardId, places: [...places] },
    groupId: null,
    repeat: 'run' as const,
  };
  createJob(parts, { input, planned, windowId: null, reuse });
  if (!reuse) queue.enqueue(step.jobId);
  return reuse ? 'taken' : 'queued';
}

function lastPlace({ places, steps }: StoredBatch, position: number): StoredBatch['places'] {
  return position === steps.length - 1 ? places : [];
}

/** A price that rose since it was shown needs another look. */
function requireAgreedPrice({ estimate, modelLabel }: BatchStep, mostMicros: number | null): void {
  const agreed = worstCaseMicros(estimate);
  if (agreed === null || (mostMicros !== null && mostMicros <= agreed)) return;
  const price = mostMicros === null ? 'is not known any more' : `may be ${formatMicros(mostMicros)} now`;
  throw new StudioError(
    'bad-request',
    `The price of ${modelLabel} ${price}; up to ${formatMicros(agreed)} was agreed to. Nothing was sent. Start what is left anew to see the price.`,
  );
}

function stop(parts: JobParts, id: BatchId, error: unknown): void {
  setBatchState(parts.context.db, id, { state: 'stopped', error: toWireError(error) });
  announceBatch(parts, id);
}

/** Owns what a window and the command line may do with several edits in one go: price, start, watch, go on, cancel. */
import type { Asset } from '../../../shared/asset.ts';
import type { ProcedureParsed } from '../../../shared/contract.ts';
import type {
  BatchId,
  BatchStep,
  EditBatch,
  editBatchContract,
  GoOn,
  PlannedStep,
} from '../../../shared/edit-batch.ts';
import { fromWireError, StudioError } from '../../../shared/errors.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import { newId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import { importPicture } from '../assets/import-picture.ts';
import { getBoardSummary } from '../boards/board-store.ts';
import type { Procedures } from '../http/rpc.ts';
import { stretchMask } from '../imaging/editing/stretch-mask.ts';
import type { JobParts } from '../jobs/job-parts.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { retryJob } from '../jobs/retry-job.ts';
import { previewBatch } from './edit-batch-plan.ts';
import { announceBatch, type BatchRunner } from './edit-batch-run.ts';
import {
  findBatch,
  getBatch,
  insertBatch,
  listBatchesOf,
  renewStep,
  setBatchState,
  settleStep,
} from './edit-batch-store.ts';
import { isStuck, viewBatch } from './edit-batch-view.ts';
import { findEdit } from './edit-store.ts';

interface BatchParts {
  readonly parts: JobParts;
  readonly queue: JobQueue;
  readonly runner: BatchRunner;
}

export function editBatchProcedures(
  parts: JobParts,
  { queue, runner }: Pick<BatchParts, 'queue' | 'runner'>,
): Pick<Procedures, keyof typeof editBatchContract> {
  const { db } = parts.context;
  const all: BatchParts = { parts, queue, runner };
  const view = (id: EditBatch['id']) => viewBatch(db, getBatch(db, id));
  return {
    'edits.previewBatch': ({ plan, boardId }) => previewBatch(parts, plan, boardId),
    'edits.startBatch': (input) => startBatch(all, input),
    'edits.getBatch': ({ id }) => view(id),
    'edits.listBatches': ({ assetId }) => listBatchesOf(db, assetId).map(view),
    'edits.goOnBatch': ({ id, way }) => goOn(all, id, way),
    'edits.cancelBatch': ({ id }) => cancel(all, id),
    'edits.fitMask': (ask) => fitMask(parts, ask),
  };
}

async function startBatch(
  { parts, runner }: BatchParts,
  { batchId, plan, boardId, places }: ProcedureParsed<'edits.startBatch'>,
): Promise<EditBatch> {
  const { db, clock } = parts.context;
  if (!findBatch(db, batchId)) {
    getBoardSummary(db, boardId);
    const preview = await previewBatch(parts, plan, boardId);
    if (preview.problem) throw fromWireError(preview.problem);
    // Planning waits; the same batch may have arrived a second time meanwhile.
    if (!findBatch(db, batchId)) {
      const steps = plan.steps.map((request, at) => newStep(request, preview.steps[at]));
      const { kind, repeat } = plan;
      const originalAssetId = plan.steps[0]?.sourceAssetId;
      if (!originalAssetId) throw new StudioError('bad-request', 'There is nothing to do.');
      const createdAtMs = clock.now();
      const fixed = { id: batchId, kind, repeat, boardId, originalAssetId, places, steps, createdAtMs };
      insertBatch(db, { ...fixed, state: 'running', error: null });
    }
  }
  await runner.advance(batchId);
  return viewBatch(db, getBatch(db, batchId));
}

function newStep(request: GenerationRequest, planned: PlannedStep | undefined) {
  if (!planned?.modelId) throw new StudioError('unknown-model', 'No model fits one of these edits.');
  return {
    // The model that was shown is the one that is paid; no other takes over.
    request: { ...request, modelId: planned.modelId },
    modelLabel: planned.modelLabel,
    estimate: planned.estimate,
    jobId: newId('job'),
    earlierJobIds: [],
    laidAssetId: null,
    isSkipped: false,
  };
}

async function goOn({ parts, queue, runner }: BatchParts, id: BatchId, way: GoOn): Promise<EditBatch> {
  const { db } = parts.context;
  const { state, kind, steps } = viewBatch(db, getBatch(db, id));
  if (state === 'stopped' || state === 'cancelled') {
    const open = steps.flatMap((step, position) =>
      step.state === 'done' || step.state === 'skipped' ? [] : [position],
    );
    const meant = kind === 'places' ? open.slice(0, 1) : open;
    const stuck = meant.flatMap((position) => (steps[position] ? [{ position, step: steps[position] }] : []));
    requireWord(parts, stuck, way);
    setBatchState(db, id, { state: 'running' });
    for (const { position, step } of stuck) {
      if (way.how === 'skip') settleStep(db, { id, position }, { isSkipped: true });
      else if (way.how === 'laid') settleStep(db, { id, position }, { laidAssetId: way.assetId });
      else if (step.state === 'not-aligned') renewStep(db, { id, position }, newId('job'));
      else if (isStuck(step)) retryJob(parts, queue, { id: step.jobId, acceptsSecondCharge: way.acceptsSecondCharge });
    }
  }
  await runner.advance(id);
  return viewBatch(db, getBatch(db, id));
}

/** Nothing is changed yet when it throws: possibly-billed without a word, or a picture that is not this step's edit. */
function requireWord(parts: JobParts, stuck: readonly { readonly step: BatchStep }[], way: GoOn): void {
  if (way.how === 'again' && !way.acceptsSecondCharge && stuck.some(({ step }) => step.state === 'possibly-billed')) {
    throw new StudioError(
      'possibly-billed',
      'This may have been billed already. Say that a second charge is fine, or go on without it.',
    );
  }
  if (way.how !== 'laid') return;
  const edit = findEdit(parts.context.db, way.assetId);
  const [only, second] = stuck;
  const { sourceAssetId, maskAssetId } = only?.step.request ?? {};
  const isOfStep =
    edit?.status === 'aligned' && edit.sourceAssetId === sourceAssetId && edit.maskAssetId === maskAssetId;
  if (second || !isOfStep) {
    throw new StudioError(
      'bad-request',
      'That picture is not an edit of the place that stopped. Lay its answer first.',
    );
  }
}

async function cancel({ parts, queue }: BatchParts, id: BatchId): Promise<EditBatch> {
  const { db } = parts.context;
  const { state, steps } = viewBatch(db, getBatch(db, id));
  if (state === 'running') {
    setBatchState(db, id, { state: 'cancelled' });
    for (const step of steps) if (step.state === 'running') queue.cancel(step.jobId);
  }
  return announceBatch(parts, id);
}

async function fitMask({ context }: JobParts, ask: ProcedureParsed<'edits.fitMask'>): Promise<Asset> {
  const mask = getAsset(context.db, ask.maskAssetId);
  const { widthPx, heightPx, name } = getAsset(context.db, ask.pictureAssetId);
  if (mask.widthPx === widthPx && mask.heightPx === heightPx) return mask;
  if (!ask.isRelative) {
    const sizes = `${name} has ${widthPx} × ${heightPx} pixels, the mask ${mask.widthPx} × ${mask.heightPx}`;
    throw new StudioError('bad-request', `${sizes}. Leave it out, or have the mask stretched over it.`, {
      field: 'mask',
    });
  }
  const bytes = await stretchMask(await context.blobs.read(mask.hash), { widthPx, heightPx });
  return importPicture(context, bytes, mask.name, 'working');
}

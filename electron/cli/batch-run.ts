/** Owns several edits in one go from the price to their end: asked once, started, watched, cancelled by Ctrl+C. */
import type { BatchId, BatchPlan, BatchPreview, BatchStep, EditBatch, GoOn } from '../../shared/edit-batch.ts';
import { fromWireError, StudioError } from '../../shared/errors.ts';
import { type BoardId, newId } from '../../shared/ids.ts';
import type { JobPreview } from '../../shared/views.ts';
import { placeInRow } from './board-placement.ts';
import type { Session } from './command-session.ts';
import { type ConsentOptions, requireConsent } from './paid-consent.ts';

/** A cancelled call that does not let go is left behind after this; its row says what happened. */
const CANCEL_PATIENCE_MS = 8_000;

export interface BatchAsk {
  readonly plan: BatchPlan;
  readonly consent: ConsentOptions;
  /** Asked for only when something will really be made. */
  readonly chooseBoard: () => Promise<BoardId>;
}

/** The batch at rest: done, stopped or cancelled. Throws what stands in the way before anything is sent. */
export async function runBatch(session: Session, { plan, consent, chooseBoard }: BatchAsk): Promise<EditBatch> {
  const { studio } = session;
  const preview = await studio.call('edits.previewBatch', { plan });
  await requireConsent(session, previewsOf(preview), consent);
  if (session.signal.aborted) throw new StudioError('cancelled', 'Cancelled. Nothing was sent.');
  const boardId = await chooseBoard();
  const places = await placesFor(session, plan, boardId);
  const batchId = newId('batch');
  await studio.call('edits.startBatch', { batchId, plan, boardId, places });
  return watchBatch(session, batchId);
}

/** One that stopped, or that a process which died left behind. What is left is agreed to anew. */
export async function goOnBatch(
  session: Session,
  { id, way, consent }: { readonly id: BatchId; readonly way: GoOn; readonly consent: ConsentOptions },
): Promise<EditBatch> {
  const { studio, terminal } = session;
  const batch = await studio.call('edits.getBatch', { id });
  if (batch.state === 'done') return batch;
  const left = batch.steps.filter((step) => step.state !== 'done' && step.state !== 'skipped');
  const meant = way.how === 'skip' ? left.slice(batch.kind === 'places' ? 1 : left.length) : left;
  terminal.note(batch.message);
  await requireConsent(session, meant.map(previewOfStep), consent);
  await studio.call('edits.goOnBatch', { id, way });
  return watchBatch(session, id);
}

async function placesFor({ studio }: Session, { kind, steps }: BatchPlan, boardId: BoardId) {
  const placed = kind === 'pictures' ? steps : steps.slice(-1);
  const sizes = [];
  for (const { sourceAssetId } of placed) {
    if (sourceAssetId) sizes.push((await studio.call('assets.get', { id: sourceAssetId })).asset);
  }
  return [...(await placeInRow(studio, boardId, sizes)).places];
}

function watchBatch({ studio, terminal, signal }: Session, id: BatchId): Promise<EditBatch> {
  return new Promise((resolve, reject) => {
    const see = (batch: EditBatch) => {
      if (batch.id !== id) return;
      if (batch.state === 'running') return terminal.progress(batch.message);
      if (batch.state === 'cancelled' && batch.steps.some((step) => step.state === 'running')) return;
      end();
      resolve(batch);
    };
    const unsubscribe = studio.subscribe((event) => {
      if (event.name === 'edit-batch-changed') see(event.batch);
    });
    const cancel = () => {
      terminal.note('Cancelling.');
      studio.call('edits.cancelBatch', { id }).then(see, reject);
      setTimeout(() => studio.call('edits.getBatch', { id }).then(resolve, reject), CANCEL_PATIENCE_MS).unref();
    };
    const end = () => {
      unsubscribe();
      signal.removeEventListener('abort', cancel);
    };
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    studio.call('edits.getBatch', { id }).then(see, reject);
  });
}

/** As consent is asked for single jobs; the sum's own problem is thrown. */
function previewsOf({ steps, problem }: BatchPreview): readonly JobPreview[] {
  if (problem) throw fromWireError(problem);
  return steps.map((step) => {
    const modelLabel = step.isEarlier ? `${step.modelLabel}, done before` : step.modelLabel;
    return { ...nothingElse, modelId: step.modelId, modelLabel, estimate: step.estimate, warnings: step.warnings };
  });
}

function previewOfStep({ request, modelLabel, estimate }: BatchStep): JobPreview {
  return { ...nothingElse, modelId: request.modelId, modelLabel, estimate };
}

const nothingElse = {
  reasons: [],
  widthPx: null,
  heightPx: null,
  quality: null,
  warnings: [],
  problems: [],
  chain: [],
  alternatives: [],
  earlier: null,
} satisfies Partial<JobPreview>;

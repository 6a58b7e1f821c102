/** Owns starting several edits and following them: the strip shows the step that matters, the rows are the studio's. */
import type { BatchPlan, BatchPreview, BatchStep, EditBatch, GoOn } from '../../shared/edit-batch.ts';
import { StudioError } from '../../shared/errors.ts';
import { type AssetId, newId } from '../../shared/ids.ts';
import { call, onReconnect, onStudioEvent } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';
import { noteJob } from '../jobs/use-jobs.ts';
import { knownAsset } from '../references/use-assets.ts';
import { announce } from '../workspace/use-announcer.ts';
import { editRequest } from './mask-request.ts';
import { currentWish } from './mask-run.ts';
import { clearPlaces, openBoardId, uploadSelection, useMaskTasks } from './mask-tasks-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskSeveral } from './use-mask-several.ts';

/** All listed places, one after the other, each on the result of the one before. */
export function runPlaces(): Promise<void> {
  return busily(async () => {
    const { places } = useMaskTasks.getState();
    const plan: BatchPlan = { kind: 'places', steps: places.map((place) => place.request), repeat: 'run' };
    await start(plan, []);
    clearPlaces();
  });
}

/** The selection on every picture it fits; `shown` is what the button said, a dearer truth is shown before it is paid. */
export function runPictures(fitting: readonly AssetId[], shown: number | null): Promise<void> {
  return busily(async () => {
    const wish = currentWish();
    const { mask } = await uploadSelection();
    const { isRelative } = useMaskSeveral.getState();
    const steps = [];
    for (const pictureAssetId of fitting) {
      const fitted = await call('edits.fitMask', { maskAssetId: mask.id, pictureAssetId, isRelative });
      steps.push({ ...editRequest(wish, pictureAssetId, fitted.id), count: 1 });
    }
    const plan: BatchPlan = { kind: 'pictures', steps, repeat: 'run' };
    const preview = await call('edits.previewBatch', { plan, boardId: openBoardId() });
    const isAskedAgain = isDearer(preview, shown);
    useMaskTasks.setState({ exact: isAskedAgain ? preview : null });
    if (isAskedAgain) announce('For these pictures the price is higher. Press again to go on.');
    else await start(plan, placesBeside(fitting));
  });
}

async function busily(work: () => Promise<void>): Promise<void> {
  if (useMaskTasks.getState().isBusy) return;
  useMaskTasks.setState({ isBusy: true });
  await work().catch(showError);
  useMaskTasks.setState({ isBusy: false });
}

async function start(plan: BatchPlan, places: ReturnType<typeof placesBeside>): Promise<void> {
  const boardId = openBoardId();
  noteBatch(await call('edits.startBatch', { batchId: newId('batch'), plan, boardId, places }));
}

function isDearer({ total, problem }: BatchPreview, shownMicros: number | null): boolean {
  if (problem) throw new StudioError(problem.code, problem.message);
  if (total.kind === 'free' || shownMicros === null) return false;
  return total.kind === 'unknown' || total.expectedMicros > shownMicros * 1.05;
}

/** Each beside its picture on the board. */
function placesBeside(assetIds: readonly AssetId[]) {
  const items = [...useBoard.getState().items.values()];
  const centre = useView.getState().camera?.centre() ?? { xUnits: 0, yUnits: 0 };
  return assetIds.flatMap((id) => {
    const source = items.find((item) => item.kind === 'image' && item.assetId === id) ?? null;
    const asset = knownAsset(id);
    const [place] = freePlaces({ count: 1, ratio: asset ? asset.widthPx / asset.heightPx : 1, items, source, centre });
    if (!place) return [];
    const itemId = newId('item');
    // The next one must not lie on it.
    const z = items.length;
    items.push({ kind: 'note', id: itemId, ...place, z, isLocked: false, text: '', tone: 'plain' });
    return [{ itemId, ...place }];
  });
}

export function goOnWith(way: GoOn): void {
  const { batch } = useMaskTasks.getState();
  if (batch) call('edits.goOnBatch', { id: batch.id, way }).then(noteBatch).catch(showError);
}

export function cancelTasks(): void {
  const { batch } = useMaskTasks.getState();
  if (batch) call('edits.cancelBatch', { id: batch.id }).then(noteBatch).catch(showError);
}

/** Off the window; what was made stays in the history. */
export function putTasksAway(): void {
  useMaskTasks.setState({ batch: null });
}

/** Answers the function that ends it. */
export function followTasks(): () => void {
  const endEvents = onStudioEvent((event) => {
    if (event.name === 'edit-batch-changed' && event.batch.id === useMaskTasks.getState().batch?.id) {
      noteBatch(event.batch);
    }
  });
  const endReconnect = onReconnect(() => {
    const { batch } = useMaskTasks.getState();
    if (batch) call('edits.getBatch', { id: batch.id }).then(noteBatch).catch(showError);
  });
  return () => {
    endEvents();
    endReconnect();
  };
}

function noteBatch(batch: EditBatch): void {
  const before = useMaskTasks.getState().batch;
  useMaskTasks.setState({ batch });
  if (before?.id === batch.id && before.state === batch.state && before.message === batch.message) return;
  announce(batch.message);
  const step = stepOfInterest(batch);
  if (step) showStep(step);
}

/** The one under way, else the one that stopped, else the last that was done. Several pictures lie on the board already. */
function stepOfInterest({ steps, kind }: EditBatch): BatchStep | null {
  const seen = kind === 'places' ? steps : [];
  const stopped = seen.find((step) => !['done', 'waiting', 'skipped', 'running'].includes(step.state));
  return (
    seen.find((step) => step.state === 'running') ?? stopped ?? seen.findLast((step) => step.state === 'done') ?? null
  );
}

/** Its result, or how far it is, in the strip below the stage. */
export function showStep({ jobId, resultAssetId }: BatchStep): void {
  if (useMaskEdit.getState().jobId === jobId) return;
  call('jobs.get', { id: jobId })
    .then((job) => {
      noteJob(job);
      useMaskEdit.setState({ jobId, nudgedIds: [], shownId: resultAssetId, isBefore: false });
    })
    .catch(showError);
}

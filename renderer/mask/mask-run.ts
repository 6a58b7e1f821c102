/** Owns sending an edit: the mask goes up as a working picture, then the request, then the results are followed. */
import type { Asset } from '../../shared/asset.ts';
import { StudioError } from '../../shared/errors.ts';
import { type AssetId, newId } from '../../shared/ids.ts';
import type { JobPreview } from '../../shared/views.ts';
import { call, uploadPicture } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { noteJob } from '../jobs/use-jobs.ts';
import { showToast } from '../ui/toasts.tsx';
import { announce } from '../workspace/use-announcer.ts';
import type { MaskDocument } from './mask-document.ts';
import { referencesFor } from './mask-references-state.ts';
import { actionWords, type EditWish, editRequest, hasMargins, marginWords } from './mask-request.ts';
import { rememberMargins } from './mask-resume.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { currentLaying, useMaskLaying } from './use-mask-laying.ts';
import { keptMaskId } from './use-mask-shelf.ts';
import { runMaskTask } from './use-mask-worker.ts';

export function currentWish(): EditWish {
  const { intent, margins, prompt, count, modelId } = useMaskEdit.getState();
  const isExtending = margins !== null;
  return { intent, isExtending, prompt, count, modelId, references: referencesFor(prompt), laying: currentLaying() };
}

/** The mask as it stands, as a working picture of the library. */
export async function uploadMask({ mask }: MaskDocument): Promise<Asset> {
  const { file } = await runMaskTask({ kind: 'encode', mask });
  if (!file) throw new StudioError('internal', 'The mask could not be written. Try it again.');
  return uploadPicture(file, 'mask.png', 'working');
}

/** The mask that goes along with a request: the selection, with its border as it was chosen. */
export async function sentMask(document: MaskDocument, pictureAssetId: AssetId): Promise<Asset> {
  const { growPx, featherPx } = useMaskLaying.getState();
  const keptId = keptMaskId(document);
  const mask = keptId ? (await call('assets.get', { id: keptId })).asset : await uploadMask(document);
  if (growPx === 0 && featherPx === 0) return mask;
  return call('edits.readMask', { assetId: mask.id, pictureAssetId, growPx, featherPx });
}

/** Sends what the button says. Errors are shown; nothing that was painted is lost. */
export async function runEdit(): Promise<void> {
  if (useMaskEdit.getState().busy) return;
  const wish = currentWish();
  // What stood on the button when it was pressed; it may change while the mask is written.
  const shown = useMaskEdit.getState().preview;
  useMaskEdit.setState({ busy: wish.isExtending ? 'Widening the canvas' : 'Writing the mask' });
  try {
    const parts = await partsOf(wish);
    const request = editRequest(wish, parts.sourceId, parts.maskId);
    const { boardId } = useBoard.getState();
    if (!boardId) throw new StudioError('bad-request', 'Open a board first; results belong to one.');
    const preview = await call('jobs.preview', { request, boardId });
    const problem = preview.problems[0];
    if (problem) throw new StudioError(problem.code, problem.message);
    if (isDearer(preview, shown)) return;
    const job = await call('jobs.enqueue', { jobId: newId('job'), request, placement: { boardId, places: [] } });
    noteJob(job);
    rememberMargins(job.id, useMaskEdit.getState().margins);
    useMaskEdit.setState({ jobId: job.id, nudgedIds: [], shownId: null, isBefore: false });
    announce(`${actionWords(wish)}: ${job.modelLabel} is working.`);
  } catch (error) {
    showError(error);
  } finally {
    useMaskEdit.setState({ busy: null });
  }
}

async function partsOf(wish: EditWish): Promise<{ sourceId: AssetId; maskId: AssetId }> {
  const { asset, document, margins } = useMaskEdit.getState();
  if (!asset || !document) throw new StudioError('bad-request', 'The picture is not open any more.');
  if (!wish.isExtending) return { sourceId: asset.id, maskId: (await sentMask(document, asset.id)).id };
  if (!margins || !hasMargins(margins)) {
    throw new StudioError('bad-request', 'Drag an edge or choose a shape first: nothing would be added.');
  }
  const { source, mask } = await call('edits.prepareExtend', { assetId: asset.id, to: marginWords(margins) });
  return { sourceId: source.id, maskId: mask.id };
}

/** When it is dearer than what was shown, the new price is shown before it is paid. */
function isDearer(exact: JobPreview, shown: JobPreview | null): boolean {
  if (exact.estimate.kind === 'free') return false;
  const before = shown?.estimate.kind === 'known' ? shown.estimate.expectedMicros : 0;
  if (exact.estimate.kind === 'known' && exact.estimate.expectedMicros <= before * 1.05) return false;
  if (exact.estimate.kind === 'unknown' && shown?.estimate.kind === 'unknown') return false;
  useMaskEdit.setState({ preview: exact });
  const title = shown ? 'The price is higher' : 'Look at the price';
  const words = 'The button has the price for this selection now; press it again to go on.';
  showToast({ title, description: words, tone: 'warning' });
  announce(`${title}. ${words}`);
  return true;
}

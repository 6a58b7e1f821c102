/** Owns taking up results of an earlier sitting: after a closed editor, a reload, or a studio that was started again. */
import type { OpenEdit } from '../../shared/edit-desk.ts';
import type { AssetId, JobId } from '../../shared/ids.ts';
import { recall, remember } from '../api/browser-memory.ts';
import { call, fetchPicture } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { noteJob } from '../jobs/use-jobs.ts';
import { takeMaskFile } from './mask-picks.ts';
import { type Margins, wishOf } from './mask-request.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useOpenEdit } from './use-open-edit.ts';

const marginsKey = (jobId: JobId) => `maquette-extension-${jobId}`;

/** Where an extension lies around its picture; only this window needs it, to draw the result in its place. */
export function rememberMargins(jobId: JobId, margins: Margins | null): void {
  if (margins) remember(marginsKey(jobId), margins, 'session');
}

export async function findOpenEdit(assetId: AssetId): Promise<void> {
  useOpenEdit.setState({ edit: null });
  const edit = await call('edits.open', { assetId });
  if (useMaskEdit.getState().asset?.id === assetId) useOpenEdit.setState({ edit });
}

export function resumeEdit({ job, laidIds, isExtension }: OpenEdit): void {
  noteJob(job);
  const margins = isExtension ? recall<Margins | null>(marginsKey(job.id), centred(job), 'session') : null;
  const { request } = job;
  useMaskEdit.setState({ jobId: job.id, nudgedIds: laidIds, shownId: null, isBefore: false, margins });
  useMaskEdit.setState({ ...wishOf(request.prompt), modelId: request.modelId, count: request.count });
  useOpenEdit.setState({ edit: null });
  if (!isExtension && request.maskAssetId) takeUpMask(request.maskAssetId).catch(showError);
}

/** The selection that was asked for, unless something else was painted since. */
async function takeUpMask(maskId: AssetId): Promise<void> {
  if (useMaskEdit.getState().document?.status().isEmpty !== true) return;
  const { asset } = await call('assets.get', { id: maskId });
  await takeMaskFile(await fetchPicture(asset.hash), 'Selection of this edit');
}

/** A window that never saw the extension takes the picture for its middle. */
function centred({ widthPx, heightPx }: OpenEdit['job']): Margins | null {
  const { asset } = useMaskEdit.getState();
  if (!asset || widthPx < asset.widthPx || heightPx < asset.heightPx) return null;
  const [left, top] = [Math.floor((widthPx - asset.widthPx) / 2), Math.floor((heightPx - asset.heightPx) / 2)];
  return { left, top, right: widthPx - asset.widthPx - left, bottom: heightPx - asset.heightPx - top };
}

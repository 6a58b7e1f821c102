/** Owns running one step of a chain again: priced first, paid like any edit, later patches laid over it again. */

import type { ChainStateStep, ChainView } from '../../shared/edit-chain.ts';
import { StudioError } from '../../shared/errors.ts';
import { type AssetId, type JobId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { call } from '../api/client.ts';
import { errorTitle, showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { jobsStore, noteJob } from '../jobs/use-jobs.ts';
import { showToast } from '../ui/toasts.tsx';
import { announce } from '../workspace/use-announcer.ts';
import { arrangeTo, whileBusy } from './edit-chain-acts.ts';
import { useChainState } from './edit-chain-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';

/** Asks what it costs; nothing is sent yet. */
export function priceRerun(view: ChainView, stepId: AssetId): Promise<void> {
  return whileBusy('Asking for the price', async () => {
    const request = await call('edits.prepareRerun', { assetId: view.asset.id, stepAssetId: stepId });
    const preview = await call('jobs.preview', { request, boardId: useBoard.getState().boardId });
    useChainState.setState({ rerun: { stepId, request, preview, jobId: null } });
  });
}

export function forgetRerun(): void {
  useChainState.setState({ rerun: null });
}

/** Sends it once; the result replaces nothing: the step as it was stays in the chain, hidden. */
export async function runAgain(view: ChainView): Promise<void> {
  const { rerun } = useChainState.getState();
  const { boardId } = useBoard.getState();
  if (!rerun || rerun.jobId !== null) return;
  try {
    if (!boardId) throw new StudioError('bad-request', 'Open a board first; results belong to one.');
    const jobId = newId('job');
    useChainState.setState({ rerun: { ...rerun, jobId } });
    const placement = { boardId, places: [] };
    noteJob(await call('jobs.enqueue', { jobId, request: rerun.request, placement, repeat: 'run' }));
    announce(`Running edit ${view.steps.findIndex((step) => step.assetId === rerun.stepId) + 1} again.`);
    await layOver(view, rerun.stepId, await ended(jobId));
  } catch (error) {
    showError(error);
  } finally {
    forgetRerun();
  }
}

/** As the jobs of this window tell; a studio that is gone says so elsewhere. */
function ended(jobId: JobId): Promise<Job> {
  return new Promise((resolve) => {
    const look = () => {
      const job = jobsStore.getState().jobs.get(jobId);
      if (!job || job.state === 'queued' || job.state === 'running') return;
      unsubscribe();
      resolve(job);
    };
    const unsubscribe = jobsStore.subscribe(look);
    look();
  });
}

async function layOver(view: ChainView, stepId: AssetId, job: Job): Promise<void> {
  const [candidate] = job.candidates;
  if (!candidate) {
    if (job.error) showToast({ title: errorTitle(job.error.code), description: job.error.message, tone: 'danger' });
    return;
  }
  const { edit } = await call('assets.get', { id: candidate.assetId });
  if (edit?.status !== 'aligned') {
    const description = 'What came is kept in the history. The chain is as it was.';
    showToast({ title: 'Not aligned', description, tone: 'warning' });
    return;
  }
  if (useMaskEdit.getState().asset?.id !== view.asset.id) {
    const description = 'The new result is in the history. The picture that is open now is another.';
    showToast({ title: 'Run again', description });
    return;
  }
  const steps = view.steps.flatMap(({ assetId, isHidden }): ChainStateStep[] =>
    assetId === stepId
      ? [
          { assetId, isHidden: true },
          { assetId: candidate.assetId, isHidden: false },
        ]
      : [{ assetId, isHidden }],
  );
  await whileBusy('Laying the later edits over it', async () => {
    await arrangeTo(view, steps);
    announce('The new result is in its place, with the later edits over it. The earlier result is hidden.');
  });
}

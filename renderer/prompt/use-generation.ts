import type { GenerationRequest } from '../../shared/generation.ts';
import { type AssetId, type ItemId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { sumEstimates } from '../../shared/pricing.ts';
import { parseAspect } from '../../shared/sizes.ts';
import type { JobPreview } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { blockOf, freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';
import { jobsStore, noteJob } from '../jobs/use-jobs.ts';
import { showToast } from '../ui/toasts.tsx';
import { announce } from '../workspace/use-announcer.ts';
import { priceLabel } from './use-preview.ts';
import { currentRequest, isTextRole, usePrompt } from './use-prompt.ts';

let isSending = false;

type Repeat = 'share' | 'earlier' | 'run';

/**
 * Sends the request of the dock, if the studio said that it can run. When the very same request was done before or is
 * under way, `offered` takes that result for free; `run` pays again.
 */
export async function generate(wanted: 'offered' | 'run' = 'offered'): Promise<void> {
  const { preview, noteInHistory } = usePrompt.getState();
  const request = currentRequest();
  const repeat = repeatFor(preview, wanted);
  // An earlier result costs nothing, so no cap and no missing key stands in its way.
  const problem = repeat === 'earlier' ? undefined : preview?.problems[0];
  if (problem) {
    showToast({ title: problem.message, tone: 'warning' });
    return;
  }
  if (isSending) return;
  isSending = true;
  const job = await enqueue(request, itemOf(request.sourceAssetId), repeat);
  isSending = false;
  if (!job) return;
  noteInHistory(request.prompt);
  announce(startWords(job, repeat));
}

function repeatFor(preview: JobPreview | null, wanted: 'offered' | 'run'): Repeat {
  if (wanted === 'run') return 'run';
  return preview?.earlier && !preview.earlier.isUnderWay ? 'earlier' : 'share';
}

function startWords(job: Job, repeat: Repeat): string {
  const { role, count } = job.request;
  if (repeat === 'earlier') return 'The earlier result is on the board. It was free.';
  if (isTextRole(role)) return `${job.modelLabel} is writing.`;
  return `${job.modelLabel} is making ${count === 1 ? '1 picture' : `${count} pictures`}.`;
}

/** A note of a few paragraphs; longer texts can be read on the job, or the note made larger. */
const NOTE_RATIO = 4 / 3;

/** Puts a request into the queue and its placeholders on free ground, beside the item it comes from. null: refused. */
export async function enqueue(
  request: GenerationRequest,
  besideItemId: ItemId | null,
  repeat: Repeat = 'share',
): Promise<Job | null> {
  const { boardId, items } = useBoard.getState();
  const camera = useView.getState().camera;
  if (!boardId) return null;
  const places = freePlaces({
    count: request.count,
    ratio: isTextRole(request.role) ? NOTE_RATIO : (parseAspect(request.aspect) ?? 1),
    items: [...items.values()],
    source: besideItemId ? (items.get(besideItemId) ?? null) : null,
    centre: camera?.centre() ?? { xUnits: 0, yUnits: 0 },
  }).map((place) => ({ itemId: newId('item'), ...place }));
  // The studio must know of items that were moved a moment ago before it adds to the board.
  await useBoard.getState().flush();
  try {
    const jobId = newId('job');
    const job = await call('jobs.enqueue', { jobId, request, placement: { boardId, places }, repeat });
    noteJob(job);
    if (job.id !== jobId) {
      offerSecondRun(() => void enqueue(request, besideItemId, 'run'));
      return job;
    }
    const block = blockOf(places);
    if (block) camera?.reveal(block);
    return job;
  } catch (error) {
    showError(error);
    return null;
  }
}

/** The studio pays once for a request that is under way; a second set is made only when asked for. */
function offerSecondRun(run: () => void): void {
  showToast({
    title: 'The same request is under way',
    description: 'Its pictures arrive in a moment. Nothing was sent twice.',
    action: { label: 'Run it again', perform: run },
  });
}

function itemOf(assetId: AssetId | null): ItemId | null {
  if (!assetId) return null;
  for (const item of useBoard.getState().items.values()) {
    if (item.kind === 'image' && item.assetId === assetId) return item.id;
  }
  return null;
}

async function jobOfAsset(assetId: AssetId): Promise<{ job: Job | null; seed: number | null }> {
  const candidate = [...useBoard.getState().candidates.values()].find((known) => known.assetId === assetId);
  if (!candidate) return { job: null, seed: null };
  const known = jobsStore.getState().jobs.get(candidate.jobId);
  const job = known ?? (await call('jobs.get', { id: candidate.jobId }).catch(() => null));
  return { job, seed: candidate.seed };
}

/** The request that makes a final of a draft: its prompt, seed and references, with the draft itself sent along. */
export async function promotionOf(assetId: AssetId): Promise<GenerationRequest> {
  const { job, seed } = await jobOfAsset(assetId);
  const request = job?.request ?? currentRequest();
  return {
    ...request,
    operation: 'promote',
    role: 'final',
    modelId: 'auto',
    tier: request.tier === '4K' ? '4K' : '2K',
    count: 1,
    quality: null,
    seed,
    sourceAssetId: assetId,
    maskAssetId: null,
  };
}

/** Sends one promotion per draft. Answers how many the queue has taken. */
export async function promoteAll(requests: readonly GenerationRequest[]): Promise<number> {
  let taken = 0;
  for (const request of requests) {
    if (await enqueue(request, itemOf(request.sourceAssetId))) taken += 1;
  }
  if (taken > 0) announce(`Promoting ${taken === 1 ? '1 draft' : `${taken} drafts`} to final.`);
  return taken;
}

/** The price of all promotions together, or the first reason why one cannot run. */
export async function promotionPrice(
  requests: readonly GenerationRequest[],
): Promise<{ label: string; isFree: boolean; problem: string | null; modelLabel: string }> {
  const previews = await Promise.all(requests.map((request) => call('jobs.preview', { request })));
  const problem = previews.flatMap((preview) => preview.problems)[0]?.message ?? null;
  const estimates = previews.map((preview) => preview.estimate);
  const total = sumEstimates(estimates);
  const modelLabel = previews[0]?.modelLabel ?? '';
  return { label: priceLabel(total), isFree: total.kind === 'free', problem, modelLabel };
}

/** The same request again with a new seed, beside the picture it comes from. */
export async function reroll(assetId: AssetId): Promise<void> {
  const { job } = await jobOfAsset(assetId);
  if (!job) return;
  await enqueue({ ...job.request, seed: null }, itemOf(assetId), 'run');
}

/** Fills the dock with the prompt of a picture, and sends the picture along. */
export async function beginVary(assetId: AssetId): Promise<void> {
  const { job } = await jobOfAsset(assetId);
  const { usePromptOf: takeOver, change } = usePrompt.getState();
  if (job) takeOver(job.request);
  change({ sourceAssetId: assetId, role: 'draft', modelId: 'auto' });
}

export async function promptOfAsset(assetId: AssetId): Promise<string | null> {
  return (await jobOfAsset(assetId)).job?.request.prompt ?? null;
}

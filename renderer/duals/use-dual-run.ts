import type { GenerationRequest } from '../../shared/generation.ts';
import { newId } from '../../shared/ids.ts';
import { parseAspect } from '../../shared/sizes.ts';
import { recall, remember } from '../api/browser-memory.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { freePlaces } from '../board/use-places.ts';
import { useView } from '../board/use-view.ts';
import { noteJob } from '../jobs/use-jobs.ts';
import { usePrompt } from '../prompt/use-prompt.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';

export const FEWEST_MODELS = 2;
export const MOST_MODELS = 4;

export interface DualLane {
  readonly request: GenerationRequest;
  /** The very same request was done before: its result is taken over for free. */
  readonly hasEarlier: boolean;
}

const BLIND_KEY = 'maquette-blind-comparisons';
const REMEMBERED = 50;

/** Whether names stay hidden until the vote; a comparison that was closed in between stays blind. */
export function isBlindDual(groupId: string): boolean {
  return recall<string[]>(BLIND_KEY, []).includes(groupId);
}

/**
 * Sends the same request to each model, with its places side by side on the board, and opens the comparison. A model
 * that is refused on the way, by a cap for example, does not take the others with it.
 */
export async function startDual(lanes: readonly DualLane[], isBlind: boolean): Promise<void> {
  const [first] = lanes;
  const { boardId, items } = useBoard.getState();
  if (!first || !boardId) return;
  const groupId = newId('dual');
  if (isBlind) remember(BLIND_KEY, [...recall<string[]>(BLIND_KEY, []), groupId].slice(-REMEMBERED));
  const places = freePlaces({
    count: lanes.length,
    ratio: parseAspect(first.request.aspect) ?? 1,
    items: [...items.values()],
    source: null,
    centre: useView.getState().camera?.centre() ?? { xUnits: 0, yUnits: 0 },
  }).map((place) => ({ itemId: newId('item'), ...place }));
  await useBoard.getState().flush();
  let taken = 0;
  for (const [index, { request, hasEarlier }] of lanes.entries()) {
    const input = {
      jobId: newId('job'),
      request,
      placement: { boardId, places: places.slice(index, index + 1) },
      groupId,
      // Never shared with a run outside: its time and its price would be another one's.
      repeat: hasEarlier ? ('earlier' as const) : ('run' as const),
    };
    const job = await call('jobs.enqueue', input).catch(showError);
    if (!job) continue;
    noteJob(job);
    taken += 1;
  }
  if (taken === 0) return;
  usePrompt.getState().noteInHistory(first.request.prompt);
  announce(`${taken} models are at work on the same request.`);
  useWorkspace.getState().showOverlay({ kind: 'dual', groupId });
}

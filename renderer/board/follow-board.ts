import type { BoardItem, LineageEdge } from '../../shared/board.ts';
import type { StudioEvent } from '../../shared/contract.ts';
import type { Job } from '../../shared/job.ts';
import { onReconnect, onStudioEvent, windowId } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import type { Items } from './board-change.ts';
import { isItemPending, slotKey, stillThere, useBoard } from './use-board.ts';

type BoardChanged = Extract<StudioEvent, { name: 'board-changed' }>;

/** Keeps the open board true to what the studio, its jobs and other windows do. Answers the function that ends it. */
export function followBoard(): () => void {
  const endEvents = onStudioEvent(foldStudioEvent);
  const endReconnect = onReconnect(() => {
    const { boardId, load } = useBoard.getState();
    if (boardId) load(boardId).catch(showError);
  });
  const flush = () => void useBoard.getState().flush();
  window.addEventListener('pagehide', flush);
  return () => {
    endEvents();
    endReconnect();
    window.removeEventListener('pagehide', flush);
  };
}

/** Takes one event into the open board; events of other boards change nothing. */
export function foldStudioEvent(event: StudioEvent): void {
  if (event.name === 'board-changed') foldBoardChanged(event);
  if (event.name === 'job-changed') foldJobCandidates(event.job);
  if (event.name === 'candidate-changed') foldCandidates([event.candidate]);
}

function foldBoardChanged(event: BoardChanged): void {
  const state = useBoard.getState();
  if (event.boardId !== state.boardId) return;
  const assets = new Map(state.assets);
  for (const asset of event.assets) assets.set(asset.id, asset);
  const lineage = [...state.lineage, ...event.lineage.filter((edge) => !hasEdge(state.lineage, edge))];
  const items = event.windowId === windowId ? foldOwn(state.items, event) : foldItems(state.items, event);
  useBoard.setState({ assets, lineage, items, selection: stillThere(state.selection, items) });
}

function hasEdge(lineage: readonly LineageEdge[], edge: LineageEdge): boolean {
  return lineage.some(
    (known) => known.parentAssetId === edge.parentAssetId && known.childAssetId === edge.childAssetId,
  );
}

/** The echo of this window's own change brings nothing new, except what the studio made for it: placeholders. */
function foldOwn(items: Items, event: BoardChanged): Items {
  const made = event.upsert.filter((item) => !items.has(item.id) && !isItemPending(item.id) && isPlaceholder(item));
  if (made.length === 0) return items;
  return new Map([...items, ...made.map((item) => [item.id, item] as const)]);
}

function isPlaceholder(item: BoardItem): boolean {
  return item.kind === 'image' && item.jobId !== null;
}

function foldItems(items: Items, event: BoardChanged): Items {
  const next = new Map(items);
  for (const id of event.remove) {
    if (!isItemPending(id)) next.delete(id);
  }
  for (const item of event.upsert) {
    const local = items.get(item.id);
    if (!isItemPending(item.id)) next.set(item.id, item);
    // The person is moving it just now: its place is theirs, its picture is the studio's.
    else if (local?.kind === 'image' && item.kind === 'image') next.set(item.id, { ...local, assetId: item.assetId });
  }
  return next;
}

function foldJobCandidates(job: Job): void {
  if (job.boardId === useBoard.getState().boardId && job.candidates.length > 0) foldCandidates(job.candidates);
}

function foldCandidates(changed: Job['candidates']): void {
  const candidates = new Map(useBoard.getState().candidates);
  for (const candidate of changed) candidates.set(slotKey(candidate), candidate);
  useBoard.setState({ candidates });
}

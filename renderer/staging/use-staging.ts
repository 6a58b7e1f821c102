import { create } from 'zustand';
import type { BoardItem } from '../../shared/board.ts';
import type { Candidate } from '../../shared/generation.ts';
import type { CandidateId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { recall, remember } from '../api/browser-memory.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { slotKey, useBoard } from '../board/use-board.ts';
import { isEnded, jobsStore, useJobs } from '../jobs/use-jobs.ts';
import { announce } from '../workspace/use-announcer.ts';

interface StagingState {
  /** The candidate the keys act on while nothing is selected on the board. */
  readonly activeId: CandidateId | null;
  /** Jobs begun before this are not shown again. */
  readonly sinceMs: number;
  /** Items taken off the board by a rejection, so that clearing the verdict brings them back. */
  readonly rejectedItems: ReadonlyMap<CandidateId, BoardItem>;
}

/** Jobs sent together are shown together; the results of an hour ago are on the board and in history. */
const TOGETHER_MS = 30_000;
const SINCE_KEY = 'maquette-staging-since';

/** The strip begins empty with every session, and survives a reload. */
function sessionStart(): number {
  const sinceMs = recall(SINCE_KEY, Date.now(), 'session');
  remember(SINCE_KEY, sinceMs, 'session');
  return sinceMs;
}

export const useStaging = create<StagingState>(() => ({
  activeId: null,
  sinceMs: sessionStart(),
  rejectedItems: new Map(),
}));

/** Clears the strip; the pictures stay where they are. */
export function dismissStaging(): void {
  const sinceMs = Date.now();
  remember(SINCE_KEY, sinceMs, 'session');
  useStaging.setState({ sinceMs, activeId: null });
}

/** The latest jobs of the open board: those at work, and those that ended a moment ago. Newest first. */
export function stagedJobs(jobs: Iterable<Job>, boardId: string | null, sinceMs: number): Job[] {
  const latest = [...jobs]
    // What was begun before the session, such as the pictures of the welcome board, arrives on the board alone.
    .filter((job) => job.boardId === boardId && job.createdAtMs >= sinceMs)
    // Texts go to their notes, comparisons have a view and a vote of their own.
    .filter((job) => job.widthPx > 0 && job.groupId === null)
    .filter((job) => job.candidates.length > 0 || job.state === 'running' || job.state === 'queued')
    .sort((a, b) => b.createdAtMs - a.createdAtMs);
  const newestMs = latest[0]?.createdAtMs ?? 0;
  return latest.filter((job) => !isEnded(job) || job.createdAtMs >= newestMs - TOGETHER_MS);
}

/** Whether the strip stands above the dock. */
export function useHasStaged(): boolean {
  const boardId = useBoard((state) => state.boardId);
  const sinceMs = useStaging((state) => state.sinceMs);
  return useJobs((state) => stagedJobs(state.jobs.values(), boardId, sinceMs).length > 0);
}

/** The candidates in the strip, in the order they stand there, as they are judged now. */
export function stagedCandidates(): Candidate[] {
  const { boardId } = useBoard.getState();
  const jobs = stagedJobs(jobsStore.getState().jobs.values(), boardId, useStaging.getState().sinceMs);
  return jobs.flatMap((job) => job.candidates.toSorted((a, b) => a.slot - b.slot).map(current));
}

function current(candidate: Candidate): Candidate {
  return useBoard.getState().candidates.get(slotKey(candidate)) ?? candidate;
}

/** What P, X, U and the digits act on: the selected pictures, else the active candidate of the strip. */
export function pickTargets(): Candidate[] {
  const { items, selection, candidates } = useBoard.getState();
  const selected = [...selection].flatMap((id) => {
    const item = items.get(id);
    return item?.kind === 'image' ? (candidates.get(slotKey(item)) ?? []) : [];
  });
  if (selected.length > 0) return selected;
  const staged = stagedCandidates();
  const active = staged.find((candidate) => candidate.id === useStaging.getState().activeId) ?? staged[0];
  return active ? [active] : [];
}

function note(candidate: Candidate): void {
  useBoard.setState((state) => ({ candidates: new Map(state.candidates).set(slotKey(candidate), candidate) }));
}

/** Shows the judgement at once; the studio's answer is the truth. */
async function judge(candidate: Candidate, judgement: { verdict?: Candidate['verdict']; rating?: number }) {
  note({ ...candidate, ...judgement });
  await call('candidates.judge', { id: candidate.id, ...judgement })
    .then(note)
    .catch((error: unknown) => {
      note(candidate);
      showError(error);
    });
}

export function keep(targets: readonly Candidate[]): void {
  for (const candidate of targets) {
    bringBack(candidate);
    void judge(candidate, { verdict: 'kept' });
  }
  announce(targets.length === 1 ? 'Kept' : `Kept ${targets.length}`);
  advance(targets);
}

/** Takes the pictures off the board, as one step that can be undone. */
export function reject(targets: readonly Candidate[]): void {
  const { items, applyChange } = useBoard.getState();
  const onBoard = targets.flatMap((candidate) => {
    const item = [...items.values()].find((known) => known.kind === 'image' && slotKey(known) === slotKey(candidate));
    return item ? [{ candidate, item }] : [];
  });
  useStaging.setState((state) => ({
    rejectedItems: new Map([
      ...state.rejectedItems,
      ...onBoard.map(({ candidate, item }) => [candidate.id, item] as const),
    ]),
  }));
  const mark = (verdict: Candidate['verdict']) => () => {
    for (const candidate of targets) void judge(current(candidate), { verdict });
  };
  applyChange({ upsert: [], remove: onBoard.map(({ item }) => item.id) }, 'Reject', {
    onUndo: mark('new'),
    onRedo: mark('rejected'),
  });
  mark('rejected')();
  announce(
    targets.length === 1 ? 'Rejected. Undo brings it back.' : `Rejected ${targets.length}. Undo brings them back.`,
  );
  advance(targets);
}

export function clearVerdict(targets: readonly Candidate[]): void {
  for (const candidate of targets) {
    bringBack(candidate);
    void judge(candidate, { verdict: 'new', rating: 0 });
  }
  announce('Verdict cleared');
}

export function rate(targets: readonly Candidate[], rating: number): void {
  for (const candidate of targets) void judge(candidate, { rating: candidate.rating === rating ? 0 : rating });
  announce(`Rated ${rating} of 5`);
}

function bringBack(candidate: Candidate): void {
  const item = useStaging.getState().rejectedItems.get(candidate.id);
  if (candidate.verdict !== 'rejected' || !item || useBoard.getState().items.has(item.id)) return;
  useBoard.getState().applyChange({ upsert: [{ ...item }], remove: [] }, 'Bring back');
}

/** After a decision the keys go to the next candidate of the strip. */
function advance(targets: readonly Candidate[]): void {
  const staged = stagedCandidates();
  const index = staged.findIndex((candidate) => candidate.id === targets.at(-1)?.id);
  const next = staged[index + 1];
  if (index >= 0 && next) useStaging.setState({ activeId: next.id });
}

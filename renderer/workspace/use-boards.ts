import { create } from 'zustand';
import type { BoardSummary } from '../../shared/board.ts';
import type { BoardId } from '../../shared/ids.ts';
import { call, onReconnect, onStudioEvent } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { showToast } from '../ui/toasts.tsx';
import { lastBoardId, useWorkspace } from './use-workspace.ts';

interface BoardsState {
  readonly boards: readonly BoardSummary[];
  readonly isLoaded: boolean;
}

export const useBoards = create<BoardsState>(() => ({ boards: [], isLoaded: false }));

export async function refreshBoards(): Promise<void> {
  const boards = await call('boards.list', {});
  useBoards.setState({ boards, isLoaded: true });
}

/** Opens the board of last time, else the newest, else a new one; then keeps the list current. */
export async function startBoards(): Promise<void> {
  await refreshBoards();
  const { boards } = useBoards.getState();
  const known = boards.find((board) => board.id === lastBoardId()) ?? boards[0];
  if (known) useWorkspace.getState().openBoard(known.id);
  else await createBoard('First board');
}

export function followBoards(): () => void {
  const refresh = () => void refreshBoards().catch(() => undefined);
  const endEvents = onStudioEvent((event) => {
    if (event.name === 'boards-changed') refresh();
  });
  const endReconnect = onReconnect(refresh);
  return () => {
    endEvents();
    endReconnect();
  };
}

export async function createBoard(name: string): Promise<void> {
  const board = await call('boards.create', { name });
  useWorkspace.getState().openBoard(board.id);
  await refreshBoards();
}

export async function renameBoard(id: BoardId, name: string): Promise<void> {
  const trimmed = name.trim().slice(0, 120);
  if (trimmed === '') return;
  const renamed = await call('boards.rename', { id, name: trimmed });
  useBoards.setState((state) => ({ boards: state.boards.map((board) => (board.id === id ? renamed : board)) }));
}

/** To the bin, with a way back; another board opens if this one was open. */
export async function removeBoard(board: BoardSummary): Promise<void> {
  await call('boards.remove', { id: board.id });
  await refreshBoards();
  const { boardId, openBoard } = useWorkspace.getState();
  if (boardId === board.id) {
    const next = useBoards.getState().boards[0];
    if (next) openBoard(next.id);
    else await createBoard('Untitled board');
  }
  showToast({
    title: `“${board.name}” is in the bin`,
    action: { label: 'Undo', perform: () => void restore(board.id).catch(showError) },
  });
}

async function restore(id: BoardId): Promise<void> {
  await call('boards.restore', { id });
  await refreshBoards();
  useWorkspace.getState().openBoard(id);
}

import { create } from 'zustand';
import type { Asset } from '../../shared/asset.ts';
import type { Board, BoardItem, LineageEdge } from '../../shared/board.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Candidate } from '../../shared/generation.ts';
import type { AssetId, BoardId, ItemId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { showToast } from '../ui/toasts.tsx';
import { applyItemChange, type ItemChange, type Items, isEmptyChange } from './board-change.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { emptyStacks, type NewStep, pushStep, takeRedo, takeUndo, type UndoStacks } from './undo-stack.ts';

/** `${jobId}/${slot}`: the place a candidate fills. */
export type SlotKey = `${string}/${number}`;

export interface BoardState {
  readonly boardId: BoardId | null;
  readonly items: Items;
  readonly assets: ReadonlyMap<AssetId, Asset>;
  readonly candidates: ReadonlyMap<SlotKey, Candidate>;
  readonly lineage: readonly LineageEdge[];
  readonly selection: ReadonlySet<ItemId>;
  readonly undoStacks: UndoStacks;
  readonly load: (id: BoardId) => Promise<void>;
  /** Nothing open; what is on its way is still sent. */
  readonly close: () => void;
  readonly select: (ids: Iterable<ItemId>) => void;
  /** The assets of the selected pictures, in the order of selection; placeholders have none. */
  readonly selectedAssetIds: () => AssetId[];
  /** Does one undoable step: shown at once, durable within a third of a second. */
  readonly applyChange: (change: ItemChange, label: string, extra?: Omit<NewStep, 'change' | 'label'>) => void;
  /** Makes assets known before an item names them. */
  readonly noteAssets: (assets: readonly Asset[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Sends gathered changes now; for the end of a gesture. */
  readonly flush: () => Promise<void>;
}

const nothing = {
  boardId: null,
  items: new Map(),
  assets: new Map(),
  candidates: new Map(),
  lineage: [],
  selection: new Set<ItemId>(),
  undoStacks: emptyStacks,
} satisfies Partial<BoardState>;

/** Undo lives as long as the window, per board. */
const stacksByBoard = new Map<BoardId, UndoStacks>();
let outbox: Outbox | null = null;

export const useBoard = create<BoardState>((set, get) => ({
  ...nothing,
  load: async (id) => {
    await outbox?.flush();
    const board = await call('boards.get', { id });
    outbox = get().boardId === id && outbox ? outbox : createOutbox(id, { send: sendChange, onFailure });
    set(stateOf(board, get()));
  },
  close: () => {
    void outbox?.flush();
    outbox = null;
    set(nothing);
  },
  select: (ids) => {
    const { items, selection } = get();
    const next = new Set([...ids].filter((id) => items.has(id)));
    if (next.size !== selection.size || [...next].some((id) => !selection.has(id))) set({ selection: next });
  },
  selectedAssetIds: () => {
    const { items, selection } = get();
    return [...selection].flatMap((id) => {
      const item = items.get(id);
      return item?.kind === 'image' && item.assetId ? [item.assetId] : [];
    });
  },
  applyChange: (change, label, extra = {}) => {
    if (isEmptyChange(change) || !get().boardId) return;
    commit(change, pushStep(get().undoStacks, get().items, { change, label, ...extra }));
  },
  noteAssets: (added) => {
    const assets = new Map(get().assets);
    for (const asset of added) assets.set(asset.id, asset);
    set({ assets });
  },
  undo: () => {
    const taken = takeUndo(get().undoStacks, get().items);
    if (!taken) return;
    commit(taken.change, taken.stacks);
    taken.step.onUndo?.();
  },
  redo: () => {
    const taken = takeRedo(get().undoStacks, get().items);
    if (!taken) return;
    commit(taken.change, taken.stacks);
    taken.step.onRedo?.();
  },
  flush: async () => outbox?.flush(),
}));

function commit(change: ItemChange, undoStacks: UndoStacks): void {
  const { boardId, items, selection } = useBoard.getState();
  const next = applyItemChange(items, change);
  useBoard.setState({ items: next, undoStacks, selection: stillThere(selection, next) });
  if (boardId) stacksByBoard.set(boardId, undoStacks);
  outbox?.add({ upsert: change.upsert.map((item) => next.get(item.id) ?? item), remove: change.remove });
}

export function stillThere(selection: ReadonlySet<ItemId>, items: Items): ReadonlySet<ItemId> {
  return [...selection].every((id) => items.has(id))
    ? selection
    : new Set([...selection].filter((id) => items.has(id)));
}

function stateOf(board: Board, before: BoardState): Partial<BoardState> {
  const items: Items = new Map(board.items.map((item) => [item.id, outbox?.pendingItem(item.id) ?? item]));
  const isSame = before.boardId === board.id;
  return {
    boardId: board.id,
    items,
    assets: new Map(board.assets.map((asset) => [asset.id, asset])),
    candidates: new Map(board.candidates.map((candidate) => [slotKey(candidate), candidate])),
    lineage: board.lineage,
    selection: isSame ? stillThere(before.selection, items) : new Set(),
    undoStacks: stacksByBoard.get(board.id) ?? emptyStacks,
  };
}

function sendChange(change: Parameters<typeof call<'boards.change'>>[1]) {
  return call('boards.change', change);
}

let hasWarned = false;

function onFailure(error: unknown): boolean {
  if (error instanceof StudioError && error.code === 'network') {
    if (!hasWarned) showToast({ title: 'Changes are waiting', description: error.message, tone: 'warning' });
    hasWarned = true;
    return true;
  }
  showError(error);
  return false;
}

/** True while a local change of the item has not reached the studio. */
export function isItemPending(id: ItemId): boolean {
  return outbox?.isPending(id) ?? false;
}

export function slotKey(place: { readonly jobId: string | null; readonly slot: number }): SlotKey {
  return `${place.jobId ?? ''}/${place.slot}`;
}

export function candidateOf(state: BoardState, item: BoardItem): Candidate | null {
  return item.kind === 'image' ? (state.candidates.get(slotKey(item)) ?? null) : null;
}

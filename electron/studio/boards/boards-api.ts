/** Owns what a window may do with boards. */
import type { Asset } from '../../../shared/asset.ts';
import type { Board, BoardChange, BoardItem } from '../../../shared/board.ts';
import { StudioError } from '../../../shared/errors.ts';
import { type BoardId, newId } from '../../../shared/ids.ts';
import { listAssets, listLineage } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { listCandidatesOfAssets } from '../jobs/candidate-store.ts';
import {
  getBoardSummary,
  insertBoard,
  listBoards,
  listItems,
  removeItems,
  renameBoard,
  setBoardRemoved,
  touchBoard,
  upsertItem,
} from './board-store.ts';

type BoardProcedures = Pick<
  Procedures,
  | 'boards.list'
  | 'boards.create'
  | 'boards.rename'
  | 'boards.remove'
  | 'boards.restore'
  | 'boards.get'
  | 'boards.change'
>;

export function boardProcedures(context: StudioContext): BoardProcedures {
  const { db, clock, events } = context;
  const changed = (id: BoardId) => {
    events.publish({ name: 'boards-changed' });
    return getBoardSummary(db, id);
  };
  return {
    'boards.list': () => listBoards(db),
    'boards.create': ({ name }) => {
      const id = newId('board', clock.now());
      insertBoard(db, { id, name, nowMs: clock.now() });
      return changed(id);
    },
    'boards.rename': ({ id, name }) => {
      getBoardSummary(db, id);
      renameBoard(db, id, name, clock.now());
      return changed(id);
    },
    'boards.remove': ({ id }) => {
      getBoardSummary(db, id);
      setBoardRemoved(db, id, clock.now());
      changed(id);
      return {};
    },
    'boards.restore': ({ id }) => {
      getBoardSummary(db, id);
      setBoardRemoved(db, id, null);
      return changed(id);
    },
    'boards.get': ({ id }) => readBoard(context, id),
    'boards.change': (change, { windowId }) => ({ revision: changeBoard(context, change, windowId) }),
  };
}

function readBoard(context: StudioContext, id: BoardId): Board {
  const { db } = context;
  const summary = getBoardSummary(db, id);
  const items = listItems(db, id);
  const assetIds = assetIdsOf(items);
  return {
    ...summary,
    items,
    assets: listAssets(db, assetIds),
    lineage: listLineage(db, assetIds),
    candidates: listCandidatesOfAssets(db, assetIds),
  };
}

function assetIdsOf(items: readonly BoardItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'image' && item.assetId !== null ? [item.assetId] : []));
}

function changeBoard(context: StudioContext, change: BoardChange, windowId: string | null): number {
  const { db, clock, events } = context;
  getBoardSummary(db, change.boardId);
  const assets = requireAssets(context, change.upsert);
  const revision = db.transaction(() => {
    for (const item of change.upsert) upsertItem(db, change.boardId, item);
    removeItems(db, change.boardId, change.remove, clock.now());
    return touchBoard(db, change.boardId, clock.now());
  })();
  events.publish({
    name: 'board-changed',
    boardId: change.boardId,
    revision,
    upsert: change.upsert,
    remove: change.remove,
    assets,
    lineage: listLineage(db, assetIdsOf(change.upsert)),
    windowId,
  });
  return revision;
}

function requireAssets(context: StudioContext, items: readonly BoardItem[]): Asset[] {
  const wanted = new Set(assetIdsOf(items));
  const assets = listAssets(context.db, [...wanted]);
  if (assets.length < wanted.size)
    throw new StudioError('not-found', 'A picture of that change is not in this library.');
  return assets;
}

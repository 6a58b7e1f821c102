/** Owns the rows of boards and of what lies on them. */
import type { BoardItem, BoardSummary } from '../../../shared/board.ts';
import { boardItemSchema, boardSummarySchema } from '../../../shared/board.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { BoardId, ItemId, JobId } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

interface ItemRow {
  readonly id: string;
  readonly board_id: string;
  readonly kind: string;
  readonly x_units: number;
  readonly y_units: number;
  readonly width_units: number;
  readonly height_units: number;
  readonly z: number;
  readonly is_locked: number;
  readonly asset_id: string | null;
  readonly job_id: string | null;
  readonly slot: number;
  readonly text: string | null;
  readonly tone: string | null;
}

const COLUMNS =
  'id, board_id, kind, x_units, y_units, width_units, height_units, z, is_locked, asset_id, job_id, slot, text, tone';

function toItem(row: ItemRow): BoardItem {
  const base = {
    id: row.id,
    kind: row.kind,
    xUnits: row.x_units,
    yUnits: row.y_units,
    widthUnits: row.width_units,
    heightUnits: row.height_units,
    z: row.z,
    isLocked: row.is_locked === 1,
  };
  const image = { ...base, assetId: row.asset_id, jobId: row.job_id, slot: row.slot };
  const note = { ...base, text: row.text ?? '', tone: row.tone ?? 'plain' };
  const frame = { ...base, title: row.text ?? '' };
  return boardItemSchema.parse(row.kind === 'image' ? image : row.kind === 'note' ? note : frame);
}

const SUMMARY = `
  SELECT b.id, b.name, b.revision, b.created_at_ms, b.updated_at_ms,
    (SELECT count(*) FROM items i WHERE i.board_id = b.id AND i.removed_at_ms IS NULL) AS item_count,
    (SELECT json_group_array(hash) FROM (
      SELECT a.hash AS hash FROM items i JOIN assets a ON a.id = i.asset_id
      WHERE i.board_id = b.id AND i.removed_at_ms IS NULL ORDER BY i.z DESC, i.id DESC LIMIT 4)) AS cover_hashes
  FROM boards b`;

interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly item_count: number;
  readonly cover_hashes: string;
}

function toSummary(row: SummaryRow): BoardSummary {
  return boardSummarySchema.parse({
    id: row.id,
    name: row.name,
    itemCount: row.item_count,
    coverHashes: JSON.parse(row.cover_hashes),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  });
}

export function listBoards(db: ReadDb): BoardSummary[] {
  const sql = `${SUMMARY} WHERE b.removed_at_ms IS NULL ORDER BY b.updated_at_ms DESC, b.id DESC`;
  return db.prepare<[], SummaryRow>(sql).all().map(toSummary);
}

export function getBoardSummary(db: ReadDb, id: BoardId): BoardSummary & { revision: number } {
  const row = db.prepare<[string], SummaryRow>(`${SUMMARY} WHERE b.id = ?`).get(id);
  if (!row) throw new StudioError('not-found', 'That board is not in this library.');
  return { ...toSummary(row), revision: row.revision };
}

export function insertBoard(db: WriteDb, board: { id: BoardId; name: string; nowMs: number }): void {
  db.prepare('INSERT INTO boards (id, name, created_at_ms, updated_at_ms) VALUES (?, ?, ?, ?)').run(
    board.id,
    board.name,
    board.nowMs,
    board.nowMs,
  );
}

export function renameBoard(db: WriteDb, id: BoardId, name: string, nowMs: number): void {
  db.prepare('UPDATE boards SET name = ?, updated_at_ms = ? WHERE id = ?').run(name, nowMs, id);
}

export function setBoardRemoved(db: WriteDb, id: BoardId, removedAtMs: number | null): void {
  db.prepare('UPDATE boards SET removed_at_ms = ? WHERE id = ?').run(removedAtMs, id);
}

export function listItems(db: ReadDb, boardId: BoardId): BoardItem[] {
  const sql = `SELECT ${COLUMNS} FROM items WHERE board_id = ? AND removed_at_ms IS NULL ORDER BY z, id`;
  return db.prepare<[string], ItemRow>(sql).all(boardId).map(toItem);
}

/** The placeholder or picture of one slot of a job, even when it lies in the bin. */
export function findJobItem(db: ReadDb, jobId: JobId, slot: number): { item: BoardItem; isRemoved: boolean } | null {
  const sql = `SELECT ${COLUMNS}, removed_at_ms IS NOT NULL AS is_removed FROM items
    WHERE job_id = ? AND slot = ? ORDER BY id LIMIT 1`;
  const row = db.prepare<[string, number], ItemRow & { is_removed: number }>(sql).get(jobId, slot);
  return row ? { item: toItem(row), isRemoved: row.is_removed === 1 } : null;
}

/** Writes an item as given; one that lies in the bin comes back. */
export function upsertItem(db: WriteDb, boardId: BoardId, item: BoardItem): void {
  const image = item.kind === 'image' ? item : null;
  db.prepare(
    `INSERT INTO items (${COLUMNS}, removed_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT (id) DO UPDATE SET x_units = excluded.x_units, y_units = excluded.y_units,
       width_units = excluded.width_units, height_units = excluded.height_units, z = excluded.z,
       is_locked = excluded.is_locked, text = excluded.text, tone = excluded.tone,
       -- A window that was behind must not turn a finished picture back into a placeholder.
       asset_id = coalesce(excluded.asset_id, items.asset_id), removed_at_ms = NULL
     WHERE items.board_id = excluded.board_id`,
  ).run(
    item.id,
    boardId,
    item.kind,
    item.xUnits,
    item.yUnits,
    item.widthUnits,
    item.heightUnits,
    item.z,
    item.isLocked ? 1 : 0,
    image?.assetId ?? null,
    image?.jobId ?? null,
    image?.slot ?? 0,
    item.kind === 'note' ? item.text : item.kind === 'frame' ? item.title : null,
    item.kind === 'note' ? item.tone : null,
  );
}

/** To the bin: the row stays, so undo and the bin can bring it back. */
export function removeItems(db: WriteDb, boardId: BoardId, ids: readonly ItemId[], nowMs: number): void {
  db.prepare(
    'UPDATE items SET removed_at_ms = ? WHERE board_id = ? AND removed_at_ms IS NULL AND id IN (SELECT value FROM json_each(?))',
  ).run(nowMs, boardId, JSON.stringify(ids));
}

export function setItemAsset(db: WriteDb, itemId: string, assetId: string): void {
  db.prepare('UPDATE items SET asset_id = ? WHERE id = ?').run(assetId, itemId);
}

/** Counts the change and answers the new revision. */
export function touchBoard(db: WriteDb, id: BoardId, nowMs: number): number {
  const sql = 'UPDATE boards SET revision = revision + 1, updated_at_ms = ? WHERE id = ? RETURNING revision';
  const row = db.prepare<[number, string], { revision: number }>(sql).get(nowMs, id);
  if (!row) throw new StudioError('not-found', 'That board is not in this library.');
  return row.revision;
}

export function highestZ(db: ReadDb, boardId: BoardId): number {
  const sql = 'SELECT max(z) AS top FROM items WHERE board_id = ? AND removed_at_ms IS NULL';
  return db.prepare<[string], { top: number | null }>(sql).get(boardId)?.top ?? 0;
}

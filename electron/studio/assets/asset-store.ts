/** Owns the rows of pictures, their lineage and their searchable text. */
import type { Asset } from '../../../shared/asset.ts';
import { assetSchema } from '../../../shared/asset.ts';
import type { LineageEdge } from '../../../shared/board.ts';
import { lineageEdgeSchema } from '../../../shared/board.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

interface AssetRow {
  readonly id: string;
  readonly hash: string;
  readonly mime: string;
  readonly width_px: number;
  readonly height_px: number;
  readonly size_bytes: number;
  readonly has_alpha: number;
  readonly name: string;
  readonly source: string;
  readonly created_at_ms: number;
}

const COLUMNS = 'id, hash, mime, width_px, height_px, size_bytes, has_alpha, name, source, created_at_ms';

function toAsset(row: AssetRow): Asset {
  return assetSchema.parse({
    id: row.id,
    hash: row.hash,
    mime: row.mime,
    widthPx: row.width_px,
    heightPx: row.height_px,
    sizeBytes: row.size_bytes,
    hasAlpha: row.has_alpha === 1,
    name: row.name,
    source: row.source,
    createdAtMs: row.created_at_ms,
  });
}

/** `text` is what a search finds it by: its prompt or its name. */
export function insertAsset(db: WriteDb, asset: Asset, text: string): void {
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO assets (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      asset.id,
      asset.hash,
      asset.mime,
      asset.widthPx,
      asset.heightPx,
      asset.sizeBytes,
      asset.hasAlpha ? 1 : 0,
      asset.name,
      asset.source,
      asset.createdAtMs,
    );
  // What is made on the way is found by nothing.
  if (asset.source === 'working') return;
  // Under the same row number: the history search joins by it.
  db.prepare('INSERT INTO asset_text (rowid, asset_id, text) VALUES (?, ?, ?)').run(lastInsertRowid, asset.id, text);
}

export function findAsset(db: ReadDb, id: AssetId): Asset | null {
  const row = db.prepare<[string], AssetRow>(`SELECT ${COLUMNS} FROM assets WHERE id = ?`).get(id);
  return row ? toAsset(row) : null;
}

export function getAsset(db: ReadDb, id: AssetId): Asset {
  const asset = findAsset(db, id);
  if (!asset) throw new StudioError('not-found', 'That picture is not in this library.');
  return asset;
}

/** The asset that the same bytes made when they came in before, for the same purpose. */
export function findBroughtIn(db: ReadDb, hash: string, source: Asset['source']): Asset | null {
  const row = db
    .prepare<[string, string], AssetRow>(`SELECT ${COLUMNS} FROM assets WHERE hash = ? AND source = ? LIMIT 1`)
    .get(hash, source);
  return row ? toAsset(row) : null;
}

/** The mime type of some picture with these bytes; null when no asset has them. */
export function findMime(db: ReadDb, hash: string): string | null {
  return (
    db.prepare<[string], { mime: string }>('SELECT mime FROM assets WHERE hash = ? LIMIT 1').get(hash)?.mime ?? null
  );
}

export function listAssets(db: ReadDb, ids: readonly string[]): Asset[] {
  return db
    .prepare<[string], AssetRow>(`SELECT ${COLUMNS} FROM assets WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids))
    .map(toAsset);
}

export function insertLineage(db: WriteDb, edge: LineageEdge): void {
  db.prepare('INSERT OR IGNORE INTO lineage (parent_asset_id, child_asset_id, kind) VALUES (?, ?, ?)').run(
    edge.parentAssetId,
    edge.childAssetId,
    edge.kind,
  );
}

/** Every edge that touches one of these assets, on either side. */
export function listLineage(db: ReadDb, ids: readonly string[]): LineageEdge[] {
  const json = JSON.stringify(ids);
  return db
    .prepare<[string, string], { parent_asset_id: string; child_asset_id: string; kind: string }>(
      `SELECT parent_asset_id, child_asset_id, kind FROM lineage WHERE child_asset_id IN (SELECT value FROM json_each(?))
       UNION SELECT parent_asset_id, child_asset_id, kind FROM lineage
       WHERE parent_asset_id IN (SELECT value FROM json_each(?))`,
    )
    .all(json, json)
    .map((row) =>
      lineageEdgeSchema.parse({
        parentAssetId: row.parent_asset_id,
        childAssetId: row.child_asset_id,
        kind: row.kind,
      }),
    );
}

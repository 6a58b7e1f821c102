/** Owns the rows of delivered files. */
import type { ExportId } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

export interface ExportRow {
  readonly id: string;
  readonly file_name: string;
  readonly mime: string;
  readonly size_bytes: number;
}

export function insertExport(
  db: WriteDb,
  row: { id: ExportId; assetId: string; fileName: string; mime: string; sizeBytes: number; createdAtMs: number },
): void {
  db.prepare(
    'INSERT INTO exports (id, asset_id, file_name, mime, size_bytes, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(row.id, row.assetId, row.fileName, row.mime, row.sizeBytes, row.createdAtMs);
}

export function findExport(db: ReadDb, id: string): ExportRow | null {
  const sql = 'SELECT id, file_name, mime, size_bytes FROM exports WHERE id = ?';
  return db.prepare<[string], ExportRow>(sql).get(id) ?? null;
}

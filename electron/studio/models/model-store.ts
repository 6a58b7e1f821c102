/** Owns a person's own model entries and switches, and what vendors' lists said; all of it lies over the shipped registry. */
import type { ModelEntry } from '../../../shared/model.ts';
import { modelEntrySchema } from '../../../shared/model.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

export interface ModelOverride {
  /** null: only the switch was moved, or the stored entry no longer fits the schema. */
  readonly entry: ModelEntry | null;
  readonly isEnabled: boolean;
}

export function listOverrides(db: ReadDb): Map<string, ModelOverride> {
  const rows = db
    .prepare<[], { id: string; entry: string | null; is_enabled: number }>(
      'SELECT id, entry, is_enabled FROM models ORDER BY id',
    )
    .all();
  return new Map(
    rows.map((row) => {
      const entry = row.entry === null ? null : modelEntrySchema.safeParse(JSON.parse(row.entry));
      return [row.id, { entry: entry?.success ? entry.data : null, isEnabled: row.is_enabled === 1 }];
    }),
  );
}

export function saveEntry(db: WriteDb, entry: ModelEntry, nowMs: number): void {
  db.prepare(
    `INSERT INTO models (id, entry, is_enabled, changed_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, is_enabled = excluded.is_enabled,
       changed_at_ms = excluded.changed_at_ms`,
  ).run(entry.id, JSON.stringify(entry), entry.isEnabled ? 1 : 0, nowMs);
}

export function saveSwitch(db: WriteDb, id: string, isEnabled: boolean, nowMs: number): void {
  db.prepare(
    `INSERT INTO models (id, entry, is_enabled, changed_at_ms) VALUES (?, NULL, ?, ?)
     ON CONFLICT (id) DO UPDATE SET is_enabled = excluded.is_enabled, changed_at_ms = excluded.changed_at_ms`,
  ).run(id, isEnabled ? 1 : 0, nowMs);
}

/** null: everything back to the shipped data. */
export function forgetOverrides(db: WriteDb, id: string | null): void {
  if (id === null) db.prepare('DELETE FROM models').run();
  else db.prepare('DELETE FROM models WHERE id = ?').run(id);
}

export interface ProbeRow {
  readonly isListed: boolean;
  readonly shutdownDate: string | null;
}

export function saveProbe(db: WriteDb, modelId: string, probe: ProbeRow, nowMs: number): void {
  db.prepare(
    `INSERT INTO probes (model_id, is_listed, shutdown_date, probed_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (model_id) DO UPDATE SET is_listed = excluded.is_listed, shutdown_date = excluded.shutdown_date,
       probed_at_ms = excluded.probed_at_ms`,
  ).run(modelId, probe.isListed ? 1 : 0, probe.shutdownDate, nowMs);
}

export function listProbes(db: ReadDb): Map<string, ProbeRow> {
  const rows = db
    .prepare<[], { model_id: string; is_listed: number; shutdown_date: string | null }>(
      'SELECT model_id, is_listed, shutdown_date FROM probes',
    )
    .all();
  return new Map(rows.map((row) => [row.model_id, { isListed: row.is_listed === 1, shutdownDate: row.shutdown_date }]));
}

/** Owns the numbered schema changes: each runs once, in order, in one transaction with its number. */
import { StudioError } from '../../../shared/errors.ts';
import type { WriteDb } from './database.ts';
import { firstLibrary } from './migrations/0001-first-library.ts';
import { historyAtScale } from './migrations/0002-history-at-scale.ts';
import { editBatches } from './migrations/0003-edit-batches.ts';
import { savedMasks } from './migrations/0004-saved-masks.ts';
import { editChains } from './migrations/0005-edit-chains.ts';
import { cancelIsARow } from './migrations/0006-cancel-is-a-row.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** In order, without gaps. A migration that has landed is never edited; a change is a new file. */
const migrations: readonly Migration[] = [
  firstLibrary,
  historyAtScale,
  editBatches,
  savedMasks,
  editChains,
  cancelIsARow,
];

export function migrate(db: WriteDb): void {
  const current = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.length;
  if (current > newest) {
    throw new StudioError(
      'library-newer',
      `This library was written by a newer Maquette (format ${current}, this one knows ${newest}). Update Maquette to open it; nothing was changed.`,
    );
  }
  for (const migration of migrations.slice(current)) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    })();
  }
}

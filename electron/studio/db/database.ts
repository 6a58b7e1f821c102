/** Owns the SQLite connection: the only importer of better-sqlite3. */
import Database from 'better-sqlite3';
import { StudioError } from '../../../shared/errors.ts';
import { migrate } from './migrate.ts';

export type WriteDb = Database.Database;
/** For functions that only read; their signature says so. */
export type ReadDb = Pick<Database.Database, 'prepare'>;

/** better-sqlite3 13 needs Node-API 10; on an older Node it dies without a word as soon as a database is opened. */
function requireNodeApi(): void {
  if (Number(process.versions.napi ?? 0) < 10) {
    throw new StudioError(
      'internal',
      `Maquette needs Node 22.14 or newer, this is ${process.version}. Start it with "npm start" or "npx maquette".`,
    );
  }
}

/**
 * Opens or creates the database of a library and brings it to the newest format.
 * Throws StudioError library-corrupt, library-read-only, library-newer or disk-full.
 */
export function openDatabase(path: string): WriteDb {
  requireNodeApi();
  let db: WriteDb | null = null;
  try {
    db = new Database(path);
    // WAL lets the page read while a job writes; FULL makes every commit reach the disk, which the money ledger needs.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -32000');
    migrate(db);
    return withStatementCache(db);
  } catch (error) {
    db?.close();
    throw asDatabaseError(error);
  }
}

/**
 * Compiles each statement once. Safe because every store runs its statements to the end (get, all, run) and none
 * changes a statement's mode.
 */
function withStatementCache(db: WriteDb): WriteDb {
  const compile = db.prepare.bind(db);
  const known = new Map<string, ReturnType<typeof compile>>();
  const prepare = (sql: string) => {
    const found = known.get(sql) ?? compile(sql);
    known.set(sql, found);
    return found;
  };
  return Object.assign(db, { prepare });
}

/**
 * Holds a lock file for this process: an open exclusive transaction, so the system frees it however the process ends.
 * Answers the function that releases it; throws library-in-use when another process holds it.
 */
export function lockLibrary(path: string): () => void {
  requireNodeApi();
  let db: WriteDb | null = null;
  try {
    db = new Database(path, { timeout: 0 });
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return () => held.close();
  } catch (error) {
    db?.close();
    throw asDatabaseError(error);
  }
}

/** SQLite's own codes as sentences; everything else is handed on as it is. */
export function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const cause = { cause: error };
  if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED')) {
    return new StudioError(
      'library-in-use',
      'This library is open in another Maquette window or command. Close that one, or choose another library with --library.',
      cause,
    );
  }
  if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
    return new StudioError(
      'library-corrupt',
      'The database of this library is damaged and was not changed. Put back a backup of maquette.sqlite, or choose another library; the pictures in its blobs folder are still whole files.',
      cause,
    );
  }
  if (error.code === 'SQLITE_FULL') {
    return new StudioError('disk-full', 'The disk is full. Free some space and try again; nothing was lost.', cause);
  }
  if (error.code.startsWith('SQLITE_READONLY') || error.code.startsWith('SQLITE_CANTOPEN')) {
    return new StudioError(
      'library-read-only',
      'The library folder cannot be written. Allow writing to it, or choose another library.',
      cause,
    );
  }
  return error;
}

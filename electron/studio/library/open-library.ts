/** Owns opening a library folder: one process at a time, checked before anything is written into it. */
import { join, resolve } from 'node:path';
import { type BlobStore, openBlobStore, requireWritableFolder } from '../assets/blob-store.ts';
import { lockLibrary, openDatabase, type WriteDb } from '../db/database.ts';

export interface Library {
  readonly path: string;
  readonly db: WriteDb;
  readonly blobs: BlobStore;
  close(): void;
}

/** Makes the folder when it is new. Throws library-missing, -read-only, -in-use, -corrupt, -newer or disk-full. */
export async function openLibrary(path: string): Promise<Library> {
  const folder = resolve(path);
  await requireWritableFolder(folder);
  const unlock = lockLibrary(join(folder, 'library.lock'));
  try {
    const db = openDatabase(join(folder, 'maquette.sqlite'));
    return {
      path: folder,
      db,
      blobs: openBlobStore(folder),
      close: () => {
        db.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

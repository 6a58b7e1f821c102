/** Owns the bytes on disk: content-addressed files, each written whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StudioError } from '../../../shared/errors.ts';
import { asStorageError } from './storage-error.ts';

export interface BlobStore {
  /** Writes the bytes unless they are there already; answers their SHA-256 in hex. Durable when it answers. */
  put(bytes: Uint8Array): Promise<string>;
  read(hash: string): Promise<Uint8Array>;
  /** Size in bytes, or null when there is no such blob. */
  size(hash: string): Promise<number | null>;
  pathOf(hash: string): string;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** About a millisecond of hashing; the event loop goes round after each. */
const HASH_STEP_BYTES = 2_000_000;

async function sha256InSteps(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.byteLength; start += HASH_STEP_BYTES) {
    if (start > 0) await nextTurn();
    hash.update(bytes.subarray(start, start + HASH_STEP_BYTES));
  }
  return hash.digest('hex');
}

export function openBlobStore(libraryPath: string): BlobStore {
  const pathOf = (hash: string): string => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new StudioError('bad-request', 'That is not the name of a stored file.');
    return join(libraryPath, 'blobs', hash.slice(0, 2), hash);
  };
  const size = async (hash: string): Promise<number | null> => {
    try {
      return (await stat(pathOf(hash))).size;
    } catch {
      return null;
    }
  };
  return {
    pathOf,
    size,
    async put(bytes) {
      const hash = await sha256InSteps(bytes);
      if ((await size(hash)) === bytes.byteLength) return hash;
      await writeDurably(pathOf(hash), bytes);
      return hash;
    },
    async read(hash) {
      try {
        return await readFile(pathOf(hash));
      } catch (error) {
        throw asStorageError(error);
      }
    },
  };
}

/** Temp file, fsync, rename, fsync of the folder: after it returns, a power cut finds the whole file under its name. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await writeAll(file, bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw asStorageError(error);
  }
}

/** In one go: `writeFile` hands a large file over in slices and waits for each, which takes three times as long. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength; ) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the folder if it can, and says in a sentence why not. */
export async function requireWritableFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOTDIR' || code === 'EEXIST') {
      throw new StudioError('library-missing', 'The library path is a file, not a folder. Choose a folder.', {
        cause: error,
      });
    }
    throw asStorageError(error);
  }
}

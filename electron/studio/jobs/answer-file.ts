/**
 * Owns the file an answer grows in while it arrives, named by its attempt: when Maquette dies between the last byte and
 * the ledger's `accepted`, the next start still finds what was paid for. What is in the page cache survives the end of
 * a process, so nothing waits for the disk here; the blob that follows is written durably.
 */
import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AttemptId } from '../../../shared/ids.ts';

export interface AnswerFile {
  /** Never throws: a full disk must not end the answer that still arrives in memory. */
  append(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Whether every chunk so far is in it. */
  isComplete(): boolean;
  /** The answer is safe elsewhere, or worth nothing. */
  drop(): Promise<void>;
}

export interface FoundAnswer {
  /** Status and headers as JSON, the same text the ledger keeps. */
  readonly head: string;
  readonly bytes: Uint8Array;
}

const LINE_END = 0x0a;

function pathOf(libraryPath: string, id: AttemptId): string {
  return join(libraryPath, 'answers', id);
}

/** First line: the head. Then the bytes as they come. */
export async function openAnswerFile(libraryPath: string, id: AttemptId, head: string): Promise<AnswerFile> {
  const path = pathOf(libraryPath, id);
  let file: FileHandle | null = await create(path, head).catch(() => null);
  const close = async () => {
    await file?.close().catch(() => undefined);
    file = null;
  };
  return {
    async append(chunk) {
      // `write`, not `writeFile`: the latter is three times as slow for a chunk of this size.
      await file?.write(chunk).catch(close);
    },
    close,
    isComplete: () => file !== null,
    async drop() {
      await close();
      await dropAnswer(libraryPath, id);
    },
  };
}

async function create(path: string, head: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w');
  try {
    await file.writeFile(`${head}\n`);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What arrived of an answer before the process ended; null when nothing did. */
export async function findAnswer(libraryPath: string, id: AttemptId): Promise<FoundAnswer | null> {
  const all = await readFile(pathOf(libraryPath, id)).catch(() => null);
  const end = all?.indexOf(LINE_END) ?? -1;
  return all === null || end < 0 ? null : { head: all.toString('utf8', 0, end), bytes: all.subarray(end + 1) };
}

export async function dropAnswer(libraryPath: string, id: AttemptId): Promise<void> {
  await rm(pathOf(libraryPath, id), { force: true }).catch(() => undefined);
}

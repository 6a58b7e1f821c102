/**
 * Owns the file an answer grows in while it arrives, named by its attempt: when Maquette dies between the last byte and
 * the ledger's `accepted`, the next start still finds what was paid for. What is in the page cache survives the end of
 * a process, so nothing waits for the disk here; the blob that follows is written durably.
 */
import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AttemptId } from '../../../shared/ids.ts';

export interface AnswerFile {
  /** Takes the chunk and returns at once, so that the network is never kept waiting for the disk. */
  append(chunk: Uint8Array): void;
  /** All that was taken is written. Never throws: a full disk must not end the answer that arrives in memory. */
  settle(): Promise<void>;
  close(): Promise<void>;
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
  let waiting: Uint8Array[] = [];
  let writing: Promise<void> | null = null;
  // What gathers while one write is under way goes out with the next: a few large writes instead of hundreds.
  const write = async (): Promise<void> => {
    while (waiting.length > 0 && file !== null) {
      const batch = waiting;
      waiting = [];
      await file.writev(batch).catch(close);
    }
  };
  const start = () => {
    writing ??= write().finally(() => {
      writing = null;
    });
  };
  const settle = async () => {
    while (writing !== null || (waiting.length > 0 && file !== null)) {
      start();
      await writing;
    }
  };
  return {
    append(chunk) {
      waiting.push(chunk);
      start();
    },
    settle,
    async close() {
      await settle();
      await close();
    },
    async drop() {
      await settle();
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

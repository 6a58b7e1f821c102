/** Owns the log on disk: what a person can send with a question, bounded in size and without keys. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { inspect } from 'node:util';
import type { StudioLog } from '../studio/context.ts';

/** One older file is kept beside, so at most twice this much lies on the disk. */
const LIMIT_BYTES = 1_000_000;
/** The shapes of OpenAI's and Google's keys and of bearer tokens, wherever an SDK may have put them. */
const KEYS = /\b(?:sk-[\w-]{8,}|AIza[\w-]{8,}|AQ\.[\w-]{8,})|(?<=bearer\s+|key=|token=)[\w.~+/-]{8,}/gi;

/** A log that cannot be written is no reason to stop working, so nothing here throws. */
export function createFileLog(path: string): StudioLog {
  const write = (level: string, message: string, cause?: unknown) => {
    const detail = cause === undefined ? '' : ` ${inspect(cause, { depth: 4, breakLength: 120 })}`;
    const line = `${new Date().toISOString()} ${level} ${message}${detail}`.replaceAll(KEYS, '[key]');
    try {
      rotate(path);
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A full disk or a read-only library is told to the person by what failed there, not by the log.
    }
  };
  return {
    info: (message) => write('info', message),
    error: (message, cause) => write('error', message, cause),
  };
}

function rotate(path: string): void {
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeBytes > LIMIT_BYTES) renameSync(path, `${path}.old`);
}

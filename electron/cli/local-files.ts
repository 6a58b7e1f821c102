/** Owns the files of the person: read without touching them, written whole or not at all, never overwritten unasked. */
import { randomBytes } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { type ErrorCode, StudioError } from '../../shared/errors.ts';

const LIMIT_BYTES = 100_000_000;
const TEXT_LIMIT_BYTES = 2_000_000;

/** Throws `not-found`, `image-too-large` before reading, or `bad-request` for a folder or an unreadable file. */
export function readPictureFile(path: string): Promise<Uint8Array> {
  return readLimited(path, { limitBytes: LIMIT_BYTES, tooLarge: 'image-too-large' });
}

/** "-" reads stdin. Throws `not-found` or `bad-request`. */
export async function readTextFile(path: string): Promise<string> {
  if (path === '-') return readStream(process.stdin);
  const bytes = await readLimited(path, { limitBytes: TEXT_LIMIT_BYTES, tooLarge: 'bad-request' });
  return new TextDecoder().decode(bytes);
}

async function readLimited(path: string, limit: { limitBytes: number; tooLarge: ErrorCode }): Promise<Uint8Array> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new StudioError('bad-request', `${path} is a folder. Name a file in it.`);
    if (facts.size > limit.limitBytes) {
      const sizes = `${Math.ceil(facts.size / 1e6)} MB; the limit is ${limit.limitBytes / 1e6} MB`;
      throw new StudioError(limit.tooLarge, `${path} has ${sizes}.`);
    }
    return await readFile(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') throw new StudioError('not-found', `There is no file ${path}.`, { cause });
    if (cause instanceof StudioError) throw cause;
    throw new StudioError('bad-request', `${path} cannot be read. Check its permissions.`, { cause });
  }
}

export async function isExistingFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

export async function isExistingFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

/** Throws `file-exists`, `disk-full` or `bad-destination`; a failure leaves nothing half-written behind. */
export async function writeWhole(path: string, bytes: Uint8Array, { force }: { force: boolean }): Promise<void> {
  if (!force && (await isThere(path))) {
    throw new StudioError('file-exists', `${path} exists already. Choose another name, or add --force to replace it.`);
  }
  const temporary = join(dirname(path), `.${basename(path).slice(0, 80)}.${randomBytes(4).toString('hex')}.part`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw destinationError(path, cause);
  }
}

export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw destinationError(path, cause);
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function destinationError(path: string, cause: unknown): StudioError {
  const code = codeOf(cause);
  const [errorCode, reason]: [ErrorCode, string] =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? ['disk-full', 'the disk is full']
      : ['bad-destination', code === 'ENOENT' ? 'its folder does not exist' : 'the place cannot be written'];
  return new StudioError(errorCode, `${path} could not be written: ${reason}.`, { cause });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Owns keys kept without a keychain: an encrypted file in the library, its key in the user's settings folder. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { StudioError } from '../../shared/errors.ts';
import type { SecretStore } from '../studio/host.ts';
import { parseStrings, writePrivately } from './write-privately.ts';

export interface FileSecretsOptions {
  /** The encrypted file. It may travel with a copied library; without the key file it says nothing. */
  readonly filePath: string;
  /** 32 random bytes, readable by this user only. */
  readonly keyPath: string;
}

type Secrets = Readonly<Record<string, string>>;

const UNREADABLE =
  'The stored keys cannot be read: their file is damaged, or it came from another computer. Enter the keys again in Settings.';
const UNWRITABLE =
  'The key could not be stored: the folder cannot be written. Use an environment variable, or free the folder.';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM over the whole set with a new nonce per write; `read` throws `secrets-unavailable` on a damaged file. */
export function createFileSecrets(options: FileSecretsOptions): SecretStore {
  let last: Promise<unknown> = Promise.resolve();
  /** One change at a time: each reads the whole set and writes it back. */
  const inTurn = (change: (secrets: Secrets) => Secrets): Promise<void> => {
    const turn = last.then(async () => save(options, change(await loadOrStartOver(options))));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    label: 'Encrypted file; the key lies on this computer',
    isSecure: false,
    canStore: true,
    async read(name) {
      await last;
      return (await load(options))[name] ?? null;
    },
    write: (name, value) => inTurn((secrets) => ({ ...secrets, [name]: value })),
    remove: (name) => inTurn(({ [name]: _removed, ...rest }) => rest),
  };
}

async function load({ filePath, keyPath }: FileSecretsOptions): Promise<Secrets> {
  const sealed = await readIfThere(filePath);
  if (sealed === null) return {};
  const key = await readIfThere(keyPath);
  if (key?.length !== KEY_BYTES || sealed.length < NONCE_BYTES + TAG_BYTES) throw unreadable();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return parseStrings(text.toString('utf8'));
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** A person who enters a key again must get it stored; the damaged file is kept beside, not overwritten. */
async function loadOrStartOver(options: FileSecretsOptions): Promise<Secrets> {
  try {
    return await load(options);
  } catch (cause) {
    await rename(options.filePath, `${options.filePath}.damaged`).catch(() => {
      throw new StudioError('secrets-unavailable', UNWRITABLE, { cause });
    });
    return {};
  }
}

async function save({ filePath, keyPath }: FileSecretsOptions, secrets: Secrets): Promise<void> {
  try {
    const key = await readOrMakeKey(keyPath);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
    await writePrivately(filePath, Buffer.concat([nonce, cipher.getAuthTag(), body]));
  } catch (cause) {
    throw new StudioError('secrets-unavailable', UNWRITABLE, { cause });
  }
}

async function readOrMakeKey(keyPath: string): Promise<Buffer> {
  const found = await readIfThere(keyPath);
  if (found?.length === KEY_BYTES) return found;
  const key = randomBytes(KEY_BYTES);
  await writePrivately(keyPath, key);
  return key;
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw unreadable(cause);
  }
}

function unreadable(cause?: unknown): StudioError {
  return new StudioError('secrets-unavailable', UNREADABLE, { cause });
}

/** Owns keys protected by the system's keychain: each value sealed by it, the sealed values in a file of the library. */
import { readFile } from 'node:fs/promises';
import { StudioError } from '../../shared/errors.ts';
import type { SecretStore } from '../studio/host.ts';
import { parseStrings, writePrivately } from './write-privately.ts';

/** The part of Electron's safeStorage that is used here. */
export interface Keychain {
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
}

/** Name to base64 of what the keychain sealed. */
type Sealed = Readonly<Record<string, string>>;

const UNREADABLE = 'The keychain could not open the stored key. Unlock it, or enter the key again in Settings.';
const UNWRITABLE = 'The key could not be stored. Unlock the keychain, or use an environment variable.';

/** `read` and `write` throw `secrets-unavailable`, for example when the person refuses to unlock the keychain. */
export function createKeychainSecrets(keychain: Keychain, filePath: string, label: string): SecretStore {
  let last: Promise<unknown> = Promise.resolve();
  /** One change at a time: each reads the whole file and writes it back. */
  const inTurn = (change: (sealed: Sealed) => Promise<Sealed>): Promise<void> => {
    const turn = last.then(async () => writePrivately(filePath, JSON.stringify(await change(await load(filePath)))));
    last = turn.catch(() => undefined);
    return turn.catch((cause: unknown) => {
      throw new StudioError('secrets-unavailable', UNWRITABLE, { cause });
    });
  };
  const seal = async (value: string) => (await keychain.encryptStringAsync(value)).toString('base64');
  return {
    label,
    isSecure: true,
    canStore: true,
    async read(name) {
      await last;
      const sealed = (await load(filePath))[name];
      if (sealed === undefined) return null;
      try {
        const { result, shouldReEncrypt } = await keychain.decryptStringAsync(Buffer.from(sealed, 'base64'));
        // The system changed its key: seal again, so that the old one can be forgotten. Not now is no reason to fail.
        if (shouldReEncrypt) {
          await inTurn(async (all) => ({ ...all, [name]: await seal(result) })).catch(() => undefined);
        }
        return result;
      } catch (cause) {
        throw new StudioError('secrets-unavailable', UNREADABLE, { cause });
      }
    },
    write: (name, value) => inTurn(async (all) => ({ ...all, [name]: await seal(value) })),
    remove: (name) => inTurn(async ({ [name]: _removed, ...rest }) => rest),
  };
}

/** A damaged file counts as empty: what it held cannot be opened any more, and a new key must find a place. */
async function load(filePath: string): Promise<Sealed> {
  try {
    return parseStrings(await readFile(filePath, 'utf8'));
  } catch {
    return {};
  }
}

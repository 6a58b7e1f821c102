/** Owns what Electron gives the studio: the system's keychain and file manager. */
import { join } from 'node:path';
import { safeStorage, shell } from 'electron';
import type { Host, SecretStore } from '../studio/host.ts';
import { type Environment, settingsFolder } from './default-library.ts';
import { createFileSecrets } from './file-secrets.ts';
import { createKeychainSecrets } from './keychain-secrets.ts';

export interface ElectronHostOptions {
  readonly libraryPath: string;
  readonly environment: Environment;
}

/** Only after `ready`: before it, the keychain answers nothing. */
export async function createElectronHost({ libraryPath, environment }: ElectronHostOptions): Promise<Host> {
  return {
    kind: 'electron',
    secrets: await chooseSecrets(libraryPath, environment),
    reveal: async (path) => shell.showItemInFolder(path),
    environment,
  };
}

/** A Linux session without a keyring "encrypts" with a password that stands in the source: our own file is better. */
async function chooseSecrets(libraryPath: string, environment: Environment): Promise<SecretStore> {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system';
  const isKeychain = backend !== 'basic_text' && (await safeStorage.isAsyncEncryptionAvailable().catch(() => false));
  if (isKeychain) return createKeychainSecrets(safeStorage, join(libraryPath, 'secrets.keychain'), labelOf(backend));
  return createFileSecrets({
    filePath: join(libraryPath, 'secrets.sealed'),
    keyPath: join(settingsFolder(environment), 'secrets.key'),
  });
}

function labelOf(backend: string): string {
  if (process.platform === 'darwin') return 'macOS Keychain';
  if (process.platform === 'win32') return 'Windows data protection';
  return backend.startsWith('kwallet') ? 'KDE Wallet' : 'System keyring';
}

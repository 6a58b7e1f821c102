/** Owns where a person's library and settings lie when nothing else was asked for. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** In this order: the argument, `MAQUETTE_LIBRARY`, the user's data folder. Always absolute; need not exist yet. */
export function chooseLibrary(argument: string | undefined, environment: Environment): string {
  const asked = argument || environment.MAQUETTE_LIBRARY;
  return asked ? resolve(asked) : join(dataFolder(environment), 'library');
}

/** The user's data folder by each platform's custom; XDG_DATA_HOME counts only when absolute, as its specification asks. */
export function dataFolder(environment: Environment): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Maquette');
  if (process.platform === 'win32') {
    return join(environment.APPDATA || join(homedir(), 'AppData', 'Roaming'), 'Maquette');
  }
  const asked = environment.XDG_DATA_HOME;
  return join(asked?.startsWith('/') ? asked : join(homedir(), '.local', 'share'), 'maquette');
}

/** Settings of this computer that must not travel with a copied library: the key that protects the stored keys. */
export function settingsFolder(environment: Environment): string {
  if (process.platform === 'darwin' || process.platform === 'win32') return join(dataFolder(environment), 'settings');
  const asked = environment.XDG_CONFIG_HOME;
  return join(asked?.startsWith('/') ? asked : join(homedir(), '.config'), 'maquette');
}

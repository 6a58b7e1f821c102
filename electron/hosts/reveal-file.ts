/** Owns showing a file in the system's file manager, without a shell in between. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { StudioError } from '../../shared/errors.ts';
import type { Environment } from './default-library.ts';

/** Null where there is no desktop to show it on. */
export function createReveal(environment: Environment): ((path: string) => Promise<void>) | null {
  if (!hasDisplay(environment)) return null;
  return (path) => run(...revealCommand(path));
}

/** A Linux or BSD session without a display server has no windows; macOS and Windows always count as having one. */
export function hasDisplay(environment: Environment): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

function revealCommand(path: string): [command: string, parameters: string[]] {
  if (process.platform === 'darwin') return ['open', ['-R', path]];
  if (process.platform === 'win32') return ['explorer.exe', [`/select,${path}`]];
  // xdg-open cannot select a file, so it opens the folder that holds it.
  return ['xdg-open', [dirname(path)]];
}

function run(command: string, parameters: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, parameters, (error) => {
      // explorer.exe answers 1 even when it worked.
      if (error === null || (process.platform === 'win32' && error.code === 1)) resolve();
      else reject(new StudioError('internal', 'The file manager could not be opened.', { cause: error }));
    });
  });
}

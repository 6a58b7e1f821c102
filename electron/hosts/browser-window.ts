/** Owns the studio's window when there is no Electron: an installed Chromium-family browser in app mode. */
import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './default-library.ts';

export interface AppWindow {
  /** Settles when the window is gone. `failed`: it never stood, so the program should go on serving. */
  readonly closed: Promise<'closed' | 'failed'>;
  close(): void;
}

export interface AppWindowOptions {
  readonly browserPath: string;
  /** Works once: other accounts of this computer can read the command line. */
  readonly address: string;
  /** The browser profile of this window; never the person's own. */
  readonly profilePath: string;
}

/** A browser that ends sooner was refused, or handed the window to one that already ran on the same profile. */
const SHORTEST_VISIT_MS = 3_000;

/** No remote debugging port: through it any program of this computer could read the window. */
export function openAppWindow({ browserPath, address, profilePath }: AppWindowOptions): AppWindow {
  const startedMs = performance.now();
  const browser = spawn(
    browserPath,
    [
      `--app=${address}`,
      `--user-data-dir=${profilePath}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-features=Translate,MediaRouter',
      '--window-size=1440,900',
    ],
    { stdio: 'ignore' },
  );
  return {
    closed: outcome(browser, startedMs),
    close: () => {
      browser.kill();
    },
  };
}

function outcome(browser: ChildProcess, startedMs: number): Promise<'closed' | 'failed'> {
  return new Promise((resolve) => {
    browser.once('error', () => resolve('failed'));
    browser.once('exit', (code) => {
      const wasSeen = code === 0 && performance.now() - startedMs > SHORTEST_VISIT_MS;
      resolve(wasSeen ? 'closed' : 'failed');
    });
  });
}

/** A browser packed as a snap may not write hidden folders such as ~/.local, only its own. */
export function profileFolder(browserPath: string, libraryPath: string, environment: Environment): string {
  if (!browserPath.startsWith('/snap/')) return join(libraryPath, 'window');
  return join(environment.HOME ?? homedir(), 'snap', 'chromium', 'common', 'maquette-window');
}

/** Owns the browser that the app tests drive: an installed one, else a downloaded one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { findChromium } from './find-chromium.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { findRuntime, packageFile, runWithProgress } from './runtime.mjs';

const DOWNLOAD_LIMIT_MS = 5 * 60_000;
const VERSION_LIMIT_MS = 20_000;

export const NO_CHROMIUM =
  'No Chrome, Chromium or Edge was found and none could be downloaded. Install one, or name it in MAQUETTE_CHROMIUM, and try again.';

/** Path of a browser that starts, or null. Also sets `MAQUETTE_CHROMIUM` for every child process. */
export async function ensureChromium() {
  const path = (await findRunnable()) ?? (await oneAtATime('chromium', obtain));
  if (path !== null) process.env.MAQUETTE_CHROMIUM = path;
  return path;
}

async function findRunnable() {
  for (const path of [findChromium(), await playwrightPath()]) {
    if (path !== null && starts(path)) return path;
  }
  return null;
}

async function obtain() {
  const cli = packageFile('playwright', 'cli.js');
  const options = { label: 'Downloading Chromium', limitMs: DOWNLOAD_LIMIT_MS };
  await runWithProgress(findRuntime(), [cli, 'install', '--no-shell', 'chromium'], options);
  const downloaded = await findRunnable();
  if (downloaded !== null || !canUseApt()) return downloaded;
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await runWithProgress('apt-get', ['update'], { ...options, label: 'Reading the package lists', environment });
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  await runWithProgress('apt-get', install, { ...options, label: 'Installing Chromium', environment });
  return findRunnable();
}

function canUseApt() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Playwright keeps its own download outside the usual places. */
async function playwrightPath() {
  try {
    const { chromium } = await import(pathToFileURL(packageFile('playwright', 'index.mjs')).href);
    return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
  } catch {
    return null;
  }
}

/** A download without the system libraries it needs is there, but does not run. On Windows `--version` opens a window. */
function starts(path) {
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { timeout: VERSION_LIMIT_MS, stdio: 'ignore' }).status === 0;
}

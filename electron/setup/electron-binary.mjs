/** Owns the Electron program: finding it, fetching it within limits, and starting the desktop app with it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import {
  cacheFolder,
  findRuntime,
  packageFile,
  RUNTIME_FLAGS,
  rootFolder,
  runInPlace,
  runWithProgress,
  SetupError,
} from './runtime.mjs';

const ATTEMPT = join(cacheFolder, 'electron-attempt.json');
const DOWNLOAD_LIMIT_MS = 4 * 60_000;
const RETRY_AFTER_MS = 24 * 60 * 60_000;
/** A desktop app that ends sooner with an error never showed a window: a missing system library, or no sandbox. */
const SHORTEST_RUN_MS = 8_000;
/** main.ts ends with it after it told the person itself what is wrong (a library in use, for example). */
const EXPLAINED_EXIT_CODE = 70;

/** `{ path, reason }`: the program, or why there is none. A failed download is not tried again for a day. */
export async function ensureElectron() {
  const obstacle = whyNot();
  if (obstacle !== null) return { path: null, reason: obstacle };
  const found = findElectron();
  if (found !== null) return { path: found, reason: 'it did not start' };
  if (triedLately()) return { path: null, reason: 'its download failed less than a day ago' };
  return oneAtATime('electron', download);
}

/** Null when Electron is not installed. */
export function findElectron() {
  try {
    const program = readFileSync(packageFile('electron', 'path.txt'), 'utf8');
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? packageFile('electron', 'dist'), program);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Answers the exit code, or null when Electron could not show anything. */
export async function runElectron(path, parameters) {
  const built = await runWithProgress(
    findRuntime(),
    [packageFile('vite', 'bin', 'vite.js'), 'build', '--config', 'electron/vite.electron.config.ts'],
    { label: 'Building the desktop app' },
  );
  if (!built.ok) throw new SetupError(`${built.output.trim()}\n\nThe desktop app could not be built.`);
  const startedMs = Date.now();
  const code = await runInPlace(path, electronArguments(parameters));
  const failedAtOnce = code !== 0 && code !== EXPLAINED_EXIT_CODE && Date.now() - startedMs < SHORTEST_RUN_MS;
  return failedAtOnce ? null : code;
}

/**
 * The studio runs in Electron's main process, whose V8 stands before the first line of main.ts: from there
 * `app.commandLine` would only reach the pages. On the command line the same flags reach both.
 */
export function electronArguments(parameters) {
  return [`--js-flags=${RUNTIME_FLAGS.join(' ')}`, rootFolder, ...parameters];
}

function whyNot() {
  if (process.env.CI) return 'continuous integration';
  const hasDisplay =
    process.platform === 'darwin' || process.platform === 'win32' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDisplay ? null : 'there is no display';
}

async function download() {
  const options = { label: 'Downloading Electron', limitMs: DOWNLOAD_LIMIT_MS };
  const result = await runWithProgress(findRuntime(), [packageFile('electron', 'install.js')], options);
  const path = findElectron();
  if (result.ok && path !== null) {
    rmSync(ATTEMPT, { force: true });
    return { path, reason: 'it did not start' };
  }
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(ATTEMPT, JSON.stringify({ failedAtMs: Date.now() }));
  return { path: null, reason: 'its program could not be downloaded' };
}

function triedLately() {
  try {
    return Date.now() - JSON.parse(readFileSync(ATTEMPT, 'utf8')).failedAtMs < RETRY_AFTER_MS;
  } catch {
    return false;
  }
}

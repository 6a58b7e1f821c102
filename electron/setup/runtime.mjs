/** Owns the ground the set-up stands on: the project's folder, the Node that runs it, and child processes with progress. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Stamps and locks that must outlive an `npm ci`, which empties node_modules. */
export const cacheFolder = join(rootFolder, '.cache');

const OLDEST_NODE = [20, 19];
const PROGRESS_EVERY_MS = 10_000;
const LOOK_FOR_PARENT_EVERY_MS = 500;
const KEPT_OUTPUT_CHARACTERS = 20_000;

/** A failure whose message is written for a person; entries print it and end with code 1. */
export class SetupError extends Error {}

/** Every entry runs through here, so that nothing ends in a stack trace. */
export async function runEntry(main) {
  try {
    if (!isNewEnough(process.versions.node)) {
      throw new SetupError(
        `Maquette needs Node 20.19 or newer to set itself up; this is Node ${process.versions.node}.`,
      );
    }
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Node 24 from the npm package `node`. Null until it is installed. */
export function findRuntime() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(rootFolder, 'node_modules', 'node', 'bin', program);
  return existsSync(path) ? path : null;
}

/**
 * Answers of several megabytes live for a moment; in a larger young generation they die there, instead of bringing on a
 * full collection with every picture. So do their buffers, counted with the heap and not against 64 MB of their own.
 */
export const RUNTIME_FLAGS = ['--max-semi-space-size=64', '--external-memory-accounted-in-global-limit'];

/** Compiled code is kept between starts: half of a start is reading and compiling the same files again. */
export const COMPILED = { NODE_COMPILE_CACHE: join(rootFolder, 'node_modules', '.cache', 'compiled') };

/** Runs a file of the project under Node 24 in place of this process: same terminal, signals passed on, same exit code. */
export function runUnderRuntime(file, parameters, environment = {}) {
  const runtime = findRuntime();
  if (runtime === null) throw new SetupError('Node 24 is missing from node_modules. Run "npm ci" and try again.');
  return runInPlace(runtime, [...RUNTIME_FLAGS, join(rootFolder, file), ...parameters], {
    ...COMPILED,
    ...environment,
  });
}

export function runInPlace(program, parameters, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'inherit', env: { ...process.env, ...environment } });
    // The terminal sends Ctrl+C to both; this process waits for the other to close the library.
    const passOn = (signal) => child.kill(signal);
    const wait = () => undefined;
    process.on('SIGINT', wait).on('SIGTERM', passOn).on('SIGHUP', passOn);
    const watching = whenOrphaned(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watching);
      process.off('SIGINT', wait).off('SIGTERM', passOn).off('SIGHUP', passOn);
      resolve(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * A signal sent to npm ends npm and its shell, but never reaches what they started. Without this look at the parent,
 * a studio nobody can see any more would keep the library locked.
 */
function whenOrphaned(end) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return undefined;
  return setInterval(() => process.ppid !== parent && end(), LOOK_FOR_PARENT_EVERY_MS).unref();
}

/**
 * Runs a program to its end, keeps what it prints, and says every ten seconds that it still works.
 * Answers `{ ok, output, seconds }`; never throws. `label` null keeps silent.
 */
export function runWithProgress(program, parameters, { label, limitMs, environment, cwd }) {
  const startedMs = Date.now();
  const seconds = () => ((Date.now() - startedMs) / 1000).toFixed(0);
  const ticking = setInterval(() => label && console.error(`${label}: ${seconds()} s`), PROGRESS_EVERY_MS);
  return new Promise((resolve) => {
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
    };
    const child = spawn(program, parameters, {
      cwd: cwd ?? rootFolder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(limitMs ? { timeout: limitMs } : {}),
    });
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const finish = (ok) => {
      clearInterval(ticking);
      resolve({ ok, output, seconds: seconds() });
    };
    child.once('error', (error) => {
      keep(error.message);
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

/** A package's own command as a JavaScript file, so that no shell and no .cmd file is needed. */
export function packageFile(...path) {
  return join(rootFolder, 'node_modules', ...path);
}

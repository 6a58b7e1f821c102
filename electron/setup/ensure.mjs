/** Owns the installed packages: that they are there, and that they are the ones the lockfile names. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findNpm } from './find-npm.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { findRuntime, packageFile, rootFolder, runWithProgress, SetupError } from './runtime.mjs';

const STAMP = packageFile('.cache', 'maquette-setup.json');
const RUNTIME_MAJOR = 24;
const KEPT_LINES = 25;

/** What npm prints, and what a person should do about it. The first that fits is said. */
const FAILURES = [
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    'The package registry could not be reached. Check the network connection and try again.',
  ],
  [/ENOSPC/, 'The disk is full. Free about 1.5 GB and try again.'],
  [/EACCES|EPERM|EROFS/, 'npm may not write to this folder. Check who owns it and its permissions, and try again.'],
  [/EUSAGE|in sync/, 'package-lock.json does not fit package.json. Run "npm install" once and commit the lockfile.'],
];

/** Installs when something is missing; otherwise takes a few milliseconds. Progress goes to stderr. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await oneAtATime('install', async () => {
    if (isInstalled()) return;
    await install();
    remember();
  });
}

function isInstalled() {
  if (findRuntime() === null) return false;
  if (readJson(STAMP)?.lock === lockHash()) return true;
  // Somebody ran npm themselves: what counts is what lies there, not who put it there.
  if (!matchesLock() || runtimeMajor() !== RUNTIME_MAJOR) return false;
  remember();
  return true;
}

/** npm keeps its own list of what it installed; platform packages that do not fit this machine are not in it. */
function matchesLock() {
  const wanted = readJson(join(rootFolder, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(packageFile('.package-lock.json'))?.packages;
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed[path];
    if (there === undefined) return entry.optional === true;
    return there.version === entry.version && (entry.optional === true || existsSync(join(rootFolder, path)));
  });
}

function runtimeMajor() {
  const { stdout } = spawnSync(findRuntime(), ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1]);
}

/**
 * Install scripts run for one package only, `node`, which fetches its binary in it. npm 10 does not know `allowScripts`
 * and would compile better-sqlite3, whose binaries ship ready in its package.
 */
async function install() {
  const npm = findNpm();
  console.error('Installing the locked packages. This happens once and needs about 400 MB of downloads.');
  await step(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], 'Installing packages');
  await step(npm, ['rebuild', 'node', '--ignore-scripts=false'], 'Fetching Node 24');
  if (findRuntime() === null || runtimeMajor() !== RUNTIME_MAJOR) {
    throw new SetupError('The packages are there, but Node 24 could not be fetched. Check the network and try again.');
  }
}

async function step(npm, parameters, label) {
  const result = await runWithProgress(npm.program, [...npm.parameters, ...parameters], {
    label,
    environment: npm.environment,
  });
  if (!result.ok) throw new SetupError(explain(label, result.output));
  console.error(`${label}: done in ${result.seconds} s`);
}

/** A known cause gets its sentence and npm's one line about it; an unknown one gets npm's last lines as they are. */
function explain(label, output) {
  const lines = output.trim().split('\n');
  const known = FAILURES.find(([pattern]) => pattern.test(output))?.[1];
  if (known === undefined)
    return `${lines.slice(-KEPT_LINES).join('\n')}\n\n${label} failed; the lines above are what npm said.`;
  const said = lines.find((line) => FAILURES.some(([pattern]) => pattern.test(line))) ?? '';
  return `${label} failed. ${known}\n(${said.trim()})`;
}

function remember() {
  try {
    mkdirSync(dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, JSON.stringify({ lock: lockHash() }));
  } catch {
    // A read-only checkout works too; it only looks again next time.
  }
}

function lockHash() {
  const lock = join(rootFolder, 'package-lock.json');
  if (!existsSync(lock)) throw new SetupError('package-lock.json is missing. Restore it from the repository.');
  return createHash('sha256').update(readFileSync(lock)).digest('hex');
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Owns the built page: that dist/renderer belongs to the sources that lie there now. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { findRuntime, packageFile, rootFolder, runWithProgress, SetupError } from './runtime.mjs';

const SOURCES = ['renderer', 'shared', 'vite.config.ts', 'package-lock.json'];
const STAMP = join(rootFolder, 'dist', 'renderer.stamp');

/** Builds when the sources changed. Progress goes to stderr. */
export async function ensurePage() {
  if (isCurrent()) return;
  await oneAtATime('page', async () => {
    if (isCurrent()) return;
    const result = await buildPage('Building the page');
    if (!result.ok) throw new SetupError(`${result.output.trim()}\n\nThe page could not be built.`);
    console.error(`Building the page: done in ${result.seconds} s`);
  });
}

export async function buildPage(label) {
  const before = sourcesHash();
  // Whoever asks: Vitest says NODE_ENV=test, which would leave the development build of React for the next person.
  const environment = { NODE_ENV: 'production' };
  const vite = packageFile('vite', 'bin', 'vite.js');
  const result = await runWithProgress(findRuntime(), [vite, 'build'], { label, environment });
  if (result.ok) writeFileSync(STAMP, before);
  return result;
}

function isCurrent() {
  if (!existsSync(join(rootFolder, 'dist', 'renderer', 'index.html')) || !existsSync(STAMP)) return false;
  return readFileSync(STAMP, 'utf8') === sourcesHash();
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, join(rootFolder, source));
  return hash.digest('hex');
}

function addTo(hash, path) {
  const entries = readEntries(path);
  if (entries === null) hash.update(path).update(readFileSync(path));
  else for (const name of entries) addTo(hash, join(path, name));
}

/** Null for a file. */
function readEntries(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

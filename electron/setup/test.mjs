/** Owns `npm test`: every check in turn, one line each, and the count at the end. `npm test -- FILTER` runs only matching tests. */
import { mkdirSync } from 'node:fs';
import { buildPage } from './build-page.mjs';
import { checkPackages } from './check-packages.mjs';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runTests } from './run-vitest.mjs';
import { cacheFolder, findRuntime, packageFile, runEntry, runWithProgress } from './runtime.mjs';

const TOOLS = [
  ['types', ['typescript', 'bin', 'tsc'], ['-b']],
  ['format and lint', ['@biomejs', 'biome', 'bin', 'biome'], ['check', '--error-on-warnings']],
  ['unused code', ['knip', 'bin', 'knip.js'], []],
];

await runEntry(async (filters) => {
  const startedMs = Date.now();
  await ensureInstalled();
  mkdirSync(cacheFolder, { recursive: true });
  const chromium = await ensureChromium();
  if (chromium === null) console.log(`FAILED  browser for the app tests: ${NO_CHROMIUM}`);
  // The app tests build the page themselves when they are among the chosen ones.
  const checks = filters.length > 0 ? [] : await everyCheck();
  checks.push(chromium !== null);
  const tests = await runTests(filters, chromium !== null);
  const passed = checks.filter(Boolean).length + tests.passed;
  const failed = checks.length - checks.filter(Boolean).length + tests.failed;
  console.log(`\n${((Date.now() - startedMs) / 1000).toFixed(0)} s in all`);
  console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
});

async function everyCheck() {
  const results = [checkLock()];
  for (const [name, file, parameters] of TOOLS) {
    const result = await runWithProgress(findRuntime(), [packageFile(...file), ...parameters], { label: name });
    results.push(report(name, result));
  }
  results.push(report('page build', await buildPage('page build')));
  return results;
}

function checkLock() {
  const problems = checkPackages();
  return report('lockfile and licences', { ok: problems.length === 0, output: problems.join('\n'), seconds: '0' });
}

function report(name, { ok, output, seconds }) {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
  if (!ok) console.log(output.trim());
  return ok;
}

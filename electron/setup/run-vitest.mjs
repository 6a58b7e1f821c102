/** Owns running Vitest and counting its tests, from its JSON report rather than from what it prints. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILED, cacheFolder, findRuntime, packageFile, runInPlace } from './runtime.mjs';

/** One per run: two runs in one checkout must not read each other's counts. */
const REPORT = join(cacheFolder, `vitest-${process.pid}.json`);

/** Answers how many tests passed, failed and were skipped. Without a browser only the `unit` project runs. */
export async function runTests(filters, hasBrowser) {
  const parameters = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  if (!hasBrowser) parameters.push('--project=unit');
  const vitest = [packageFile('vitest', 'vitest.mjs'), ...parameters, ...filters];
  const code = await runInPlace(findRuntime(), vitest, COMPILED);
  const counted = count();
  rmSync(REPORT, { force: true });
  // A run that ended badly for a reason no single test names (an unhandled rejection, a crash) must not look green.
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

function count() {
  const report = readReport();
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  // A file that does not load holds no tests, so it counts as one that failed.
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

function readReport() {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8'));
  } catch {
    return null;
  }
}

/** Owns `npm run bench`: the figures of the README, measured on this machine. */
import { ensurePage } from './build-page.mjs';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runEntry, runUnderRuntime, SetupError } from './runtime.mjs';

await runEntry(async (given) => {
  await ensureInstalled();
  await ensurePage();
  if ((await ensureChromium()) === null) throw new SetupError(NO_CHROMIUM);
  return runUnderRuntime('test/bench/run-bench.ts', given);
});

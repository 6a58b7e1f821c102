/** Owns `npm run emulators`: the vendors' wire protocols on this computer, without a bill. */
import { ensureInstalled } from './ensure.mjs';
import { runEntry, runUnderRuntime } from './runtime.mjs';

await runEntry(async (given) => {
  await ensureInstalled();
  return runUnderRuntime('test/emulators/run-emulators.ts', given);
});

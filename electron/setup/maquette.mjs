#!/usr/bin/env node
/** Owns the command `maquette`: installs what is missing, then hands over to the command line under Node 24. */
import { ensurePage } from './build-page.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runEntry, runUnderRuntime } from './runtime.mjs';

await runEntry(async (given) => {
  await ensureInstalled();
  if (given[0] === 'serve') await ensurePage();
  return runUnderRuntime('electron/cli.ts', given);
});

/** Owns `npm start`: installs, builds what changed, and opens the studio in Electron or in a browser. */
import { ensurePage } from './build-page.mjs';
import { ensureElectron, runElectron } from './electron-binary.mjs';
import { ensureInstalled } from './ensure.mjs';
import { runEntry, runUnderRuntime } from './runtime.mjs';

await runEntry(async (given) => {
  await ensureInstalled();
  await ensurePage();
  const parameters = given.filter((word) => word !== '--browser');
  if (parameters.length === given.length && !asksForServer(given)) {
    const electron = await ensureElectron();
    const code = electron.path === null ? null : await runElectron(electron.path, parameters);
    if (code !== null) return code;
    console.error(`Electron is not available here (${electron.reason}); the studio opens in the browser host.`);
  }
  return runUnderRuntime('electron/browser.ts', parameters);
});

/** What only the browser host can do. */
function asksForServer(given) {
  return given.some((word) => ['--port', '--no-open', '--json'].includes(word.split('=')[0]));
}

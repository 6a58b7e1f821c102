// Starts the built desktop app (first argument: its main file) with the stand-in in Electron's place, and
// prints what the studio answered.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)),
});

const { app, stage } = await import('./electron.ts');
const [mainFile = '', folder = ''] = process.argv.splice(2, 2);
stage.folder = folder;
await import(pathToFileURL(mainFile).href);
stage.becomeReady();
await Promise.race([stage.shown.promise, stage.exit.promise]);
const status = await stage.fetch('studio://app/rpc/studio.status', { method: 'POST', body: '{}' });
const page = await stage.fetch('studio://app/');
process.stdout.write(`${JSON.stringify({ status: await status.json(), page: await page.text() })}\n`);
app.quit();
process.exitCode = await stage.exit.promise;

/** Owns the browser host's start and end: the studio on loopback, and a window if this computer can show one. */
import { join } from 'node:path';
import { StudioError } from '../shared/errors.ts';
import { type BrowserArguments, readBrowserArguments } from './hosts/browser-arguments.ts';
import { createNodeHost } from './hosts/browser-host.ts';
import { openAppWindow, profileFolder } from './hosts/browser-window.ts';
import { chooseLibrary } from './hosts/default-library.ts';
import { createFileLog } from './hosts/file-log.ts';
import { type LoopbackServer, serveOnLoopback } from './hosts/loopback-server.ts';
import { hasDisplay } from './hosts/reveal-file.ts';
import { serveOnUsualPort } from './hosts/usual-port.ts';
import { findChromium } from './setup/find-chromium.mjs';
import { createStudio } from './studio/studio.ts';

async function run(given: readonly string[]): Promise<void> {
  const asked = readBrowserArguments(given);
  const libraryPath = chooseLibrary(asked.library, process.env);
  const host = createNodeHost({ kind: 'browser', libraryPath, environment: process.env });
  const studio = await createStudio({
    host,
    libraryPath,
    pagePath: join(import.meta.dirname, '../dist/renderer'),
    log: createFileLog(join(libraryPath, 'maquette.log')),
    hasSampleBoard: asked.hasSampleBoard,
  });
  const answer = (request: Request) => studio.fetch(request);
  const serving = asked.port === 0 ? serveOnUsualPort(answer, libraryPath) : serveOnLoopback(answer, asked.port);
  const server = await serving.catch(async (error) => {
    await studio.close();
    throw error;
  });
  announce(asked, server.address, libraryPath);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  const closeWindow = asked.opensWindow ? showWindow(server, libraryPath, ending) : null;
  ending.signal.addEventListener('abort', async () => {
    closeWindow?.();
    await server.close();
    await studio.close();
    process.exit(0);
  });
}

function announce(asked: BrowserArguments, address: string, libraryPath: string): void {
  if (asked.json) console.log(JSON.stringify({ address, libraryPath }));
  else console.log(`Maquette is running at ${address}\nLibrary: ${libraryPath}\nPress Ctrl+C to stop.`);
}

/** Answers how to close the window; null when this computer cannot show one, which is no reason to stop serving. */
function showWindow(server: LoopbackServer, libraryPath: string, ending: AbortController): (() => void) | null {
  const browserPath = hasDisplay(process.env) ? findChromium() : null;
  if (browserPath === null) return null;
  const profilePath = profileFolder(browserPath, libraryPath, process.env);
  const window = openAppWindow({ browserPath, address: server.issueAddress(), profilePath });
  void window.closed.then((how) => {
    if (how === 'closed') ending.abort();
    else console.error('No window of our own stands. Open the address above in Chrome, Chromium or Edge.');
  });
  return window.close;
}

function explain(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (isTaken)
    return 'Another program uses this port. Choose another with --port, or leave it out to take any free one.';
  return 'The studio could not start. Set MAQUETTE_DEBUG=1 and start again to see why.';
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  if (process.env.MAQUETTE_DEBUG) console.error(error);
  process.exit(1);
});

/** Owns the desktop app's start and end: Electron's host and the studio, joined by the scheme studio://. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { StudioError } from '../shared/errors.ts';
import { chooseLibrary, dataFolder } from './hosts/default-library.ts';
import { menuTemplate } from './hosts/desktop-menu.ts';
import { createElectronHost } from './hosts/electron-host.ts';
import { lockPage, lockSession, openWindow } from './hosts/electron-window.ts';
import { createFileLog } from './hosts/file-log.ts';
import { APP_SCHEME, isOwnRequest } from './hosts/page-guard.ts';
import { createStudio, type Studio } from './studio/studio.ts';

/** The set-up scripts know it: the person has been told, so do not try another host. */
const EXPLAINED_EXIT_CODE = 70;

// Both must happen before `ready`, so they stand at the top of the file and nothing above them waits.
const asked = readArguments();
const libraryPath = chooseLibrary(asked.library, process.env);
chooseProfile(libraryPath);
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

if (app.requestSingleInstanceLock()) {
  app.on('web-contents-created', (_event, contents) => lockPage(contents));
  // Not awaited: Electron is ready only after this file has been read to its end.
  app.whenReady().then(start).catch(explainAndExit);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const host = await createElectronHost({ libraryPath, environment: process.env });
  const studio = await createStudio({
    host,
    libraryPath,
    pagePath: join(app.getAppPath(), 'dist', 'renderer'),
    log: createFileLog(join(libraryPath, 'maquette.log')),
    hasSampleBoard: asked.hasSampleBoard,
  });
  closeOnQuit(studio);
  protocol.handle(APP_SCHEME, (request) =>
    isOwnRequest(request.url) ? studio.fetch(request) : new Response(null, { status: 404 }),
  );
  lockSession(session.defaultSession);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, !app.isPackaged)));
  keepOneWindow();
}

function keepOneWindow(): void {
  const statePath = join(app.getPath('userData'), 'window-state.json');
  let window: BrowserWindow | null = null;
  const show = () => {
    if (window === null || window.isDestroyed()) window = openWindow(statePath);
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    // On a Mac an app without a window stays in the dock.
    if (process.platform !== 'darwin') app.quit();
  });
  show();
}

/** Quitting waits until running work is noted down and the library is free for the next process. */
function closeOnQuit(studio: Studio): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void studio
      .close()
      .catch(() => undefined)
      .then(() => {
        state = 'closed';
        app.quit();
      });
  });
}

/** Chromium's own switches stand between ours, so unknown ones are passed over. */
function readArguments(): { library: string | undefined; hasSampleBoard: boolean } {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { library: { type: 'string' }, 'no-samples': { type: 'boolean' } },
    strict: false,
  });
  return {
    library: typeof values.library === 'string' ? values.library : undefined,
    hasSampleBoard: values['no-samples'] !== true,
  };
}

/** One browser profile per library: two libraries may be open side by side, the same one only once. */
function chooseProfile(path: string): void {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const folder = join(dataFolder(process.env), `desktop-${name}`);
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
  } catch {
    // Electron's own default works too; only the place of the window is then shared between libraries.
  }
}

function explainAndExit(error: unknown): void {
  const sentence = error instanceof StudioError ? error.message : 'The studio could not start.';
  dialog.showErrorBox('Maquette cannot open its library', sentence);
  app.exit(EXPLAINED_EXIT_CODE);
}

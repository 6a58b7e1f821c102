/** Owns the desktop window and its locks: what it may show, open, ask for and download. */
import { join } from 'node:path';
import { app, BrowserWindow, type Session, screen, shell, type WebContents } from 'electron';
import { APP_ADDRESS, isAllowedPermission, isForBrowser, isOwnPage } from './page-guard.ts';
import { restoreWindow, saveWindow } from './window-state.ts';

/** The board's dark grey, so that nothing flashes white before the page paints. */
const BACKGROUND = '#161616';

export function openWindow(statePath: string): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const { isMaximized, ...bounds } = restoreWindow(statePath, workAreas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Maquette',
    backgroundColor: BACKGROUND,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // The spelling dictionaries would be fetched from a vendor's server.
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveWindow(statePath, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }));
  void window.loadURL(APP_ADDRESS);
  return window;
}

/** For every page that ever comes to be in this app, whoever made it. */
export function lockPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isForBrowser(url)) void shell.openExternal(url).catch(() => undefined);
    return { action: 'deny' };
  });
}

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowedPermission(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowedPermission(permission, `${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (_event, item) => {
    // Without a path Electron asks the person where to save; this only proposes a place.
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), item.getFilename()) });
  });
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronArguments } from '../../electron/setup/electron-binary.mjs';
import type * as StandIn from '../support/electron-stand-in/electron.ts';

type Electron = typeof StandIn;

const KEY = 'sk-desktop-0123456789';
let folder = '';
let electron: Electron | null = null;
const ownArguments = process.argv;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maquette-desktop-'));
  await mkdir(join(folder, 'dist', 'renderer'), { recursive: true });
  await writeFile(join(folder, 'dist', 'renderer', 'index.html'), '<!doctype html><title>Maquette</title>');
  vi.stubEnv('MAQUETTE_LIBRARY', undefined);
  process.argv = [
    'electron',
    ...electronArguments(['--lang=en', '--no-samples', '--library', join(folder, 'library')]),
  ];
  for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'APPDATA', 'HOME']) vi.stubEnv(name, folder);
  vi.stubEnv('OPENAI_API_KEY', undefined);
});

afterEach(async () => {
  await quit();
  vi.unstubAllEnvs();
  process.argv = ownArguments;
  await rm(folder, { recursive: true, force: true });
});

/** Reads main.ts anew, as a new process would; `arrange` sets the stage before the app is ready. */
async function launch(arrange: (stage: Electron['stage']) => void = () => undefined): Promise<Electron> {
  await quit();
  vi.resetModules();
  const started: Electron = await import('../support/electron-stand-in/electron.ts');
  electron = started;
  started.stage.folder = folder;
  arrange(started.stage);
  await import('../../electron/main.ts');
  return started;
}

async function open(arrange?: (stage: Electron['stage']) => void) {
  const started = await launch(arrange);
  started.stage.becomeReady();
  const window = await Promise.race([started.stage.shown.promise, exitBeforeWindow(started)]);
  return { ...started, window };
}

async function exitBeforeWindow(started: Electron): Promise<never> {
  await started.stage.exit.promise;
  throw new Error(`The app ended before it showed a window: ${started.stage.errorBoxes.flat().join(': ')}`);
}

async function quit(): Promise<void> {
  if (electron === null) return;
  if (electron.stage.schemes.length > 0 && electron.stage.windows.length > 0) {
    electron.app.quit();
    await electron.stage.exit.promise;
  }
  electron = null;
}

async function call(stage: Electron['stage'], name: string, input: object) {
  const answer = await stage.fetch(`studio://app/rpc/${name}`, { method: 'POST', body: JSON.stringify(input) });
  return answer.json();
}

describe('the desktop app starts', () => {
  it('registers its scheme before Electron is ready, with no more privileges than it needs', async () => {
    const { stage } = await launch();
    expect(stage.schemes).toEqual([
      { scheme: 'studio', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ]);
    expect(stage.windows).toEqual([]);
  });

  it('shows the page from its own scheme in an isolated, sandboxed window', async () => {
    const { stage, window } = await open();
    expect(window.address).toBe('studio://app/');
    const page = await stage.fetch(window.address);
    expect(await page.text()).toContain('<title>Maquette</title>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('carries procedures and events over the scheme', async () => {
    const { stage } = await open();
    const status = await call(stage, 'studio.status', {});
    expect(status).toMatchObject({ result: { hostKind: 'electron', canReveal: true } });
    const events = await stage.fetch('studio://app/events');
    const reader = events.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: ready');
    await reader?.cancel();
  });

  it('answers nothing under another host of the same scheme', async () => {
    const { stage } = await open();
    expect((await stage.fetch('studio://elsewhere/rpc/studio.status', { method: 'POST' })).status).toBe(404);
  });

  it('hands over to the instance that already runs, and that one comes to the front', async () => {
    const { app, window } = await open();
    const before = window.focusCount;
    app.emit('second-instance');
    expect(window.focusCount).toBe(before + 1);
    const second = await launch((stage) => {
      stage.isSecondInstance = true;
    });
    second.stage.becomeReady();
    expect(await second.stage.exit.promise).toBe(0);
    expect(second.stage.windows).toEqual([]);
  });

  it('tells the person why the library cannot be opened, and leaves', async () => {
    await writeFile(join(folder, 'library'), 'a file, not a folder');
    const { stage } = await launch();
    stage.becomeReady();
    expect(await stage.exit.promise).toBe(70);
    expect(stage.errorBoxes).toHaveLength(1);
    expect(stage.errorBoxes[0]?.[1]).toMatch(/folder/);
    expect(stage.errorBoxes[0]?.[1]).not.toMatch(/Error|at .*\.ts/);
  });
});

describe('the window is locked', () => {
  it('never leaves its own page', async () => {
    const { webContents } = (await open()).window;
    expect(webContents.mayNavigate('studio://app/')).toBe(true);
    const refused = [
      'https://example.com/',
      'file:///etc/passwd',
      'studio://elsewhere/',
      'studio://app/media/abc',
      'data:text/html,x',
      'javascript:alert(1)',
      'not an address',
    ];
    for (const url of refused) {
      expect(webContents.mayNavigate(url), url).toBe(false);
      expect(webContents.mayFollowRedirect(url), url).toBe(false);
    }
    expect(webContents.mayNavigate('studio://app/', false)).toBe(false);
    expect(webContents.mayAttachWebview()).toBe(false);
  });

  it('opens no second window, and hands only https links to the browser', async () => {
    const { stage, window } = await open();
    const urls = [
      'https://platform.openai.com/api-keys',
      'http://example.com/',
      'file:///etc/passwd',
      'smb://host/share',
      'https://user:secret@example.com/',
    ];
    for (const url of urls) expect(window.webContents.openHandler({ url })).toEqual({ action: 'deny' });
    expect(stage.openedOutside).toEqual(['https://platform.openai.com/api-keys']);
  });

  it('grants nothing but copying, and that only to its own page', async () => {
    const { defaultSession } = (await open()).session;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'usb',
      'fullscreen',
      'unknown',
    ]) {
      expect(defaultSession.isGranted(permission, 'studio://app/'), permission).toBe(false);
    }
    expect(defaultSession.isDeviceGranted()).toBe(false);
    expect(defaultSession.isGranted('clipboard-sanitized-write', 'studio://app/')).toBe(true);
    expect(defaultSession.isGranted('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
    expect(defaultSession.isGranted('clipboard-sanitized-write', 'studio://app.evil/')).toBe(false);
  });

  it('asks where to save a download, under the name the studio gave it', async () => {
    const { app, session } = await open();
    expect(session.defaultSession.download('Alpine lake.png')).toBe(join(app.getPath('downloads'), 'Alpine lake.png'));
  });
});

describe('keys on the desktop', () => {
  const setKey = (stage: Electron['stage']) => call(stage, 'providers.setKey', { id: 'openai', key: KEY });
  const openaiState = async (stage: Electron['stage']) => {
    const { result } = await call(stage, 'providers.list', {});
    return result.find((provider: { id: string }) => provider.id === 'openai');
  };
  const storeState = async (stage: Electron['stage']) => (await call(stage, 'studio.status', {})).result.secretStore;

  it('lie in the keychain, and no file holds them in plain text', async () => {
    const { stage } = await open();
    expect(await storeState(stage)).toMatchObject({ isSecure: true, canStore: true });
    await setKey(stage);
    expect(await openaiState(stage)).toMatchObject({ keySource: 'stored', keyHint: '6789' });
    const sealed = await readFile(join(folder, 'library', 'secrets.keychain'), 'utf8');
    expect(sealed).not.toContain(KEY);
    await call(stage, 'providers.removeKey', { id: 'openai' });
    expect(await openaiState(stage)).toMatchObject({ keySource: 'none' });
  });

  it('are sealed again when the system has changed its own key', async () => {
    const { stage } = await open();
    await setKey(stage);
    const before = await readFile(join(folder, 'library', 'secrets.keychain'), 'utf8');
    stage.keychain = 'rotated';
    expect(await openaiState(stage)).toMatchObject({ keySource: 'stored' });
    expect(await readFile(join(folder, 'library', 'secrets.keychain'), 'utf8')).not.toBe(before);
  });

  it('are refused with a coded error when the person does not unlock the keychain', async () => {
    const { stage } = await open();
    stage.keychain = 'refused';
    expect(await setKey(stage)).toMatchObject({ error: { code: 'secrets-unavailable' } });
  });

  it.runIf(process.platform === 'linux').each(['absent', 'basic_text'] as const)(
    'lie in our own encrypted file when the keychain is %s, and the window can say that it is not secure',
    async (keychain) => {
      const { stage } = await open((arranged) => {
        arranged.keychain = keychain;
      });
      expect(await storeState(stage)).toMatchObject({ isSecure: false, canStore: true });
      await setKey(stage);
      expect(await openaiState(stage)).toMatchObject({ keySource: 'stored' });
      expect((await readFile(join(folder, 'library', 'secrets.sealed'))).includes(KEY)).toBe(false);
    },
  );
});

describe('the window comes back', () => {
  const placed = { x: 300, y: 200, width: 1200, height: 800 };

  it('where it was, and where it can be reached when that screen is gone', async () => {
    const { window } = await open();
    window.bounds = placed;
    expect((await open()).window.options).toMatchObject(placed);
    const { options } = (
      await open((stage) => {
        stage.workAreas = [{ x: -3000, y: 0, width: 1100, height: 700 }];
      })
    ).window;
    expect(options).toMatchObject({ width: 1100, height: 700 });
    expect(options.x).toBeUndefined();
  });

  it('maximised when it was, with its size below kept', async () => {
    const { window } = await open();
    window.bounds = placed;
    window.maximize();
    const again = await open();
    expect(again.window.isMaximized()).toBe(true);
    expect(again.window.options).toMatchObject(placed);
  });

  it('in the middle when its file makes no sense', async () => {
    const first = await open();
    const statePath = join(first.app.getPath('userData'), 'window-state.json');
    await quit();
    for (const text of ['', '{"x":0', '{"x":0,"y":0,"width":3,"height":1e9,"isMaximized":false}', 'null']) {
      await writeFile(statePath, text);
      expect((await open()).window.options).toMatchObject({ width: 1440, height: 900 });
      await quit();
    }
  });
});

describe('quitting', () => {
  it('closes the library first, so that the next start can open it', async () => {
    const first = await open();
    await call(first.stage, 'boards.create', { name: 'Kept' });
    first.window.close();
    if (process.platform === 'darwin') first.app.quit();
    expect(await first.stage.exit.promise).toBe(0);
    electron = null;
    const boards = await call((await open()).stage, 'boards.list', {});
    expect(boards.result.map((board: { name: string }) => board.name)).toContain('Kept');
  });

  it('has a menu with what each platform expects, and leaves zooming to the board', async () => {
    const { stage } = await open();
    const text = JSON.stringify(stage.menu);
    for (const role of ['copy', 'paste', 'undo', 'redo', 'togglefullscreen', 'quit'])
      expect(text).toContain(`"${role}"`);
    for (const role of ['zoomIn', 'zoomOut', 'resetZoom']) expect(text).not.toContain(role);
  });
});

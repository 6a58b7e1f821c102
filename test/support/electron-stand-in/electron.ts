// A stand-in for the `electron` module: as strict as the real one where a mistake would be silent, scripted where a
// person or the system would answer. Import it anew for every start of the app; its state lives in the module.
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createKeychain, type KeychainState } from './keychain.ts';
import { createSession, StandInWindow } from './window.ts';

interface Scheme {
  readonly scheme: string;
  readonly privileges?: Readonly<Record<string, boolean>>;
}

/** What the test arranges before the app starts, and reads afterwards. */
interface Stage {
  folder: string;
  keychain: KeychainState;
  isSecondInstance: boolean;
  workAreas: { x: number; y: number; width: number; height: number }[];
  readonly schemes: Scheme[];
  readonly windows: StandInWindow[];
  readonly openedOutside: string[];
  readonly revealed: string[];
  readonly errorBoxes: string[][];
  menu: unknown[];
  readonly exit: PromiseWithResolvers<number>;
  readonly shown: PromiseWithResolvers<StandInWindow>;
  becomeReady(): void;
  /** As the page would: through the scheme's handler. */
  fetch(address: string, init?: RequestInit): Promise<Response>;
}

export const stage: Stage = {
  folder: '/nowhere',
  keychain: 'available',
  isSecondInstance: false,
  workAreas: [{ x: 0, y: 0, width: 1920, height: 1080 }],
  schemes: [],
  windows: [],
  openedOutside: [],
  revealed: [],
  errorBoxes: [],
  menu: [],
  exit: Promise.withResolvers(),
  shown: Promise.withResolvers(),
  becomeReady: () => {
    isReady = true;
    ready.resolve();
  },
  fetch: (address, init) => {
    const request = new Request(address, init);
    const handler = handlers.get(new URL(address).protocol.slice(0, -1));
    if (!handler) throw new Error(`ERR_UNKNOWN_URL_SCHEME ${address}`);
    return Promise.resolve(handler(request));
  },
};

let isReady = false;
const ready = Promise.withResolvers<void>();
const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
const paths = new Map<string, string>();

function needReady(what: string): void {
  if (!isReady) throw new Error(`${what} can only be used after app is ready`);
}

class StandInApp extends EventEmitter {
  readonly isPackaged = false;

  whenReady(): Promise<void> {
    return ready.promise;
  }

  getAppPath(): string {
    return stage.folder;
  }

  getPath(name: string): string {
    return paths.get(name) ?? join(stage.folder, name);
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error('Failed to set path: the folder does not exist');
    paths.set(name, path);
  }

  requestSingleInstanceLock(): boolean {
    return !stage.isSecondInstance;
  }

  quit(): void {
    for (const window of stage.windows) window.close();
    let isPrevented = false;
    const preventDefault = () => {
      isPrevented = true;
    };
    this.emit('will-quit', { preventDefault });
    if (!isPrevented) stage.exit.resolve(0);
  }

  exit(code: number): void {
    stage.exit.resolve(code);
  }
}

export const app = new StandInApp();

export const protocol = {
  registerSchemesAsPrivileged(schemes: Scheme[]): void {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (stage.schemes.length > 0) throw new Error('Privileged schemes can be registered only once');
    stage.schemes.push(...schemes);
  },
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    needReady('protocol');
    if (handlers.has(scheme)) throw new Error(`Scheme ${scheme} is already handled`);
    handlers.set(scheme, handler);
  },
};

export class BrowserWindow extends StandInWindow {
  constructor(options: ConstructorParameters<typeof StandInWindow>[0]) {
    needReady('BrowserWindow');
    super(options);
    stage.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.once('shown', () => stage.shown.resolve(this));
    this.once('closed', () => {
      if (stage.windows.every((window) => window.isDestroyed())) app.emit('window-all-closed');
    });
  }
}

export const session = { defaultSession: createSession() };

export const Menu = {
  buildFromTemplate: (template: unknown[]) => template,
  setApplicationMenu: (menu: unknown[]) => {
    stage.menu = menu;
  },
};

export const safeStorage = createKeychain(() => {
  needReady('safeStorage');
  return stage.keychain;
});

export const screen = {
  getAllDisplays: () => {
    needReady('screen');
    return stage.workAreas.map((workArea) => ({ workArea }));
  },
};

export const shell = {
  openExternal: async (address: string) => {
    stage.openedOutside.push(address);
  },
  showItemInFolder: (path: string) => {
    stage.revealed.push(path);
  },
};

export const dialog = {
  showErrorBox: (title: string, sentence: string) => {
    stage.errorBoxes.push([title, sentence]);
  },
};

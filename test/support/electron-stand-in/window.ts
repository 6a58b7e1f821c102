// A window that never paints: it keeps the rules of Electron's and asks the app what a page would ask.
import { EventEmitter } from 'node:events';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowOptions extends Partial<Bounds> {
  readonly webPreferences?: Readonly<Record<string, boolean>>;
}

/** What Electron would accept and we must not: each is refused as an error. */
const NEEDED = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false };

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

class StandInContents extends EventEmitter {
  openHandler: OpenHandler = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  /** Whether the page may go there: by a link or script, in the window itself or in a frame inside it. */
  mayNavigate(url: string, isMainFrame = true): boolean {
    const wasAllowed = this.ask('will-frame-navigate', { url, isMainFrame });
    return isMainFrame ? this.ask('will-navigate', { url }) && wasAllowed : wasAllowed;
  }

  mayFollowRedirect(url: string): boolean {
    return this.ask('will-redirect', { url });
  }

  mayAttachWebview(): boolean {
    return this.ask('will-attach-webview', {});
  }

  private ask(name: string, details: object): boolean {
    let isAllowed = true;
    const preventDefault = () => {
      isAllowed = false;
    };
    this.emit(name, { ...details, preventDefault });
    return isAllowed;
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly options: WindowOptions;
  address = '';
  bounds: Bounds;
  focusCount = 0;
  private isMax = false;
  private isGone = false;

  constructor(options: WindowOptions) {
    super();
    for (const [name, value] of Object.entries(NEEDED)) {
      if (options.webPreferences?.[name] !== value) throw new Error(`Insecure window: ${name} must be ${value}`);
    }
    this.options = options;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
  }

  async loadURL(address: string): Promise<void> {
    this.address = address;
    await Promise.resolve();
    this.emit('ready-to-show');
  }

  show(): void {
    this.emit('shown');
  }

  close(): void {
    if (this.isGone) return;
    this.emit('close');
    this.isGone = true;
    this.emit('closed');
  }

  maximize(): void {
    this.isMax = true;
  }

  focus(): void {
    this.focusCount += 1;
  }

  isMaximized = () => this.isMax;
  isMinimized = () => false;
  isDestroyed = () => this.isGone;
  getNormalBounds = () => this.bounds;
}

export interface DownloadItem {
  getFilename(): string;
  setSaveDialogOptions(options: { defaultPath: string }): void;
}

export type RequestHandler = (
  contents: null,
  permission: string,
  answer: (isGranted: boolean) => void,
  details: { requestingUrl: string },
) => void;
export type CheckHandler = (contents: null, permission: string, origin: string) => boolean;

/** Without handlers Electron grants, so these start by granting. */
export function createSession() {
  let onRequest: RequestHandler = (_contents, _permission, answer) => answer(true);
  let onCheck: CheckHandler = () => true;
  let onDevice = () => true;
  const emitter = new EventEmitter();
  return {
    setPermissionRequestHandler: (handler: RequestHandler) => {
      onRequest = handler;
    },
    setPermissionCheckHandler: (handler: CheckHandler) => {
      onCheck = handler;
    },
    setDevicePermissionHandler: (handler: () => boolean) => {
      onDevice = handler;
    },
    on: (name: string, listener: (event: object, item: DownloadItem) => void) => emitter.on(name, listener),

    /** Granted only when both ways of asking say so. */
    isGranted: (permission: string, page: string): boolean => {
      let isRequestGranted = false;
      const answer = (isYes: boolean) => {
        isRequestGranted = isYes;
      };
      onRequest(null, permission, answer, { requestingUrl: page });
      const url = new URL(page);
      return isRequestGranted && onCheck(null, permission, `${url.protocol}//${url.host}`);
    },
    isDeviceGranted: () => onDevice(),
    /** Answers the path that the save dialog proposes. */
    download: (fileName: string): string => {
      let proposed = '';
      const setSaveDialogOptions = (options: { defaultPath: string }) => {
        proposed = options.defaultPath;
      };
      emitter.emit('will-download', {}, { getFilename: () => fileName, setSaveDialogOptions });
      return proposed;
    },
  };
}

import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type * as Electron from 'electron';
import type {
  ContentsApi,
  ElectronApi,
  FrameApi,
  Refusable,
  SenderEvent,
  WindowApi,
} from '../../src/main/electron-api.ts';
import { StandInPort } from './electron-ports.ts';
import { type StandInChild, silentChild } from './electron-utility-process.ts';

/** An event as Electron gives it, that remembers whether somebody refused it. */
export const refusable = (): Refusable & { prevented: boolean } => {
  const event = {
    prevented: false,
    preventDefault: () => {
      event.prevented = true;
    },
  };
  return event;
};

export class StandInContents extends EventEmitter implements ContentsApi {
  readonly id: number;
  openHandler: (() => { action: 'deny' }) | null = null;
  /** Ports that came to the page, newest last. */
  readonly ports: StandInPort[] = [];
  readonly channels: string[] = [];

  constructor(id: number) {
    super();
    this.id = id;
  }

  postMessage(channel: string, _message: unknown, transfer: { close(): void }[] = []): void {
    this.channels.push(channel);
    for (const port of transfer) if (port instanceof StandInPort) this.ports.push(port);
  }

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.openHandler = handler;
  }
}

export class StandInWindow extends EventEmitter implements WindowApi {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents: StandInContents;
  readonly loaded: string[] = [];
  visible = false;
  focused = 0;
  minimized = false;
  destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions, id: number) {
    super();
    this.options = options;
    this.webContents = new StandInContents(id);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {
    this.focused += 1;
  }
  restore(): void {
    this.minimized = false;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  /** A person closes the window. */
  close(): void {
    const event = refusable();
    this.emit('close', event);
    if (!event.prevented) this.destroyed = true;
  }
}

class StandInApp extends EventEmitter {
  isPackaged = false;
  locale = 'ru-RU';
  /** False: another instance holds the lock. */
  lock = true;
  ready = false;
  readonly calls: string[] = [];
  /** Times a quit went through. */
  quits = 0;
  loginItem: Electron.Settings = {};

  readonly #windows: StandInWindow[];

  constructor(windows: StandInWindow[]) {
    super();
    this.#windows = windows;
  }

  requestSingleInstanceLock(): boolean {
    this.calls.push('lock');
    return this.lock;
  }
  enableSandbox(): void {
    this.calls.push(this.ready ? 'enableSandbox too late' : 'enableSandbox');
  }
  async whenReady(): Promise<void> {
    await Promise.resolve();
    this.ready = true;
  }
  quit(): void {
    const event = refusable();
    this.emit('before-quit', event);
    if (event.prevented) return;
    for (const window of this.#windows) window.close();
    if (this.#windows.every((window) => window.destroyed)) this.quits += 1;
  }
  exit(): void {
    this.quits += 1;
  }
  getLocale(): string {
    return this.locale;
  }
  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItem = settings;
  }
  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: this.loginItem.openAtLogin === true };
  }
}

class StandInSession extends EventEmitter {
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  deviceCheck: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  requestFilter: Electron.WebRequestFilter = { urls: [] };
  requestListener: (details: unknown, callback: (response: Electron.CallbackResponse) => void) => void =
    () => {};
  readonly webRequest = {
    onBeforeRequest: (
      filter: Electron.WebRequestFilter,
      listener: StandInSession['requestListener'],
    ): void => {
      this.requestFilter = filter;
      this.requestListener = listener;
    },
  };

  setPermissionRequestHandler(handler: StandInSession['permissionRequest']): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: StandInSession['permissionCheck']): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: StandInSession['deviceCheck']): void {
    this.deviceCheck = handler;
  }
}

class StandInTray extends EventEmitter {
  toolTip = '';
  /** The template of the menu shown. */
  menu: Electron.MenuItemConstructorOptions[] = [];
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = menu === null ? [] : (menu as unknown as Electron.MenuItemConstructorOptions[]);
  }
}

export type ElectronStandIn = ReturnType<typeof createElectronStandIn>;

/**
 * Electron's module as far as the main process uses it: it records what is set, lets a test drive the events, and
 * checks nothing of its own. Message channels are real ones of Node.
 */
export function createElectronStandIn(
  fork: (file: string, env: StandInChild['env']) => StandInChild = silentChild,
) {
  const windows: StandInWindow[] = [];
  const children: (StandInChild & { options: Electron.ForkOptions })[] = [];
  const trays: StandInTray[] = [];
  const schemes: Electron.CustomScheme[] = [];
  const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  const ipc = new EventEmitter();
  const session = new StandInSession();
  const app = new StandInApp(windows);
  const applicationMenus: unknown[] = [];

  const electron: ElectronApi = {
    app,
    protocol: {
      registerSchemesAsPrivileged: (added) => {
        if (app.ready) throw new Error('schemes are registered before Electron is ready');
        schemes.push(...added);
      },
      handle: (scheme, handler) => void handlers.set(scheme, handler),
    },
    session: {
      get defaultSession() {
        if (!app.ready) throw new Error('there is no session before Electron is ready');
        return session;
      },
    },
    ipcMain: ipc,
    BrowserWindow: class extends StandInWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options, windows.length + 1);
        windows.push(this);
        app.emit('web-contents-created', refusable(), this.webContents);
      }
    },
    MessageChannelMain: class {
      readonly port1: StandInPort;
      readonly port2: StandInPort;
      constructor() {
        const real = new MessageChannel();
        this.port1 = new StandInPort(real.port1);
        this.port2 = new StandInPort(real.port2);
      }
    },
    utilityProcess: {
      fork: (file, _words, options) => {
        const child = Object.assign(fork(file, { ...options.env }), { options });
        children.push(child);
        return child;
      },
    },
    Menu: {
      // The stand-in's menu is its template: a test reads labels and clicks.
      buildFromTemplate: (template) => template as unknown as Electron.Menu,
      setApplicationMenu: (menu) => void applicationMenus.push(menu),
    },
    Tray: class extends StandInTray {
      constructor() {
        super();
        trays.push(this);
      }
    },
  };
  return {
    electron,
    app,
    session,
    windows,
    children,
    trays,
    schemes,
    handlers,
    applicationMenus,
    /** As if a page's frame had sent a message. */
    sendFromFrame: (channel: string, senderFrame: FrameApi | null, contentsId: number): void => {
      const event: SenderEvent = { senderFrame, sender: { id: contentsId } };
      ipc.emit(channel, event);
    },
  };
}

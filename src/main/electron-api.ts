import type * as Electron from 'electron';

/**
 * What the main process uses of Electron, and nothing else. `main.ts` hands the real module to `runApp`, so the
 * compiler proves that it fits; tests hand over a stand-in, because Electron's binary is not everywhere.
 */
export interface ElectronApi {
  readonly app: AppApi;
  readonly protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  readonly session: { readonly defaultSession: SessionApi };
  readonly ipcMain: {
    on(channel: string, listener: (event: SenderEvent) => void): unknown;
  };
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => WindowApi;
  readonly MessageChannelMain: new () => { readonly port1: PortApi; readonly port2: PortApi };
  readonly utilityProcess: {
    fork(modulePath: string, args: string[], options: Electron.ForkOptions): ChildApi;
  };
  readonly Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu;
    setApplicationMenu(menu: Electron.Menu | null): void;
  };
  readonly Tray: new (icon: string) => TrayApi;
}

/** An event that can be refused. */
export type Refusable = { preventDefault(): void };

export interface AppApi {
  readonly isPackaged: boolean;
  requestSingleInstanceLock(): boolean;
  enableSandbox(): void;
  whenReady(): Promise<void>;
  quit(): void;
  exit(code?: number): void;
  getLocale(): string;
  setLoginItemSettings(settings: Electron.Settings): void;
  getLoginItemSettings(): Pick<Electron.LoginItemSettings, 'openAtLogin'>;
  on(event: 'second-instance' | 'activate' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: Refusable) => void): unknown;
  on(event: 'web-contents-created', listener: (event: Refusable, contents: ContentsApi) => void): unknown;
}

export type SessionApi = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
> & {
  readonly webRequest: {
    onBeforeRequest(
      filter: Electron.WebRequestFilter,
      listener: (details: unknown, callback: (response: Electron.CallbackResponse) => void) => void,
    ): void;
  };
  on(event: 'will-download', listener: (event: Refusable) => void): unknown;
};

/** The frame that sent a message, as far as it is needed to know whose it is. */
export type FrameApi = { readonly url: string; readonly parent: unknown };
export type SenderEvent = {
  readonly senderFrame: FrameApi | null;
  readonly sender: { readonly id: number };
};

export interface ContentsApi {
  readonly id: number;
  postMessage(channel: string, message: unknown, transfer?: PortApi[]): void;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: Refusable) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: Refusable) => void): unknown;
  on(event: 'did-finish-load', listener: () => void): unknown;
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string; readonly exitCode: number }) => void,
  ): unknown;
}

export interface WindowApi {
  readonly webContents: ContentsApi;
  loadURL(url: string): Promise<void>;
  show(): void;
  hide(): void;
  focus(): void;
  restore(): void;
  isMinimized(): boolean;
  isDestroyed(): boolean;
  on(event: 'close', listener: (event: Refusable) => void): unknown;
  once(event: 'ready-to-show', listener: () => void): unknown;
}

/** One end of a message channel; main only ever passes it on. */
export type PortApi = { close(): void };

export interface ChildApi {
  readonly pid: number | undefined;
  postMessage(message: unknown, transfer?: PortApi[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface TrayApi {
  setToolTip(text: string): void;
  setContextMenu(menu: Electron.Menu | null): void;
  on(event: 'click', listener: () => void): unknown;
}

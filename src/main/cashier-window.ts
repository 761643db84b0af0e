import { CASHIER_URL } from './app-origin.ts';
import type { ElectronApi, WindowApi } from './electron-api.ts';
import type { MainLog } from './log.ts';
import { restartDelayMs } from './restart-delay.ts';
import type { Timing } from './timing.ts';
import { windowOptions } from './window-options.ts';

export type CashierWindow = {
  /** Brings the window to the front, whatever became of it. */
  readonly open: () => void;
  readonly contents: () => WindowApi['webContents'] | null;
  /** From now on closing the window really closes it. */
  readonly letClose: () => void;
};

/** The cashier's window. Closed by a person it only hides: the register goes on asking the till behind it. */
export function createCashierWindow(
  electron: ElectronApi,
  options: {
    readonly preloadFile: string;
    readonly icon: string;
    readonly hidden: boolean;
    readonly timing: Timing;
    readonly log: MainLog;
  },
): CashierWindow {
  const { timing, log } = options;
  let closing = false;
  const window = new electron.BrowserWindow(
    windowOptions({
      preloadFile: options.preloadFile,
      title: 'Kopilka',
      icon: options.icon,
      devTools: !electron.app.isPackaged,
    }),
  );
  const load = (): void => {
    window.loadURL(CASHIER_URL).catch((cause: unknown) => {
      log.error({ cause: String(cause) }, 'The cashier window could not be loaded.');
    });
  };
  let deaths = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    if (closing || window.isDestroyed()) return;
    deaths++;
    const delayMs = restartDelayMs(deaths, timing.chance());
    log.error({ reason: details.reason, delayMs }, "The window's process ended; the page is loaded again.");
    timing.after(delayMs, () => {
      if (!window.isDestroyed()) load();
    });
  });
  window.on('close', (event) => {
    if (closing) return;
    event.preventDefault();
    window.hide();
  });
  if (!options.hidden) window.once('ready-to-show', () => window.show());
  load();
  return {
    open: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    contents: () => (window.isDestroyed() ? null : window.webContents),
    letClose: () => {
      closing = true;
    },
  };
}

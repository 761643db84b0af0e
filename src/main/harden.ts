import type { ContentsApi, ElectronApi, SessionApi } from './electron-api.ts';
import type { MainLog } from './log.ts';

/** Every web permission is denied: the windows need none, devices belong to the device host. */
export function hardenSession(session: SessionApi): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // The policy header forbids these already; a fault in a page's policy must not become a way out.
  const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];
  session.webRequest.onBeforeRequest({ urls }, (_details, callback) => callback({ cancel: true }));
}

/** A page of ours never navigates, opens a window or embeds a foreign page: whatever tries is refused. */
export function hardenContents(contents: ContentsApi, log: MainLog): void {
  const refuse =
    (what: string) =>
    (event: { preventDefault(): void }): void => {
      event.preventDefault();
      log.warn({ what, contents: contents.id }, 'A page tried to leave the product; refused.');
    };
  contents.on('will-navigate', refuse('will-navigate'));
  contents.on('will-frame-navigate', refuse('will-frame-navigate'));
  contents.on('will-redirect', refuse('will-redirect'));
  contents.on('will-attach-webview', refuse('will-attach-webview'));
  contents.setWindowOpenHandler(() => {
    log.warn({ what: 'window-open', contents: contents.id }, 'A page tried to open a window; refused.');
    return { action: 'deny' };
  });
}

/** Hardens every page of the process, whoever made it, before it can load anything. */
export function hardenAllContents(electron: ElectronApi, log: MainLog): void {
  electron.app.on('web-contents-created', (_event, contents) => hardenContents(contents, log));
}

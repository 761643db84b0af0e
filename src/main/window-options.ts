import type { BrowserWindowConstructorOptions } from 'electron';

/**
 * A window whose page is as strange to this computer as a web page: own process in the sandbox, own JavaScript world,
 * no Node. Written out in full even where it is the default, so that no later default weakens it.
 */
export function windowOptions(input: {
  readonly preloadFile: string;
  readonly title: string;
  readonly icon: string;
  readonly devTools: boolean;
}): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: input.title,
    icon: input.icon,
    autoHideMenuBar: true,
    backgroundColor: '#f5f5f4',
    webPreferences: {
      preload: input.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: input.devTools,
      // A till's screen lies behind the register's own program and must still show the last scan at once.
      backgroundThrottling: false,
    },
  };
}

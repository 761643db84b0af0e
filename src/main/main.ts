import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  Tray,
  utilityProcess,
} from 'electron';
import { runApp } from './app.ts';
import { createAutoStart } from './auto-start.ts';
import { createLogFile } from './log-file.ts';
import { readMainArguments } from './till-options.ts';
import { systemTiming } from './timing.ts';

app.setName('Kopilka');

// This file is bundled to dist/main/main.js; everything else it starts lies beside it.
const built = import.meta.dirname;
const userData = app.getPath('userData');
const log = createLogFile(join(userData, 'logs', 'main.log'), () => Date.now());

const read = readMainArguments(process.argv.slice(app.isPackaged ? 1 : 2), {
  dataDir: join(userData, 'till'),
  enrolCode: process.env.KOPILKA_ENROL,
});
if (!read.ok) {
  log.error({}, read.error);
  dialog.showErrorBox('Kopilka', read.error);
  app.exit(2);
} else {
  const { till, hidden } = read.value;
  // Not awaited: Electron becomes ready only after this module has been run to its end.
  runApp(
    {
      app,
      protocol,
      // The default session exists only once Electron is ready.
      session: {
        get defaultSession() {
          return session.defaultSession;
        },
      },
      ipcMain,
      BrowserWindow,
      MessageChannelMain,
      utilityProcess,
      Menu,
      Tray,
    },
    {
      files: {
        agent: join(built, 'agent.js'),
        deviceHost: join(built, 'device-host.js'),
        preload: join(built, 'preload.cjs'),
        icon: join(built, 'icon.png'),
        trayIcon: join(built, 'tray.png'),
        windowsDir: join(built, '../renderer'),
      },
      till,
      env: process.env,
      platform: process.platform,
      hidden,
      autoStart: app.isPackaged
        ? createAutoStart(app, { platform: process.platform, env: process.env, program: process.execPath })
        : null,
      timing: systemTiming,
      log,
      showFailure: (title, text) =>
        void dialog.showMessageBox({ type: 'error', title, message: title, detail: text }),
    },
  ).catch((cause: unknown) => {
    log.error({ cause: cause instanceof Error ? cause.stack : String(cause) }, 'Kopilka could not start.');
    dialog.showErrorBox('Kopilka', String(cause));
    app.exit(1);
  });
}

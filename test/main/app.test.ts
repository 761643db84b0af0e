import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TILL_OPTIONS_VARIABLE } from '../../src/agent/electron-messages.ts';
import { type AppOptions, runApp } from '../../src/main/app.ts';
import { createAutoStart } from '../../src/main/auto-start.ts';
import { createElectronStandIn, type ElectronStandIn, refusable } from '../support/electron-stand-in.ts';
import { createManualTiming } from '../support/manual-timing.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'kopilka-main-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

const OWN_FRAME = { url: 'kopilka://app/cashier/index.html', parent: null };

function start(changes: Partial<AppOptions> = {}, prepare: (stand: ElectronStandIn) => void = () => {}) {
  const stand = createElectronStandIn();
  prepare(stand);
  const timing = createManualTiming();
  const failures: string[] = [];
  const logged: string[] = [];
  const log = (_fields: object, message: string): void => void logged.push(message);
  const running = runApp(stand.electron, {
    files: {
      agent: '/built/agent.js',
      deviceHost: '/built/device-host.js',
      preload: '/built/preload.cjs',
      icon: '/built/icon.png',
      trayIcon: '/built/tray.png',
      windowsDir: '/built/renderer',
    },
    till: {
      dataDir: '/till',
      posPort: 8377,
      uiPort: null,
      configFile: '/till/config.json',
      enrolCode: 'K7QD-2M9X',
    },
    env: { LANG: 'ru_RU.UTF-8' },
    platform: 'linux',
    hidden: false,
    autoStart: null,
    timing,
    log: { info: log, warn: log, error: log },
    showFailure: (title, text) => void failures.push(`${title}: ${text}`),
    ...changes,
  });
  const child = (index: number) => {
    const found = stand.children[index];
    if (found === undefined) throw new Error(`no process ${index} was started`);
    return found;
  };
  const window = () => {
    const [found] = stand.windows;
    if (found === undefined) throw new Error('no window was made');
    return found;
  };
  const tray = () => {
    const [found] = stand.trays;
    if (found === undefined) throw new Error('no tray was made');
    return found;
  };
  return { stand, timing, failures, logged, running, child, window, tray };
}

describe('the main process', () => {
  it('ends at once when another instance holds the lock, and starts nothing', async () => {
    const { stand, running } = start({}, ({ app }) => {
      app.lock = false;
    });
    expect(await running).toBe(false);
    expect(stand.app.quits).toBe(1);
    expect([stand.windows.length, stand.children.length, stand.trays.length]).toEqual([0, 0, 0]);
  });

  it('brings the window to the front when a second instance is started', async () => {
    const { stand, running, window } = start();
    await running;
    window().minimized = true;
    window().visible = false;
    stand.app.emit('second-instance');
    expect(window()).toMatchObject({ minimized: false, visible: true, focused: 1 });
  });

  it('makes every page strange to the computer: sandbox, own world, no Node', async () => {
    const { stand, running, window } = start();
    await running;
    expect(stand.app.calls).toEqual(['lock', 'enableSandbox']);
    expect(window().options.webPreferences).toMatchObject({
      preload: '/built/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
  });

  it('shows the developer tools only from source', async () => {
    const packaged = start({}, ({ app }) => {
      app.isPackaged = true;
    });
    const source = start();
    await Promise.all([packaged.running, source.running]);
    expect(packaged.window().options.webPreferences?.devTools).toBe(false);
    expect(source.window().options.webPreferences?.devTools).toBe(true);
  });

  it('loads the cashier page over its own scheme, registered in time', async () => {
    const { stand, running, window } = start();
    await running;
    expect(stand.schemes).toEqual([
      { scheme: 'kopilka', privileges: expect.objectContaining({ standard: true, secure: true }) },
    ]);
    expect(stand.schemes[0]?.privileges?.bypassCSP).toBeUndefined();
    expect([...stand.handlers.keys()]).toEqual(['kopilka']);
    expect(window().loaded).toEqual(['kopilka://app/cashier/index.html']);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'refuses %s of a page',
    async (name) => {
      const { running, window, logged } = start();
      await running;
      const event = refusable();
      window().webContents.emit(name, event);
      expect(event.prevented).toBe(true);
      expect(logged).toContain('A page tried to leave the product; refused.');
    },
  );

  it('refuses to open windows', async () => {
    const { running, window } = start();
    await running;
    expect(window().webContents.openHandler?.()).toEqual({ action: 'deny' });
  });

  it('denies every permission, whether asked for or looked up, and every device', async () => {
    const { stand, running } = start();
    await running;
    const answers: boolean[] = [];
    // The handlers look at nothing they are given: whatever is asked, the answer is no.
    const ask = stand.session.permissionRequest as unknown as (
      contents: null,
      permission: string,
      callback: (granted: boolean) => void,
    ) => void;
    const check = stand.session.permissionCheck as unknown as (contents: null, permission: string) => boolean;
    const device = stand.session.deviceCheck as unknown as (details: object) => boolean;
    for (const permission of [
      'media',
      'serial',
      'usb',
      'hid',
      'notifications',
      'openExternal',
      'clipboard-read',
    ]) {
      ask(null, permission, (granted) => answers.push(granted));
      answers.push(check(null, permission));
    }
    answers.push(device({ deviceType: 'serial' }));
    expect(answers).toHaveLength(15);
    expect(new Set(answers)).toEqual(new Set([false]));
  });

  it('cancels requests to the network and downloads', async () => {
    const { stand, running } = start();
    await running;
    expect(stand.session.requestFilter.urls).toEqual(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']);
    let answer: unknown = null;
    stand.session.requestListener({ url: 'https://example.org/' }, (response) => {
      answer = response;
    });
    expect(answer).toEqual({ cancel: true });
    const download = refusable();
    stand.session.emit('will-download', download);
    expect(download.prevented).toBe(true);
  });

  it('hands the till its options by environment, not by arguments', async () => {
    const { running, child } = start();
    await running;
    expect(child(0).file).toBe('/built/agent.js');
    expect(child(0).env.LANG).toBe('ru_RU.UTF-8');
    expect(JSON.parse(child(0).env[TILL_OPTIONS_VARIABLE] ?? '')).toEqual({
      dataDir: '/till',
      posPort: 8377,
      uiPort: null,
      configFile: '/till/config.json',
      enrolCode: 'K7QD-2M9X',
    });
  });

  it('starts a dead agent again and gives the window a new port', async () => {
    const { stand, running, child, window, tray, timing } = start();
    await running;
    stand.sendFromFrame('ui-connect', OWN_FRAME, window().webContents.id);
    child(0).say({ type: 'ready' });
    expect(tray().toolTip).toBe('Kopilka: касса работает');
    child(0).die(1);
    expect(tray().toolTip).toBe('Kopilka: касса перезапускается…');
    expect(stand.children).toHaveLength(1);
    timing.pass(250);
    expect(stand.children).toHaveLength(2);
    expect(child(1).heard).toEqual([{ type: 'ui' }]);
    expect(child(1).portCounts).toEqual([1]);
    expect(window().webContents.channels).toEqual(['ui-port', 'ui-port']);
  });

  it('shows why the till did not open once, with what happens next', async () => {
    const sentence = { ru: 'Порт 8377 занят.', en: 'Port 8377 is taken.' };
    const { running, child, failures, timing } = start({}, ({ app }) => {
      app.locale = 'en-GB';
    });
    await running;
    for (let index = 0; index < 3; index++) {
      child(index).say({ type: 'failed', sentence });
      child(index).die(1);
      timing.pass(20_000);
    }
    expect(failures).toEqual([
      'The till could not open: Port 8377 is taken.\n\nThe program tries again by itself. If this message comes back, show it to the administrator.',
    ]);
    const russian = start({}, ({ app }) => {
      app.locale = 'ru';
    });
    await russian.running;
    russian.child(0).say({ type: 'failed', sentence });
    expect(russian.failures).toEqual([
      expect.stringMatching(/^Касса не открылась: Порт 8377 занят\.\n\n[А-Я]/),
    ]);
  });

  it('starts a device host for the agent, without its output and without the till options', async () => {
    const { running, child } = start();
    await running;
    child(0).say({ type: 'start-device-host', hostId: 1 });
    expect(child(1).file).toBe('/built/device-host.js');
    expect(child(1).options.stdio).toBe('ignore');
    expect(child(1).env[TILL_OPTIONS_VARIABLE]).toBeUndefined();
    expect([child(1).heard, child(1).portCounts]).toEqual([[{ type: 'agent-port' }], [1]]);
    expect([child(0).heard, child(0).portCounts]).toEqual([[{ type: 'device-host', hostId: 1 }], [1]]);
    child(1).die(5);
    expect(child(0).heard.at(-1)).toEqual({ type: 'device-host-exit', hostId: 1, code: 5 });
  });

  it('ends the device host of an agent that died', async () => {
    const { running, child } = start();
    await running;
    child(0).say({ type: 'start-device-host', hostId: 1 });
    let ended: number | null = null;
    child(1).on('exit', (code) => {
      ended = code;
    });
    child(0).die(1);
    expect(ended).toBe(143);
  });

  it('hides the window when a person closes it: the till goes on', async () => {
    const { stand, running, window } = start();
    await running;
    window().emit('ready-to-show');
    expect(window().visible).toBe(true);
    window().close();
    stand.app.emit('window-all-closed');
    expect(window()).toMatchObject({ visible: false, destroyed: false });
    expect(stand.app.quits).toBe(0);
    stand.trays[0]?.emit('click');
    expect(window().visible).toBe(true);
  });

  it('stays in the tray when the computer started it', async () => {
    const { running, window } = start({ hidden: true });
    await running;
    window().emit('ready-to-show');
    expect(window().visible).toBe(false);
  });

  it('closes the till before it quits', async () => {
    const { stand, running, child } = start();
    await running;
    stand.app.quit();
    stand.app.quit();
    expect(child(0).heard).toEqual([{ type: 'close' }]);
    expect(stand.app.quits).toBe(0);
    child(0).die(0);
    await expect.poll(() => stand.app.quits).toBe(1);
    expect(stand.children).toHaveLength(1);
  });

  it('loads the page again when its process is gone', async () => {
    const { running, window, timing } = start();
    await running;
    window().webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
    expect(window().loaded).toHaveLength(1);
    timing.pass(250);
    expect(window().loaded).toHaveLength(2);
  });

  it('has no menu, except on macOS where copy and paste need one', async () => {
    const linux = start();
    const mac = start({ platform: 'darwin' });
    await Promise.all([linux.running, mac.running]);
    expect(linux.stand.applicationMenus).toEqual([null]);
    expect(mac.stand.applicationMenus).toEqual([
      [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }],
    ]);
  });

  it('starts with the computer when a person says so in the tray', async () => {
    const configDir = folder();
    const stand = createElectronStandIn();
    const autoStart = createAutoStart(stand.electron.app, {
      platform: 'linux',
      env: { XDG_CONFIG_HOME: configDir, APPIMAGE: '/opt/Касса 100%/kopilka.AppImage' },
      program: '/tmp/.mount/kopilka',
    });
    const { running, tray } = start({ autoStart });
    await running;
    const item = () => tray().menu.find(({ label }) => label === 'Запускать вместе с компьютером');
    const click = (): void => {
      const handler = item()?.click as unknown as (() => void) | undefined;
      handler?.();
    };
    expect(item()?.checked).toBe(false);
    click();
    expect(item()?.checked).toBe(true);
    const file = join(configDir, 'autostart/kopilka.desktop');
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Касса 100%%/kopilka.AppImage" --hidden\n');
    click();
    expect(existsSync(file)).toBe(false);
  });

  it('uses the login items of Windows and macOS', () => {
    const { electron, app } = createElectronStandIn();
    const autoStart = createAutoStart(electron.app, {
      platform: 'win32',
      env: {},
      program: 'C:\\kopilka.exe',
    });
    autoStart.set(true);
    expect(app.loginItem).toEqual({ openAtLogin: true, args: ['--hidden'] });
    expect(autoStart.isOn()).toBe(true);
  });
});

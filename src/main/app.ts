import type { ForkOptions } from 'electron';
import {
  type ElectronTillOptions,
  type FromAgent,
  TILL_OPTIONS_VARIABLE,
} from '../agent/electron-messages.ts';
import type { Sentence } from '../contracts/sentence.ts';
import { type AgentSupervisor, superviseAgent } from './agent-supervisor.ts';
import { createFileHandler } from './app-files.ts';
import { APP_SCHEME } from './app-origin.ts';
import type { AutoStart } from './auto-start.ts';
import { createCashierWindow } from './cashier-window.ts';
import { createDeviceHosts, type DeviceHosts } from './device-hosts.ts';
import type { ElectronApi } from './electron-api.ts';
import { hardenAllContents, hardenSession } from './harden.ts';
import type { MainLog } from './log.ts';
import { mainLanguage, texts } from './texts.ts';
import type { Timing } from './timing.ts';
import { createTray, type TrayHandle } from './tray.ts';
import { createUiPorts, type UiPorts } from './ui-ports.ts';

export type AppOptions = {
  /** Built files: the agent and the device host (programs of utility processes), the preload, the windows. */
  readonly files: {
    readonly agent: string;
    readonly deviceHost: string;
    readonly preload: string;
    readonly icon: string;
    readonly trayIcon: string;
    readonly windowsDir: string;
  };
  readonly till: ElectronTillOptions;
  /** Environment of the processes started. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** True: no window until a person asks for it. */
  readonly hidden: boolean;
  /** Null where the program cannot be started with the computer, such as from a source folder. */
  readonly autoStart: AutoStart | null;
  readonly timing: Timing;
  readonly log: MainLog;
  /** Tells a person why the till did not open. */
  readonly showFailure: (title: string, text: string) => void;
};

/** Must run before Electron is ready: later it would have no effect. */
function prepare(electron: ElectronApi): void {
  electron.app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** No menu, so no shortcuts to reload or inspect the page; macOS has its copy and paste only through one. */
function setMenu(electron: ElectronApi, platform: NodeJS.Platform): void {
  const roles = [
    { role: 'appMenu' as const },
    { role: 'editMenu' as const },
    { role: 'windowMenu' as const },
  ];
  electron.Menu.setApplicationMenu(platform === 'darwin' ? electron.Menu.buildFromTemplate(roles) : null);
}

type Processes = { readonly agent: AgentSupervisor; readonly hosts: DeviceHosts };

function startProcesses(
  electron: ElectronApi,
  options: AppOptions,
  events: {
    readonly onStarted: () => void;
    readonly onState: (state: ReturnType<AgentSupervisor['state']>) => void;
    readonly onFailed: (sentence: Sentence) => void;
  },
): Processes {
  const fork = (file: string, forkOptions: ForkOptions, extra: Record<string, string>) =>
    electron.utilityProcess.fork(file, [], { ...forkOptions, env: { ...options.env, ...extra } });
  const tillOptions = { [TILL_OPTIONS_VARIABLE]: JSON.stringify(options.till) };
  const hosts = createDeviceHosts({
    // Its output is dropped: it could hold what was scanned.
    fork: () => fork(options.files.deviceHost, { serviceName: 'Kopilka devices', stdio: 'ignore' }, {}),
    MessageChannelMain: electron.MessageChannelMain,
    toAgent: (message, ports) => agent.post(message, ports),
    log: options.log,
  });
  const onMessage = (message: FromAgent): void => {
    if (message.type === 'start-device-host') hosts.start(message.hostId);
    if (message.type === 'stop-device-host') hosts.stop(message.hostId);
    if (message.type === 'failed') events.onFailed(message.sentence);
  };
  const agent = superviseAgent({
    fork: () => fork(options.files.agent, { serviceName: 'Kopilka till', stdio: 'inherit' }, tillOptions),
    timing: options.timing,
    log: options.log,
    onState: events.onState,
    onStarted: events.onStarted,
    onExit: hosts.stopAll,
    onMessage,
  });
  return { agent, hosts };
}

function quitInOrder(electron: ElectronApi, processes: Processes, letClose: () => void): void {
  let stopped = false;
  let stopping = false;
  electron.app.on('before-quit', (event) => {
    letClose();
    if (stopped) return;
    // The till closes its database and finishes its print job first; then the quit is asked for again.
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    void processes.agent.stop().then(() => {
      processes.hosts.stopAll();
      stopped = true;
      electron.app.quit();
    });
  });
}

async function start(electron: ElectronApi, options: AppOptions): Promise<void> {
  await electron.app.whenReady();
  hardenSession(electron.session.defaultSession);
  electron.protocol.handle(APP_SCHEME, createFileHandler(options.files.windowsDir));
  setMenu(electron, options.platform);

  const language = mainLanguage(electron.app.getLocale());
  const words = texts[language];
  const shown = new Set<string>();
  let tray: TrayHandle | null = null;
  let ports: UiPorts | null = null;
  const processes = startProcesses(electron, options, {
    onStarted: () => ports?.connectAll(),
    onState: (state) => tray?.setState(words.state[state]),
    onFailed: (told) => {
      const sentence = told[language];
      options.log.error({ sentence: told.en }, 'The till could not open.');
      // The agent tries again and again; the same sentence is shown once.
      if (shown.has(sentence)) return;
      shown.add(sentence);
      options.showFailure(words.failedTitle, `${sentence}\n\n${words.failedNext}`);
    },
  });
  const window = createCashierWindow(electron, {
    preloadFile: options.files.preload,
    icon: options.files.icon,
    hidden: options.hidden,
    timing: options.timing,
    log: options.log,
  });
  ports = createUiPorts(electron, {
    contentsOf: (id) => {
      const contents = window.contents();
      return contents?.id === id ? contents : null;
    },
    toAgent: (port) => processes.agent.post({ type: 'ui' }, [port]),
    log: options.log,
  });
  tray = createTray(electron, {
    icon: options.files.trayIcon,
    texts: words,
    autoStart: options.autoStart,
    openWindow: window.open,
    quit: () => electron.app.quit(),
  });
  electron.app.on('second-instance', window.open);
  electron.app.on('activate', window.open);
  // The till goes on without a window; only a quit ends it.
  electron.app.on('window-all-closed', () => {});
  quitInOrder(electron, processes, window.letClose);
}

/**
 * The whole main process: windows, tray, one instance, and the till agent as a process of its own. Resolves when
 * everything is started, with false when another instance runs already and this one ends.
 */
export async function runApp(electron: ElectronApi, options: AppOptions): Promise<boolean> {
  if (!electron.app.requestSingleInstanceLock()) {
    options.log.info({}, 'Kopilka is running already; its window is brought to the front.');
    electron.app.quit();
    return false;
  }
  prepare(electron);
  hardenAllContents(electron, options.log);
  await start(electron, options);
  return true;
}

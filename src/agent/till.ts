import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Sentence } from '../contracts/sentence.ts';
import type { TillStatus } from '../contracts/till-status.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { TillStore } from '../store/till-store.ts';
import type { SyncClient } from '../sync/client-parts.ts';
import { type Closers, createClosers } from './closers.ts';
import { collectAtRest } from './collect-at-rest.ts';
import { backUpBeside, createDailyBackup } from './daily-backup.ts';
import { lockDataDir } from './data-lock.ts';
import { createDiskHealth, type DiskHealth } from './disk-health.ts';
import { ensureEnrolled } from './enrolment.ts';
import { eraseFromCopies } from './erase-copies.ts';
import { createSpaceCheck } from './free-space.ts';
import { type IntegrationAddresses, listenIntegrations } from './integrations/listen-integrations.ts';
import { SocketTaken } from './listen-socket.ts';
import { openTillData } from './open-till-data.ts';
import { installToken } from './pos-api/install-token.ts';
import { listenPosApi } from './pos-api-server.ts';
import { readThrough } from './read-through.ts';
import { portForbidden, portTaken } from './start-refusals.ts';
import { statusOf } from './status.ts';
import { timers } from './sync-parts.ts';
import { readTillConfig, type TillConfig } from './till-config.ts';
import { backupsFolder, tillDatabaseFile } from './till-files.ts';
import { assemble, type Parts } from './till-parts.ts';
import type { UiChannel } from './ui-api/channel.ts';
import { createUiHandlers } from './ui-api/ui-handlers.ts';
import { serveUi } from './ui-api/ui-session.ts';
import { version } from './version.ts';
import { warmUp } from './warm-up.ts';

export type TillOptions = {
  readonly dataDir: string;
  /** 0 takes a free port. */
  readonly posPort: number;
  /** Null: windows come through `attachUi` only. */
  readonly uiPort: number | null;
  /** Folder of the built windows; null when nobody asks this agent for them. */
  readonly windowsDir: string | null;
  readonly configFile: string;
  readonly hubUrl?: string | undefined;
  readonly enrolCode?: string | undefined;
  /** How the device host becomes a process; a fork unless Electron does it. */
  readonly launchHost?: LaunchHost | undefined;
  readonly log: Logger;
};

export type Till = {
  readonly posApi: { readonly url: string; readonly socket: string | null; readonly tokenFile: string };
  /** Base addresses of the other systems' protocols that the config switches on. */
  readonly integrations: IntegrationAddresses;
  /** Where a browser finds the cashier window, its secret included; null without a window server. */
  readonly windowUrl: string | null;
  readonly attachUi: (channel: UiChannel) => void;
  readonly status: () => TillStatus;
  /**
   * Resolves when damaged data are met during work: close the till and start it again, and they are rebuilt. Also where the
   * till was started on a full disk and there is room again.
   */
  readonly damaged: Promise<void>;
  readonly close: () => Promise<void>;
};

/** Damage is told once, from wherever it is met first. */
function makeDamage(): { readonly tell: () => void; readonly told: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { tell: resolve, told: promise };
}

/** The bench's network cable: remembered here, so that a window opened later shows it as it is. */
function makeCable(sync: SyncClient) {
  let plugged = true;
  return {
    isIn: () => plugged,
    set: (connected: boolean): void => {
      plugged = connected;
      sync.setConnected(connected);
    },
  };
}

/** How windows reach the till: every call of a window on the same use cases as the POS API. */
function makeAttachUi(parts: Parts, store: TillStore, log: Logger): (channel: UiChannel) => void {
  const { checkout, events, language, bench, profile, devices, setup, keyboards } = parts;
  const { sync, statusParts, signOn, spending, lull } = parts;
  const cable = makeCable(sync);
  const handlers = createUiHandlers({
    version,
    checkout,
    store,
    signOn,
    spending,
    status: () => statusOf(statusParts),
    language,
    bench,
    profile,
    nowMs: systemClock.wallMs,
    printQueued: devices.printQueued,
    checkDevices: devices.checkHealth,
    setup,
    feed: (deviceId, bytes) => {
      if (!setup.feed(deviceId, bytes)) devices.feed(deviceId, bytes);
    },
    setConnected: cable.set,
    isPlugged: cable.isIn,
    keyboards,
  });
  return (channel) =>
    serveUi(channel, {
      handlers,
      language,
      subscribe: events.subscribe,
      onCall: lull.noteCall,
      onFault: (call, cause) => log.error({ err: cause, call }, 'a call of a window failed'),
    });
}

/** Lets registers and windows in, then begins to talk to the hub. */
async function serve(
  parts: Parts,
  store: TillStore,
  options: TillOptions & { readonly config: TillConfig },
  { closers, damaged }: { readonly closers: Closers; readonly damaged: Promise<void> },
): Promise<Till> {
  const { checkout, events, language, print, devices, sync, spending, lull } = parts;
  const status = (): TillStatus => statusOf(parts.statusParts);
  const attachUi = makeAttachUi(parts, store, options.log);
  const posApi = await listenPosApi({
    port: options.posPort,
    dataDir: options.dataDir,
    checkout,
    status,
    print,
    checkDevices: devices.checkHealth,
    spending,
    subscribe: events.subscribe,
    onCall: lull.noteCall,
    language,
    socket: options.config.posApi?.socket ?? null,
    log: options.log,
  });
  closers.add(posApi.close);
  const { config, log } = options;
  const integrations = await listenIntegrations(
    {
      ...{ checkout, store, language, clock: systemClock, timers, before: spending.before },
      onCall: lull.noteCall,
      log: (level, text, cause) => log[level]({ err: cause }, text),
    },
    config.integrations,
    closers,
  );
  let windowUrl: string | null = null;
  if (options.uiPort !== null) {
    // Kept between starts, so that a window left open finds its way back after a restart.
    const { token } = installToken(join(options.dataDir, 'window-token'));
    const { windowsDir } = options;
    const { startUiServer } = await import('./ui-api/ui-server.ts');
    const ui = await startUiServer({ port: options.uiPort, staticDir: windowsDir, token, attach: attachUi });
    closers.add(ui.close);
    windowUrl = `${ui.url}/cashier/#token=${token}`;
  }
  sync.start();
  closers.add(warmUp(checkout, systemClock));
  const { url, socket, tokenFile } = posApi;
  return {
    posApi: { url, socket, tokenFile },
    integrations,
    windowUrl,
    attachUi,
    status,
    damaged,
    close: closers.closeAll,
  };
}

const onceItServes = (disk: DiskHealth, then: () => void): DiskHealth => ({
  ...disk,
  serves() {
    const serves = disk.serves();
    if (serves) then();
    return serves;
  },
});

async function open(
  options: TillOptions,
  config: TillConfig,
  closers: Closers,
): Promise<Result<Till, Sentence>> {
  const lock = lockDataDir(options.dataDir, 'till');
  if (!lock.ok) return err(lock.error.sentence);
  closers.add(lock.value);
  const bootId = randomUUID();
  const damage = makeDamage();
  const opened = openTillData({
    dataDir: options.dataDir,
    bootId,
    log: options.log,
    encryption: config,
    onDamaged: damage.tell,
  });
  if (!opened.ok) return opened;
  const { pins, key } = opened.value;
  const health = createDiskHealth(systemClock, createSpaceCheck(options.dataDir, systemClock));
  // Opened on a full disk, the file can be read by no other process, those of the daily copies too: opened anew with room.
  const disk = opened.value.store.isAlone ? onceItServes(health, damage.tell) : health;
  const store = disk.watch(opened.value.store);
  closers.add(store.close);
  closers.add(readThrough(join(options.dataDir, tillDatabaseFile), damage.tell, options.log, { key }));
  const enrolled = await ensureEnrolled({ ...options, store, clock: systemClock, version });
  if (!enrolled.ok) return enrolled;
  const { log, launchHost } = options;
  const backups = createDailyBackup({
    store: backUpBeside(join(options.dataDir, tillDatabaseFile), key),
    // The copy is for a damaged file: before the till knows its program there is nothing to save.
    isWorthIt: () => store.packs.activeAt(systemClock.wallMs()) !== null,
    folder: join(options.dataDir, backupsFolder),
    clock: systemClock,
    onFault: (cause) => log.warn({ err: cause }, 'the daily copy of the data failed'),
  });
  closers.add(backups.stop);
  // A copy under way holds whom it began with: it is let to end first.
  const eraseCopies = (): void => backups.between(() => eraseFromCopies(store, options.dataDir, log, key));
  const parts = await assemble({
    eraseCopies,
    config,
    store,
    pins,
    disk,
    enrolled: enrolled.value,
    bootId,
    dataDir: options.dataDir,
    configFile: options.configFile,
    log,
    launchHost,
    closers,
  });
  eraseCopies();
  backups.start();
  const tidyUp = (): void => {
    try {
      store.rest();
    } catch (cause) {
      log.warn({ err: cause }, 'the log of the data could not be moved into the file');
    }
  };
  closers.add(collectAtRest(tidyUp));
  return ok(await serve(parts, store, { ...options, config }, { closers, damaged: damage.told }));
}

/** In both languages; a config that names its own is told in that one alone. Each fault names its place in the file. */
function readConfig(file: string): Result<TillConfig, Sentence> {
  const ru = readTillConfig(file, null, 'ru');
  if (ru.ok) return ru;
  const en = readTillConfig(file, null, 'en');
  return en.ok ? en : err({ ru: ru.error.join(' · '), en: en.error.join(' · ') });
}

function refusedByPort(cause: unknown): Sentence | null {
  if (cause instanceof SocketTaken) return cause.sentence;
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return null;
  if (cause.syscall !== 'listen') return null;
  if (cause.code === 'EADDRINUSE') return portTaken(cause.message);
  return cause.code === 'EACCES' ? portForbidden(cause.message) : null;
}

/**
 * Starts one till: opens its database, enrols it where it is new, and brings up devices, sync, the POS API and the
 * windows' channel. What a person can mend comes back as a sentence, and then nothing is left running.
 */
export async function startTill(options: TillOptions): Promise<Result<Till, Sentence>> {
  const config = readConfig(options.configFile);
  if (!config.ok) return config;
  const closers = createClosers();
  try {
    const till = await open(options, config.value, closers);
    if (!till.ok) await closers.closeAll();
    return till;
  } catch (cause) {
    await closers.closeAll();
    const refused = refusedByPort(cause);
    if (refused === null) throw cause;
    return err(refused);
  }
}

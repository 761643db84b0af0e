import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Checkout, createCheckout } from '../checkout/checkout.ts';
import type { Language } from '../contracts/local-text.ts';
import type { TillStatus } from '../contracts/till-status.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import { normalisePhone } from '../drivers/recogniser/phone.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { systemRandom } from '../drivers/system-random.ts';
import { findProfile } from '../receipts/escpos/find-profile.ts';
import { epson } from '../receipts/escpos/profiles/epson.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import { openTillStore, type TillStore } from '../store/till-store.ts';
import type { SyncClient } from '../sync/client.ts';
import { type Bench, startBench } from './bench.ts';
import { createChainRules } from './chain-rules.ts';
import { lockDataDir } from './data-lock.ts';
import { type Devices, startDevices } from './devices.ts';
import { type Enrolled, ensureEnrolled } from './enrolment.ts';
import { createEventBus, type EventBus } from './event-bus.ts';
import { checkPack } from './pack-check.ts';
import { installToken } from './pos-api/install-token.ts';
import { listenPosApi, type PosApiServer } from './pos-api-server.ts';
import { modeOf, type StatusParts, statusOf } from './status.ts';
import { createTillSync, type TillSync } from './sync-parts.ts';
import { readTillConfig, type TillConfig } from './till-config.ts';
import { tillDatabaseFile } from './till-files.ts';
import type { UiChannel } from './ui-api/channel.ts';
import { createUiHandlers } from './ui-api/ui-handlers.ts';
import { startUiServer, type UiServer } from './ui-api/ui-server.ts';
import { serveUi } from './ui-api/ui-session.ts';
import { version } from './version.ts';

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
  readonly posApi: { readonly url: string; readonly tokenFile: string };
  /** Where a browser finds the cashier window, its secret included; null without a window server. */
  readonly windowUrl: string | null;
  readonly attachUi: (channel: UiChannel) => void;
  readonly status: () => TillStatus;
  readonly close: () => Promise<void>;
};

/** Everything a running till consists of. */
type Parts = {
  readonly options: TillOptions;
  readonly config: TillConfig;
  readonly store: TillStore;
  readonly events: EventBus;
  readonly language: () => Language;
  readonly statusParts: StatusParts;
  readonly checkout: Checkout;
  readonly bench: Bench | null;
  readonly devices: Devices;
  readonly sync: SyncClient;
};

function openStore(path: string, bootId: string): Result<TillStore, string> {
  try {
    const store: TillStore = openTillStore(path, {
      clock: systemClock,
      bootId,
      verifyPack: (pack) => checkPack(pack, store.identity.get()),
    });
    return ok(store);
  } catch (cause) {
    if (cause instanceof DatabaseFailure)
      return err(`The till's database ${path} cannot be used: ${cause.message}`);
    throw cause;
  }
}

async function assemble(
  options: TillOptions,
  config: TillConfig,
  store: TillStore,
  enrolled: Enrolled,
  bootId: string,
): Promise<Parts> {
  const { log } = options;
  const events = createEventBus((cause) => log.error({ err: cause }, 'a listener of events failed'));
  const rules = createChainRules(store, () =>
    log.warn('the chain has recogniser rules this version cannot read'),
  );
  const language = (): Language => config.language ?? store.config.get()?.language ?? 'ru';
  // Status, devices and sync each tell of the others; the board is filled in as they come up.
  const board: { sync: TillSync | null; devices: Devices | null } = { sync: null, devices: null };
  const statusParts: StatusParts = {
    version,
    store,
    clock: systemClock,
    connected: () => board.sync?.client.status().connected ?? false,
    hubProblem: () => board.sync?.client.status().problem ?? null,
    devices: () => board.devices?.status() ?? [],
  };
  const tellStatus = (): void => events.publish({ event: 'sync', data: statusOf(statusParts) });
  const bench =
    config.bench === undefined ? null : await startBench(config.bench, config.devices, events.publish);
  const deviceConfig = bench?.devices ?? config.devices;
  const profile =
    findProfile(deviceConfig.printer?.profile ?? epson.id, deviceConfig.printer?.width ?? null) ?? epson;
  const checkout = createCheckout({
    store,
    clock: systemClock,
    random: systemRandom,
    bootId,
    mode: () => modeOf(statusParts),
    language,
    recognise: rules.recognise,
    normalisePhone,
    phoneHash: rules.phoneHash,
    printing: () => ({ profile, own: config.printing === 'own' && deviceConfig.printer !== null }),
    askPurchase: async (purchaseId) =>
      board.sync === null ? err('The till is not ready yet.') : board.sync.askPurchase(purchaseId),
    onCommitted: ({ memberId }) => {
      board.devices?.printQueued();
      board.sync?.client.poke();
      if (memberId !== null) events.publish({ event: 'member', data: { id: memberId } });
      tellStatus();
    },
  });
  const devices = startDevices({
    config: deviceConfig,
    clock: systemClock,
    jobs: store.printJobs,
    identify: checkout.identify,
    publish: events.publish,
    log: (level, text) => log[level](text),
    launchHost: options.launchHost,
    language,
  });
  board.devices = devices;
  const sync = createTillSync(enrolled, store, {
    log,
    onStatus: tellStatus,
    onApplied: (stream) => {
      const { pack } = statusOf(statusParts);
      if (stream === 'packs' && pack !== null) events.publish({ event: 'pack', data: { ...pack } });
      tellStatus();
    },
  });
  board.sync = sync;
  return {
    options,
    config,
    store,
    events,
    language,
    statusParts,
    checkout,
    bench,
    devices,
    sync: sync.client,
  };
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

async function serve(parts: Parts, unlock: () => void): Promise<Till> {
  const { options, checkout, store, events, language, bench, devices, sync } = parts;
  const status = (): TillStatus => statusOf(parts.statusParts);
  const cable = makeCable(sync);
  const handlers = createUiHandlers({
    version,
    checkout,
    store,
    status,
    language,
    bench,
    nowMs: systemClock.wallMs,
    printQueued: devices.printQueued,
    feed: devices.feed,
    setConnected: cable.set,
    isPlugged: cable.isIn,
  });
  const attachUi = (channel: UiChannel): void =>
    serveUi(channel, {
      handlers,
      language,
      subscribe: events.subscribe,
      onFault: (call, cause) => options.log.error({ err: cause, call }, 'a call of a window failed'),
    });
  const posApi: PosApiServer = await listenPosApi({
    port: options.posPort,
    dataDir: options.dataDir,
    checkout,
    status,
    subscribe: events.subscribe,
    language,
    log: options.log,
  });
  // Kept between starts, so that a window left open finds its way back after a restart.
  const { token } = installToken(join(options.dataDir, 'window-token'));
  const ui: UiServer | null =
    options.uiPort === null
      ? null
      : await startUiServer({ port: options.uiPort, staticDir: options.windowsDir, token, attach: attachUi });
  sync.start();
  return {
    posApi: { url: posApi.url, tokenFile: posApi.tokenFile },
    windowUrl: ui === null ? null : `${ui.url}/cashier/#token=${token}`,
    attachUi,
    status,
    close: async () => {
      await Promise.all([posApi.close(), ui?.close(), sync.stop()]);
      await devices.close();
      await bench?.close();
      store.close();
      unlock();
    },
  };
}

/**
 * Starts one till: opens its database, enrols it where it is new, and brings up devices, sync, the POS API and the
 * windows' channel. What a person can mend comes back as a sentence.
 */
export async function startTill(options: TillOptions): Promise<Result<Till, string>> {
  const config = readTillConfig(options.configFile);
  if (!config.ok) return err(`The till's config is wrong. ${config.error.join(' · ')}`);
  const lock = lockDataDir(options.dataDir);
  if (!lock.ok) return lock;
  const bootId = randomUUID();
  const store = openStore(join(options.dataDir, tillDatabaseFile), bootId);
  if (!store.ok) {
    lock.value();
    return store;
  }
  const release = (): void => {
    store.value.close();
    lock.value();
  };
  const enrolled = await ensureEnrolled({ ...options, store: store.value, clock: systemClock, version });
  if (!enrolled.ok) {
    release();
    return enrolled;
  }
  try {
    const parts = await assemble(options, config.value, store.value, enrolled.value, bootId);
    return ok(await serve(parts, lock.value));
  } catch (cause) {
    release();
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
      return err(
        `A port is taken by another program (${cause.message}). Choose another with --port or --ui-port.`,
      );
    }
    throw cause;
  }
}

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Checkout, createCheckout } from '../checkout/checkout.ts';
import { createLeaseBook, type LeaseBook } from '../checkout/lease-book.ts';
import type { Language } from '../contracts/local-text.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { systemRandom } from '../drivers/system-random.ts';
import { profileOfPrinter } from '../receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';
import { type KeyboardReader, usualKeyboardReader } from '../shared/keyboard-reader.ts';
import { err } from '../shared/result.ts';
import type { TillStore } from '../store/till-store.ts';
import type { SyncClient } from '../sync/client-parts.ts';
import { createAfterAnswer } from './after-answer.ts';
import { askForLost } from './ask-for-lost.ts';
import { type Bench, startBench } from './bench.ts';
import { createChainRules } from './chain-rules.ts';
import type { Closers } from './closers.ts';
import { collectBetweenCalls } from './collect-between-calls.ts';
import type { DevicePins } from './device-pins.ts';
import { drawerState } from './device-status-view.ts';
import { type Devices, startDevices } from './devices.ts';
import type { DiskHealth } from './disk-health.ts';
import { displayThanks, displayTotal } from './display-sale.ts';
import type { Enrolled } from './enrolment.ts';
import { createEventBus, type EventBus } from './event-bus.ts';
import { followLogLevel } from './follow-log-level.ts';
import { createLeasing } from './leasing.ts';
import { createLull, type Lull } from './lull.ts';
import { createPrintOnDemand, type PrintOnDemand } from './print-on-demand.ts';
import { createDeviceSetup, type DeviceSetup } from './setup/device-setup.ts';
import { mayOpenSetup } from './setup/may-open-setup.ts';
import { type SwitchedDevices, switchDevices } from './setup/switched-devices.ts';
import { createSignOn, type SignOn } from './sign-on.ts';
import { healthOf, modeOf, type StatusParts, statusOf } from './status.ts';
import { createRosterReader, type RosterReader } from './store-lan/roster.ts';
import { type Spending, spendsAlone, withLeases } from './store-lan/spending.ts';
import { startStoreLan } from './store-lan/start-store-lan.ts';
import type { StoreLan } from './store-lan/store-lan.ts';
import { createTillSync, type TillSync, timers } from './sync-parts.ts';
import type { TillConfig } from './till-config.ts';
import { version } from './version.ts';

/** What a till is made from. */
export type Foundation = {
  readonly config: TillConfig;
  readonly store: TillStore;
  readonly pins: DevicePins;
  readonly enrolled: Enrolled;
  readonly bootId: string;
  readonly disk: DiskHealth;
  readonly dataDir: string;
  readonly configFile: string;
  readonly log: Logger;
  readonly launchHost: LaunchHost | undefined;
  readonly closers: Closers;
  /** Takes members who were erased out of what lies beside the database. */
  readonly eraseCopies: () => void;
};

/** The parts of a running till, before anybody is let in. */
export type Parts = {
  readonly events: EventBus;
  readonly language: () => Language;
  /** Of the printer that slips are made for. */
  readonly profile: () => PrinterProfile;
  /** Readers that type, in the order of the config in force, or of the one on trial. */
  readonly keyboards: () => KeyboardReader[];
  readonly statusParts: StatusParts;
  readonly checkout: Checkout;
  readonly signOn: SignOn;
  readonly bench: Bench | null;
  readonly devices: Devices;
  readonly setup: DeviceSetup;
  readonly print: PrintOnDemand;
  readonly sync: SyncClient;
  readonly spending: Spending;
  readonly lull: Lull;
};

/** A register that sells calls again at once; what nobody waits for is done when it does not. */
const lullTimes = { quietMs: 30, mostMs: 250 } as const;

/** A till at work right behind its answer keeps the register's program from the processor, where there are few of them. */
const giveWayMs = 1;
/**
 * Sales of so long go to the hub together, and so do credits and returns: a push and the answers to it cost as much as
 * several sales, and the next customer is being served already.
 */
const gatherSalesMs = 200;

/** Status, devices, sync and checkout each tell of the others: filled in as they come up. */
type Board = {
  sync: TillSync | null;
  devices: Devices | null;
  switched: SwitchedDevices | null;
  lan: { readonly lan: StoreLan; readonly spending: Spending } | null;
};

type Common = { readonly leases: LeaseBook } & Pick<
  Parts,
  'events' | 'language' | 'statusParts' | 'signOn'
> & {
    readonly roster: RosterReader;
    readonly lull: Lull;
    readonly board: Board;
    readonly tellStatus: () => void;
  };

function makeCommon({ config, store, log, disk, closers }: Foundation): Common {
  const between = collectBetweenCalls();
  closers.add(between.stop);
  const board: Board = { sync: null, devices: null, switched: null, lan: null };
  const events = createEventBus((cause) => log.error({ err: cause }, 'a listener of events failed'));
  const statusParts: StatusParts = {
    version,
    store,
    clock: systemClock,
    connected: () => board.sync?.client.status().connected ?? false,
    hasRoom: disk.serves,
    hubProblem: () => board.sync?.client.status().problem ?? null,
    devices: () => board.devices?.status() ?? [],
    storeLan: () => board.lan?.lan.status() ?? null,
  };
  return {
    board,
    events,
    statusParts,
    lull: createLull(systemClock, timers, lullTimes, between.noteCall),
    signOn: createSignOn(),
    leases: createLeaseBook({
      clock: systemClock,
      newId: () => randomUUID(),
      isInUse: () => store.config.get()?.offline.leases !== undefined,
      numbersAbove: store.sync.beginLeaseNumbers,
    }),
    roster: createRosterReader(store),
    language: () => config.language ?? store.config.get()?.language ?? 'ru',
    tellStatus: () => {
      if (events.isHeard()) events.publish({ event: 'sync', data: statusOf(statusParts) });
    },
  };
}

type ChainRules = ReturnType<typeof createChainRules>;

function makeCheckout(foundation: Foundation, common: Common, rules: ChainRules): Checkout {
  const { config, store, pins, bootId, log } = foundation;
  const { board, events, statusParts, language, signOn } = common;
  const onFault = (cause: unknown): void => log.error({ err: cause }, 'work after a sale failed');
  const later = createAfterAnswer(onFault, giveWayMs);
  const soon = createAfterAnswer(onFault, gatherSalesMs);
  foundation.closers.add(later.stop);
  foundation.closers.add(soon.stop);
  const wakePrinter = (): void => board.devices?.printQueued();
  const wakeSync = (): void => board.sync?.client.poke();
  const tellOfMember = (id: string): void => {
    board.lan?.spending.after(id);
    events.publish({ event: 'member', data: { id } });
  };
  const checkout = createCheckout({
    store,
    clock: systemClock,
    random: systemRandom,
    bootId,
    mode: () => modeOf(statusParts),
    language,
    cashier: signOn.current,
    verifyPin: pins.verifyPin,
    recognise: rules.recognise,
    phoneHash: rules.phoneHash,
    printing: () => {
      const printer = board.switched?.config().printer ?? null;
      return { profile: profileOfPrinter(printer), own: config.printing === 'own' && printer !== null };
    },
    drawer: {
      state: () => drawerState(board.devices?.status() ?? []),
      open: async () => (await board.devices?.openDrawer()) === true,
    },
    storePlace: common.roster.place,
    leases: common.leases,
    isStopped: store.sync.isStopped,
    askPurchase: async (purchaseId) =>
      board.sync === null ? err('The till is not ready yet.') : board.sync.askPurchase(purchaseId),
    onCommitted: ({ memberId, sale }) => {
      // Before the slip: the cashier has the change to give.
      if (sale?.cash === true) later.run(() => void board.devices?.openDrawer());
      later.run(wakePrinter);
      if (sale !== undefined)
        later.run(() => board.devices?.display(...displayThanks(sale.quote, language())));
      if (memberId !== null) later.run(() => tellOfMember(memberId));
      soon.run(wakeSync);
      soon.run(common.tellStatus);
    },
  });
  let lastQuoted = '';
  const getReady = (): void => checkout.getReady(lastQuoted);
  return {
    ...checkout,
    quote: (purchaseId, receipt) => {
      const quoted = checkout.quote(purchaseId, receipt);
      lastQuoted = purchaseId;
      if (quoted.ok) later.run(getReady);
      if (quoted.ok) later.run(() => board.devices?.display(...displayTotal(quoted.value, language())));
      return quoted;
    },
  };
}

function makeSync(
  { enrolled, store, log, eraseCopies }: Foundation,
  { events, leases, statusParts, tellStatus, lull }: Common,
): TillSync {
  let asking = false;
  const ask = async (): Promise<void> => {
    asking = true;
    try {
      if ((await askForLost({ store, askPurchase: sync.askPurchase })) > 0) tellStatus();
    } finally {
      asking = false;
    }
  };
  const followLevel = followLogLevel(log, () => store.config.get()?.logLevel);
  followLevel();
  const listeners = {
    log,
    health: () => healthOf(statusParts),
    onStatus: ({ connected }) => {
      tellStatus();
      if (connected && !asking)
        ask().catch((cause) => log.error({ err: cause }, 'asking for lost purchases failed'));
    },
    onApplied: (stream) => {
      const { pack } = statusOf(statusParts);
      if (stream === 'packs' && pack !== null) {
        const { number, program, activatedAt } = pack;
        events.publish({ event: 'pack', data: { number, program, activatedAt } });
      }
      if (stream === 'config') followLevel();
      if (stream === 'members') eraseCopies();
      tellStatus();
    },
  } satisfies Parameters<typeof createTillSync>[2];
  const sync = createTillSync(enrolled, store, listeners, leases, lull.next);
  return sync;
}

/** What windows listen for. */
const keyboardsOf = ({ keyboards }: TillConfig['devices']): KeyboardReader[] =>
  keyboards.length === 0 ? [usualKeyboardReader] : keyboards;

/** The devices, and the wizard that sets them up. */
function makeDevices(
  { config, store, log, launchHost, configFile }: Foundation,
  { events, language, signOn, board }: Common,
  { checkout, rules, bench }: { checkout: Checkout; rules: ChainRules; bench: Bench | null },
): { readonly switched: SwitchedDevices } & Pick<Parts, 'setup' | 'keyboards'> {
  const complete = bench?.beside ?? ((devices) => devices);
  const make = (devices: TillConfig['devices']): Devices =>
    startDevices({
      config: devices,
      clock: systemClock,
      jobs: store.printJobs,
      identify: checkout.identify,
      publish: events.publish,
      log: (level, text) => log[level](text),
      launchHost,
      language,
    });
  const switched = switchDevices(make, complete(config.devices));
  board.switched = switched;
  board.devices = switched.devices;
  let keyboards = keyboardsOf(config.devices);
  const setup = createDeviceSetup({
    ...{ configFile, switched, complete, launchHost, language, rules: rules.current },
    onDevices: (next) => {
      keyboards = keyboardsOf(next);
      events.publish({ event: 'keyboards', data: { keyboards } });
    },
    mayOpen: mayOpenSetup({ config: store.config.get, pins: checkout.pins, cashier: signOn.current }),
    log: (level, text) => log[level](text),
  });
  return { switched, setup, keyboards: () => keyboards };
}

/** Puts a till together; whatever it opens is handed to the closers at once. */
export async function assemble(foundation: Foundation): Promise<Parts> {
  const { config, store, log, closers } = foundation;
  const common = makeCommon(foundation);
  const { board, events, language, statusParts, signOn } = common;
  const bench = config.bench === undefined ? null : await startBench(config.bench, events.publish);
  if (bench !== null) closers.add(bench.close);
  const rules = createChainRules(store, () =>
    log.warn('the chain has recogniser rules this version cannot read'),
  );
  const checkout = makeCheckout(foundation, common, rules);
  const { switched, setup, keyboards } = makeDevices(foundation, common, { checkout, rules, bench });
  const { devices } = switched;
  closers.add(devices.close);
  closers.add(setup.close);
  const sync = makeSync(foundation, common);
  closers.add(sync.client.stop);
  board.sync = sync;
  board.lan = await startStoreLan(foundation, common.roster, checkout, () => modeOf(common.statusParts));
  const leasing = createLeasing({
    ...{ book: common.leases, transport: sync.transport, store, timers },
    mode: () => modeOf(statusParts),
    clock: systemClock,
  });
  const spending = withLeases(leasing, board.lan?.spending ?? spendsAlone, store);
  const print = createPrintOnDemand({
    ...{ store, language, clock: systemClock, printQueued: devices.printQueued },
    profile: () => {
      const { printer } = switched.config();
      return printer === null ? null : profileOfPrinter(printer);
    },
  });
  return {
    events,
    language,
    statusParts,
    checkout,
    signOn,
    bench,
    profile: () => profileOfPrinter(switched.config().printer),
    keyboards,
    devices,
    setup,
    print,
    sync: sync.client,
    spending,
    lull: common.lull,
  };
}

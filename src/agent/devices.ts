import type { AgentEvent } from '../contracts/events.ts';
import type { Language } from '../contracts/local-text.ts';
import type { IdentifyRequest, IdentifyResult } from '../contracts/pos-api.ts';
import type { Refusal } from '../contracts/refusal.ts';
import type { DeviceStatus as DeviceStatusView } from '../contracts/till-status.ts';
import type { DevicesConfig } from '../drivers/config.ts';
import type { DeviceStatus } from '../drivers/device-status.ts';
import { type DeviceHost, startDeviceHost } from '../drivers/host/device-host.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import { profileOfPrinter } from '../receipts/escpos/find-profile.ts';
import { withSlipHead } from '../receipts/escpos/slip-head.ts';
import { printable } from '../receipts/printable.ts';
import type { Clock } from '../shared/ports.ts';
import type { Result } from '../shared/result.ts';
import type { PrintJobStore } from '../store/print-jobs.ts';
import { deviceStatusView, unconfiguredDevices } from './device-status-view.ts';
import { displayGreeting } from './display-greeting.ts';
import { pulsesOf } from './drawer-pulses.ts';
import { createPrintQueue, type PrintQueue } from './print-queue.ts';
import { readLogo } from './read-logo.ts';

export type DevicesOptions = {
  readonly config: DevicesConfig;
  readonly clock: Clock;
  readonly jobs: PrintJobStore;
  readonly identify: (request: IdentifyRequest) => Result<IdentifyResult, Refusal>;
  readonly publish: (event: AgentEvent) => void;
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
  readonly launchHost?: LaunchHost | undefined;
  /** Language of what the till itself prints; Russian unless given. */
  readonly language?: (() => Language) | undefined;
};

export type Devices = {
  readonly status: () => DeviceStatusView[];
  /** Prints what waits in the queue. */
  readonly printQueued: () => void;
  /** Opens the cash drawer within two seconds or not at all; false where it stayed closed as far as is known. */
  readonly openDrawer: () => Promise<boolean>;
  /** Two lines of twenty characters for the customer display, where there is one. */
  readonly display: (upper: string, lower: string) => void;
  /** Asks every device how it is now, without waiting for the next look, and answers with what they are. */
  readonly checkHealth: () => Promise<DeviceStatusView[]>;
  /** Sends bytes through a virtual scanner's line. */
  readonly feed: (deviceId: string, bytes: Uint8Array) => void;
  readonly close: () => Promise<void>;
};

const canPrint = ({ kind, state, reason }: DeviceStatus): boolean =>
  kind === 'printer' && (state === 'ready' || reason === 'paper-near-end');

/** The till's devices: scans become events, queued slips become paper, and health is told. */
export function startDevices(options: DevicesOptions): Devices {
  const { clock, publish } = options;
  const { printer } = options.config;
  const profile = profileOfPrinter(printer);
  const logo = readLogo(printer);
  // It was there when the config was judged; slips are printed without it.
  if (!logo.ok) options.log('warn', `the logo of the slips: ${logo.error.en}`);
  const language = options.language ?? ((): Language => 'ru');
  let queue: PrintQueue | null = null;
  const host: DeviceHost = startDeviceHost({
    config: options.config,
    clock,
    ...(options.launchHost === undefined ? {} : { launch: options.launchHost }),
    onScan: (scan) => {
      const outcome = options.identify({ scan: scan.text, ...(scan.aim === null ? {} : { aim: scan.aim }) });
      const at = new Date(clock.wallMs()).toISOString();
      if (outcome.ok) {
        publish({ event: 'scan', data: { deviceId: scan.deviceId, at, outcome: outcome.value } });
        const greeting = displayGreeting(outcome.value, language());
        if (greeting !== null) host.display(greeting.map((line) => printable(line, 'cyrillic')));
      } else options.log('warn', `a scan of ${scan.deviceId} was refused: ${outcome.error.code}`);
    },
    onDevice: (status) => {
      publish({ event: 'device', data: deviceStatusView(status) });
      if (canPrint(status)) queue?.onPrinterReady();
    },
    onPrintResult: (result) => queue?.onResult(result),
    log: options.log,
  });
  queue = createPrintQueue({
    jobs: options.jobs,
    print: (jobId, bytes) => host.print(jobId, bytes),
    wallMs: clock.wallMs,
    withHead: (bytes, isCopy) =>
      withSlipHead(bytes, { logo: logo.ok ? logo.value : null, copyIn: isCopy ? language() : null }, profile),
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => clearTimeout(timer);
    },
  });
  if (printer !== null) queue.poke();
  const unconfigured = unconfiguredDevices(options.config, clock.wallMs());
  const status = (): DeviceStatusView[] => [...host.devices(), ...unconfigured].map(deviceStatusView);
  return {
    status,
    printQueued: () => {
      if (printer !== null) queue?.poke();
    },
    openDrawer: async () => {
      const { drawer } = options.config;
      if (drawer === null) return false;
      // Past the durable queue on purpose: a drawer that opens by itself an hour later is an open till.
      const result = await host.openDrawer(...pulsesOf(drawer, profile));
      // Most printers cannot say that a pulse got to the drawer; those that can are waited for.
      const opened = result.state === 'confirmed' || result.reason === 'cannot-confirm';
      if (!opened) options.log('warn', `the drawer stayed closed: ${result.reason}`);
      return opened;
    },
    display: (upper, lower) => host.display([upper, lower].map((line) => printable(line, 'cyrillic'))),
    checkHealth: () => host.checkHealth().then(status),
    feed: (deviceId, bytes) => host.feed(deviceId, bytes),
    close: async () => {
      queue?.close();
      await host.close();
      // Whatever a process says that would not end comes too late: the store may be closed.
      queue = null;
    },
  };
}

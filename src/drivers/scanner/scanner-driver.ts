import type { Clock, Random } from '../../shared/ports.ts';
import type { DiscardReason } from '../codec/framing.ts';
import type { ScannerConfig } from '../config.ts';
import type { DeviceHealth } from '../device-status.ts';
import { readyHealth } from '../ready-health.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel } from '../transport/byte-channel.ts';
import { openHid } from '../transport/hid.ts';
import { keepConnected } from '../transport/keep-connected.ts';
import type { PortWatch } from '../transport/port-watch.ts';
import { openSerial } from '../transport/serial.ts';
import type { DecodedScan } from './decoded-scan.ts';
import { createLineScanner, type LineScanner } from './line-scanner.ts';
import { createReportScanner } from './report-scanner.ts';

export interface ScannerDriverOptions {
  readonly config: ScannerConfig;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly portWatch: PortWatch | null;
  readonly onScan: (scan: DecodedScan) => void;
  readonly onHealth: (health: DeviceHealth) => void;
}

export interface ScannerDriver {
  /** Bytes of a virtual scanner; ignored by one with a line of its own. */
  feed(bytes: Uint8Array): void;
  /** Looks for a lost reader now. */
  checkHealth(): Promise<void>;
  close(): void;
}

/** What the cashier can do something about: the scanner's setup does not match the till's. */
const healthOfDiscard: Readonly<Record<DiscardReason, string>> = {
  'no-suffix': 'scanner-sends-no-suffix',
  'no-prefix': 'scanner-sends-no-prefix',
  'too-long': 'scan-too-long',
  unreadable: 'scan-unreadable',
};

const acknowledged = Uint8Array.of(0x06);
const refused = Uint8Array.of(0x15);

/** Reads one configured scanner or card reader until closed, across unplugging. */
export function startScanner(options: ScannerDriverOptions): ScannerDriver {
  const { config, scheduler, random, onHealth } = options;
  const open: { channel: ByteChannel | null } = { channel: null };
  const source = sourceOf(options, (good) => {
    if (config.acknowledge) void open.channel?.write(good ? acknowledged : refused);
  });

  const { transport } = config;
  if (transport.kind === 'virtual') {
    onHealth(readyHealth);
    return { feed: source.receive, checkHealth: () => Promise.resolve(), close: source.reset };
  }
  const connection = keepConnected({
    open: () => (transport.kind === 'hid' ? openHid(transport) : openSerial(transport, options.portWatch)),
    scheduler,
    random,
    onOpen(channel) {
      open.channel = channel;
      channel.onData(source.receive);
      onHealth(readyHealth);
    },
    onDown(fault) {
      open.channel = null;
      source.reset();
      onHealth({ state: 'offline', reason: fault });
    },
  });
  return {
    feed: () => undefined,
    checkHealth: () => connection.tryNow(),
    close() {
      connection.close();
      source.reset();
    },
  };
}

function sourceOf(options: ScannerDriverOptions, onFrame: (good: boolean) => void): LineScanner {
  const { config, clock, scheduler, onHealth } = options;
  const common = {
    deviceId: config.id,
    scanRules: config,
    clock,
    scheduler,
    onScan(scan: DecodedScan) {
      onHealth(readyHealth);
      options.onScan(scan);
    },
    onDiscard: (reason: DiscardReason) => onHealth({ state: 'degraded', reason: healthOfDiscard[reason] }),
  };
  if (config.transport.kind === 'hid') {
    return createReportScanner({ ...common, reports: config.transport.reports });
  }
  return createLineScanner({
    ...common,
    prefix: Buffer.from(config.prefix, 'latin1'),
    suffix: Buffer.from(config.suffix, 'latin1'),
    interByteGapMs: config.interByteGapMs,
    framing: config.framing,
    onFrame,
  });
}

import type { Clock, Random } from '../../shared/ports.ts';
import type { DiscardReason } from '../codec/framing.ts';
import type { ScannerConfig } from '../config.ts';
import { type DeviceHealth, readyHealth } from '../device-status.ts';
import type { Scheduler } from '../scheduler.ts';
import { keepConnected } from '../transport/keep-connected.ts';
import { openSerial } from '../transport/serial.ts';
import type { DecodedScan } from './decoded-scan.ts';
import { createLineScanner } from './line-scanner.ts';

export interface ScannerDriverOptions {
  readonly config: ScannerConfig;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly onScan: (scan: DecodedScan) => void;
  readonly onHealth: (health: DeviceHealth) => void;
}

export interface ScannerDriver {
  /** Bytes of a virtual scanner; ignored by one with a line of its own. */
  feed(bytes: Uint8Array): void;
  close(): void;
}

/** What the cashier can do something about: the scanner's setup does not match the till's. */
const healthOfDiscard: Readonly<Record<DiscardReason, string>> = {
  'no-suffix': 'scanner-sends-no-suffix',
  'no-prefix': 'scanner-sends-no-prefix',
  'too-long': 'scan-too-long',
};

/** Reads one configured scanner until closed, across unplugging. */
export function startScanner(options: ScannerDriverOptions): ScannerDriver {
  const { config, clock, scheduler, random, onHealth } = options;
  const line = createLineScanner({
    deviceId: config.id,
    prefix: Buffer.from(config.prefix, 'latin1'),
    suffix: Buffer.from(config.suffix, 'latin1'),
    interByteGapMs: config.interByteGapMs,
    clock,
    scheduler,
    onScan(scan) {
      onHealth(readyHealth);
      options.onScan(scan);
    },
    onDiscard: (reason) => onHealth({ state: 'degraded', reason: healthOfDiscard[reason] }),
  });

  const { transport } = config;
  if (transport.kind === 'virtual') {
    onHealth(readyHealth);
    return { feed: line.receive, close: line.reset };
  }
  const connection = keepConnected({
    open: () => openSerial(transport),
    scheduler,
    random,
    onOpen(channel) {
      channel.onData(line.receive);
      onHealth(readyHealth);
    },
    onDown(fault) {
      line.reset();
      onHealth({ state: 'offline', reason: fault });
    },
  });
  return {
    feed: () => undefined,
    close() {
      connection.close();
      line.reset();
    },
  };
}

import type { Random } from '../../shared/ports.ts';
import type { DisplayConfig } from '../config.ts';
import type { DeviceHealth } from '../device-status.ts';
import { readyHealth } from '../ready-health.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel } from '../transport/byte-channel.ts';
import { keepConnected } from '../transport/keep-connected.ts';
import type { PortWatch } from '../transport/port-watch.ts';
import { openSerial } from '../transport/serial.ts';
import { displayLines, displayStart } from './cd5220.ts';

export interface DisplayDriver {
  /** Shows two lines; the last ones shown come back after the display was unplugged. */
  show(lines: readonly string[]): void;
  /** Looks for a lost display now. */
  checkHealth(): Promise<void>;
  close(): void;
}

/** Keeps a customer display showing what it was last given. */
export function startDisplay(options: {
  readonly config: DisplayConfig;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly portWatch: PortWatch | null;
  readonly onHealth: (health: DeviceHealth) => void;
}): DisplayDriver {
  const { config, scheduler, random, onHealth } = options;
  let channel: ByteChannel | null = null;
  let shown: readonly string[] = [];
  const connection = keepConnected({
    open: () => openSerial(config.transport, options.portWatch),
    scheduler,
    random,
    onOpen(opened) {
      channel = opened;
      onHealth(readyHealth);
      void opened.write(displayStart(config.codePage));
      void opened.write(displayLines(shown));
    },
    onDown(fault) {
      channel = null;
      onHealth({ state: 'offline', reason: fault });
    },
  });
  return {
    show(lines) {
      shown = lines;
      void channel?.write(displayLines(lines));
    },
    checkHealth: () => connection.tryNow(),
    close: () => connection.close(),
  };
}

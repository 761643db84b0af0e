import type { Random } from '../../shared/ports.ts';
import { err, ok } from '../../shared/result.ts';
import type { PrinterConfig } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel, ChannelFault, OpenChannel } from '../transport/byte-channel.ts';
import { keepConnected } from '../transport/keep-connected.ts';
import type { PortWatch } from '../transport/port-watch.ts';
import { openSerial } from '../transport/serial.ts';
import { openTcp } from '../transport/tcp.ts';
import { openUsbPrinter } from '../transport/usb-printer.ts';

/** Where the line of a job comes from: a new connection each time, or the serial port that is kept open. */
export interface PrinterLink {
  readonly acquire: OpenChannel;
  release(channel: ByteChannel): void;
  /** Tries a kept line that is down now; settles when that try is over. */
  tryNow(): Promise<void>;
  close(): void;
}

export interface PrinterLinkOptions {
  readonly transport: PrinterConfig['transport'];
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly portWatch: PortWatch | null;
  /** A kept line came up or went down. */
  readonly onChange: () => void;
}

export function createPrinterLink(options: PrinterLinkOptions): PrinterLink {
  const { transport, scheduler, random } = options;
  if (transport.kind !== 'serial') {
    return {
      acquire: () =>
        transport.kind === 'tcp' ? openTcp(transport, scheduler) : openUsbPrinter(transport, scheduler),
      release: (channel) => channel.close(),
      tryNow: () => Promise.resolve(),
      close: () => undefined,
    };
  }
  let channel: ByteChannel | null = null;
  let fault: ChannelFault = 'port-missing';
  const connection = keepConnected({
    open: () => openSerial(transport, options.portWatch),
    scheduler,
    random,
    onOpen(opened) {
      channel = opened;
      options.onChange();
    },
    onDown(reason) {
      channel = null;
      fault = reason;
      options.onChange();
    },
  });
  return {
    acquire: () => Promise.resolve(channel === null ? err(fault) : ok(channel)),
    release: () => undefined,
    tryNow: () => connection.tryNow(),
    close: () => connection.close(),
  };
}

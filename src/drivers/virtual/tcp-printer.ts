/** A receipt printer on port 9100 that exists only as a process: the demo shows its paper, tests break it. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import type { PrinterSensors } from './printer-sensors.ts';
import {
  type PrinterFault,
  type PrinterLine,
  VirtualPrinter,
  type VirtualPrinterOptions,
} from './virtual-printer.ts';

export interface TcpPrinterOptions extends VirtualPrinterOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
}

export interface TcpPrinter {
  readonly port: number;
  setSensors(change: Partial<PrinterSensors>): void;
  setFault(fault: PrinterFault): void;
  close(): Promise<void>;
}

/** Starts listening; rejects when the port is taken. */
export async function startTcpPrinter(options: TcpPrinterOptions): Promise<TcpPrinter> {
  const printer = new VirtualPrinter(options);
  const server = createServer((socket) => accept(printer, socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    setSensors: (change) => printer.setSensors(change),
    setFault: (fault) => printer.setFault(fault),
    close() {
      printer.hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function accept(printer: VirtualPrinter, socket: Socket): void {
  const line: PrinterLine = {
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    write(bytes) {
      if (socket.writable) socket.write(bytes);
    },
    drop: () => socket.destroy(),
  };
  printer.attach(line);
  socket.on('data', (bytes) => printer.receive(line, bytes));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => printer.detach(line));
}

/** A receipt printer on port 9100 that exists only as a process: the demo shows its paper, tests break it. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { EscposInterpreter } from './escpos-interpreter.ts';
import type { PrintedPaper } from './paper.ts';
import { epsonRom, type PrinterRom } from './printer-rom.ts';
import { type PrinterSensors, realTimeStatus } from './printer-sensors.ts';

export interface TcpPrinterOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  readonly rom?: PrinterRom;
  /** The paper up to and with a cut, or what is left when the sender goes away. */
  readonly onPaper: (paper: PrintedPaper) => void;
  /** Bytes the printer does not understand. */
  readonly onUnknown?: (bytes: Uint8Array) => void;
  readonly onDrawerPulse?: () => void;
  /** Every byte that arrives, as it arrives. */
  readonly onBytes?: (bytes: Uint8Array) => void;
}

/**
 * `stall`: reads and answers nothing. `hold`: reads and answers questions but prints nothing yet.
 * `drop`: closes the connection at the next bytes of a job.
 */
export type TcpPrinterFault = 'none' | 'stall' | 'hold' | 'drop';

export interface TcpPrinter {
  readonly port: number;
  setSensors(change: Partial<PrinterSensors>): void;
  setFault(fault: TcpPrinterFault): void;
  close(): Promise<void>;
}

/** Starts listening; rejects when the port is taken. */
export async function startTcpPrinter(options: TcpPrinterOptions): Promise<TcpPrinter> {
  const printer = new Printer(options);
  const server = createServer((socket) => printer.accept(socket));
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

class Printer {
  readonly #options: TcpPrinterOptions;
  readonly #interpreter: EscposInterpreter;
  readonly #sockets = new Set<Socket>();
  /** The connection being printed; a printer of this kind serves one at a time. */
  #current: Socket | null = null;
  /** Bytes that wait for paper or a closed cover. */
  #waiting: Uint8Array[] = [];
  #fault: TcpPrinterFault = 'none';

  constructor(options: TcpPrinterOptions) {
    this.#options = options;
    this.#interpreter = new EscposInterpreter({
      rom: options.rom ?? epsonRom,
      reply: (bytes) => this.#reply(bytes),
      onUnknown: (bytes) => options.onUnknown?.(bytes),
      onDrawerPulse: () => options.onDrawerPulse?.(),
    });
  }

  accept(socket: Socket): void {
    this.#sockets.add(socket);
    if (this.#fault === 'stall') socket.pause();
    socket.on('data', (bytes) => this.#receive(socket, bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#current === socket) this.#current = null;
      this.#deliver();
    });
  }

  setSensors(change: Partial<PrinterSensors>): void {
    this.#interpreter.setSensors(change);
    this.#printWaiting();
  }

  setFault(fault: TcpPrinterFault): void {
    this.#fault = fault;
    for (const socket of this.#sockets) {
      if (fault === 'stall') socket.pause();
      else socket.resume();
    }
    this.#printWaiting();
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #receive(socket: Socket, bytes: Uint8Array): void {
    this.#options.onBytes?.(bytes);
    this.#current = socket;
    const job = this.#answerRealTime(bytes);
    if (job.length === 0) return;
    if (this.#fault === 'drop') {
      socket.destroy();
      return;
    }
    this.#waiting.push(job);
    this.#printWaiting();
  }

  /** Obeys `DLE EOT n` and `DLE DC4 1 m t` at once, as a real printer does without paper too, and returns the other bytes. */
  #answerRealTime(bytes: Uint8Array): Uint8Array {
    let rest = bytes;
    while (rest.length >= 5 && rest[0] === 0x10 && rest[1] === 0x14 && rest[2] === 0x01) {
      this.#options.onDrawerPulse?.();
      rest = rest.subarray(5);
    }
    while (rest.length >= 3 && rest[0] === 0x10 && rest[1] === 0x04) {
      const status = realTimeStatus(rest[2] ?? 0, this.#interpreter.sensors());
      if (status !== null) this.#reply(Uint8Array.of(status));
      rest = rest.subarray(3);
    }
    return rest;
  }

  #printWaiting(): void {
    const { paperEnd, coverOpen } = this.#interpreter.sensors();
    if (paperEnd || coverOpen || this.#fault === 'hold') return;
    for (const bytes of this.#waiting.splice(0)) this.#interpreter.push(bytes);
    if (this.#interpreter.paper().items.at(-1)?.kind === 'cut') this.#deliver();
  }

  #deliver(): void {
    const paper = this.#interpreter.takePaper();
    if (paper.items.length > 0) this.#options.onPaper(paper);
  }

  #reply(bytes: Uint8Array): void {
    if (this.#current?.writable === true) this.#current.write(bytes);
  }
}

/** A receipt printer that exists only as a process, on whatever line its bytes come. */
import { EscposInterpreter } from './escpos-interpreter.ts';
import type { PrintedPaper } from './paper.ts';
import { epsonRom, type PrinterRom } from './printer-rom.ts';
import { type PrinterSensors, realTimeStatus } from './printer-sensors.ts';

export interface VirtualPrinterOptions {
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
export type PrinterFault = 'none' | 'stall' | 'hold' | 'drop';

/** The printer's end of a line: a connection, a serial port. */
export interface PrinterLine {
  /** Takes nothing until `resume`. */
  pause(): void;
  resume(): void;
  write(bytes: Uint8Array): void;
  /** Cuts the line. */
  drop(): void;
}

export class VirtualPrinter {
  readonly #options: VirtualPrinterOptions;
  readonly #interpreter: EscposInterpreter;
  readonly #lines = new Set<PrinterLine>();
  /** The line being printed from; a printer of this kind serves one at a time. */
  #current: PrinterLine | null = null;
  /** Bytes that wait for paper or a closed cover. */
  #waiting: Uint8Array[] = [];
  #fault: PrinterFault = 'none';

  constructor(options: VirtualPrinterOptions) {
    this.#options = options;
    this.#interpreter = new EscposInterpreter({
      rom: options.rom ?? epsonRom,
      reply: (bytes) => this.#current?.write(bytes),
      onUnknown: (bytes) => options.onUnknown?.(bytes),
      onDrawerPulse: () => options.onDrawerPulse?.(),
    });
  }

  /** A line was plugged in. */
  attach(line: PrinterLine): void {
    this.#lines.add(line);
    if (this.#fault === 'stall') line.pause();
  }

  /** The line is gone; what was printed of its slip comes out. */
  detach(line: PrinterLine): void {
    this.#lines.delete(line);
    if (this.#current === line) this.#current = null;
    this.#deliver();
  }

  setSensors(change: Partial<PrinterSensors>): void {
    this.#interpreter.setSensors(change);
    this.#printWaiting();
  }

  setFault(fault: PrinterFault): void {
    this.#fault = fault;
    for (const line of this.#lines) {
      if (fault === 'stall') line.pause();
      else line.resume();
    }
    this.#printWaiting();
  }

  hangUp(): void {
    for (const line of [...this.#lines]) line.drop();
  }

  receive(line: PrinterLine, bytes: Uint8Array): void {
    this.#options.onBytes?.(bytes);
    this.#current = line;
    const job = this.#answerRealTime(bytes);
    if (job.length === 0) return;
    if (this.#fault === 'drop') {
      line.drop();
      return;
    }
    this.#waiting.push(job);
    this.#printWaiting();
  }

  /** Obeys `DLE EOT n` and `DLE DC4 1 m t` at once, as a real printer does without paper too, and returns the other bytes. */
  #answerRealTime(bytes: Uint8Array): Uint8Array {
    for (let rest = bytes; ; ) {
      if (rest.length >= 5 && rest[0] === 0x10 && rest[1] === 0x14 && rest[2] === 0x01) {
        this.#options.onDrawerPulse?.();
        rest = rest.subarray(5);
      } else if (rest.length >= 3 && rest[0] === 0x10 && rest[1] === 0x04) {
        const status = realTimeStatus(rest[2] ?? 0, this.#interpreter.sensors());
        if (status !== null) this.#current?.write(Uint8Array.of(status));
        rest = rest.subarray(3);
      } else return rest;
    }
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
}

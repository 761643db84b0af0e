import { type PrintedPaper, paperText } from '../../src/drivers/virtual/paper.ts';
import { epsonRom, type PrinterRom } from '../../src/drivers/virtual/printer-rom.ts';
import type { PrinterSensors } from '../../src/drivers/virtual/printer-sensors.ts';
import { startTcpPrinter } from '../../src/drivers/virtual/tcp-printer.ts';
import type { PrinterFault } from '../../src/drivers/virtual/virtual-printer.ts';

/** A strict printer on a socket: it keeps every slip and remembers whatever it did not understand. */
export interface PrinterEmulator {
  readonly port: number;
  /** Papers between cuts, in their order. */
  readonly slips: readonly PrintedPaper[];
  /** Every byte that arrived, job by job as one stream. */
  bytes(): Uint8Array;
  /** How often the drawer at its plug was opened. */
  drawerPulses(): number;
  setSensors(change: Partial<PrinterSensors>): void;
  setFault(fault: PrinterFault): void;
  /** The slip with this number (from 0) as soon as it is out; rejects after the time-out. */
  waitForSlip(number: number, timeoutMs?: number): Promise<PrintedPaper>;
  /** Stops; throws when a command came that the printer does not know. */
  close(): Promise<void>;
}

export async function startPrinterEmulator(rom: PrinterRom = epsonRom, port = 0): Promise<PrinterEmulator> {
  const slips: PrintedPaper[] = [];
  const unknown: string[] = [];
  const received: Uint8Array[] = [];
  let pulses = 0;
  const printer = await startTcpPrinter({
    port,
    rom,
    onPaper: (paper) => slips.push(paper),
    onDrawerPulse: () => void pulses++,
    onUnknown: (bytes) => unknown.push(Buffer.from(bytes).toString('hex')),
    onBytes: (bytes) => received.push(Uint8Array.from(bytes)),
  });
  return {
    port: printer.port,
    slips,
    bytes: () => Buffer.concat(received),
    drawerPulses: () => pulses,
    setSensors: printer.setSensors,
    setFault: printer.setFault,
    async waitForSlip(number, timeoutMs = 5000) {
      const endMs = performance.now() + timeoutMs;
      for (;;) {
        const slip = slips[number];
        if (slip !== undefined) return slip;
        if (performance.now() > endMs) {
          throw new Error(
            `no slip ${number} within ${timeoutMs} ms; so far: ${JSON.stringify(slips.map(paperText))}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close() {
      await printer.close();
      if (unknown.length > 0) {
        throw new Error(`a ${rom.id} printer does not know: ${unknown.slice(0, 5).join(', ')}`);
      }
    },
  };
}

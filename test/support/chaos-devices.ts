import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type PrintedPaper, paperText } from '../../src/drivers/virtual/paper.ts';
import { epsonRom } from '../../src/drivers/virtual/printer-rom.ts';
import { startTcpPrinter, type TcpPrinter } from '../../src/drivers/virtual/tcp-printer.ts';
import { deviceHosts } from './device-hosts.ts';
import { openPty, type Pty } from './pty.ts';

/** Devices that a test pulls out and puts in: two serial lines behind names that stay, and a printer on a port. */
export type ChaosDevices = {
  /** The `devices` part of a till's config. */
  readonly config: unknown;
  /** What can happen to them, as often in the list as it is likely; a fault that does not fit now does nothing. */
  readonly faults: ReadonlyArray<() => unknown>;
  /** Everything plugged in, paper in the printer. */
  readonly repair: () => Promise<void>;
  readonly scan: (code: string) => void;
  /** Everything the customer display was sent since it was last plugged in. */
  readonly displayed: () => string;
  /** Every slip on paper as its text. */
  readonly slips: () => string[];
  /** Bytes the printer did not understand. */
  readonly strange: readonly string[];
  readonly close: () => Promise<void>;
};

/** A serial device under a name in the folder that stays while its line comes and goes. */
function serialPlug(folder: string, name: string) {
  const path = join(folder, name);
  let line: Pty | null = null;
  let heard = Buffer.alloc(0);
  return {
    path,
    plug(): void {
      if (line !== null) return;
      line = openPty();
      heard = Buffer.alloc(0);
      line.onData((bytes) => {
        heard = Buffer.concat([heard, bytes]);
      });
      symlinkSync(line.path, `${path}.new`);
      renameSync(`${path}.new`, path);
    },
    unplug(): void {
      // The name goes first: the system gives the number of a closed line to the next one that anybody opens.
      rmSync(path, { force: true });
      line?.close();
      line = null;
    },
    send: (text: string): void => line?.write(text),
    heard: () => heard,
  };
}

export async function chaosDevices(folder: string): Promise<ChaosDevices> {
  const scanner = serialPlug(folder, 'scanner');
  const display = serialPlug(folder, 'display');
  const papers: PrintedPaper[] = [];
  const strange: string[] = [];
  let printer: TcpPrinter | null = null;
  let port = 0;
  const startPrinter = async (): Promise<void> => {
    if (printer !== null) return;
    printer = await startTcpPrinter({
      port,
      rom: epsonRom,
      onPaper: (paper) => papers.push(paper),
      onUnknown: (bytes) => strange.push(Buffer.from(bytes).toString('hex')),
    });
    port = printer.port;
  };
  const stopPrinter = async (): Promise<void> => {
    const stopped = printer;
    printer = null;
    await stopped?.close();
  };
  const well = (): void => {
    printer?.setFault('none');
    printer?.setSensors({ paperEnd: false });
  };
  await startPrinter();
  const printerTransport = { kind: 'tcp', host: '127.0.0.1', port };
  return {
    config: {
      scanners: [{ id: 'scanner', transport: { kind: 'serial', path: scanner.path } }],
      printer: { id: 'printer', transport: printerTransport, timeoutMs: 1500 },
      drawer: { id: 'drawer' },
      display: { id: 'pole', transport: { kind: 'serial', path: display.path } },
    },
    faults: [
      scanner.unplug,
      scanner.plug,
      display.unplug,
      display.plug,
      () => scanner.send('2900000000018\r'),
      () => scanner.send('29000'),
      () => printer?.setFault('drop'),
      () => printer?.setFault('stall'),
      () => printer?.setFault('hold'),
      () => printer?.setSensors({ paperEnd: true }),
      // A printer that is never well would leave nothing to tell slips printed once from slips printed twice.
      well,
      well,
      well,
      stopPrinter,
      startPrinter,
      startPrinter,
      () => {
        for (const pid of deviceHosts()) process.kill(pid, 'SIGKILL');
      },
    ],
    async repair() {
      scanner.plug();
      display.plug();
      await startPrinter();
      well();
    },
    scan: (code) => scanner.send(`${code}\r`),
    displayed: () => new TextDecoder('ibm866').decode(display.heard()),
    slips: () => papers.map((paper) => paperText(paper).join('\n')),
    strange,
    async close() {
      scanner.unplug();
      display.unplug();
      await stopPrinter();
    },
  };
}

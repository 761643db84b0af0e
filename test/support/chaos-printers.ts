import { type PrintedPaper, paperText } from '../../src/drivers/virtual/paper.ts';
import { epsonRom } from '../../src/drivers/virtual/printer-rom.ts';
import { startTcpPrinter, type TcpPrinter } from '../../src/drivers/virtual/tcp-printer.ts';
import { type PrinterLine, VirtualPrinter } from '../../src/drivers/virtual/virtual-printer.ts';
import { createPlug } from './plugs.ts';

/** A strict printer that a test pulls out and puts in, with a drawer at its plug. */
export type ChaosPrinter = {
  /** What can happen to it, as often in the list as it is likely; a fault that does not fit now does nothing. */
  readonly faults: ReadonlyArray<() => unknown>;
  /** Plugged in, with paper. */
  readonly repair: () => unknown;
  /** Every slip on paper as its text. */
  readonly slips: () => string[];
  /** How often the drawer was opened. */
  readonly pulses: () => number;
  /** Bytes the printer did not understand. */
  readonly strange: readonly string[];
  readonly unplug: () => unknown;
};

function keepPaper() {
  const papers: PrintedPaper[] = [];
  const strange: string[] = [];
  let pulses = 0;
  return {
    heard: {
      rom: epsonRom,
      onPaper: (paper: PrintedPaper) => void papers.push(paper),
      onUnknown: (bytes: Uint8Array) => void strange.push(Buffer.from(bytes).toString('hex')),
      onDrawerPulse: () => void pulses++,
    },
    told: {
      slips: () => papers.map((paper) => paperText(paper).join('\n')),
      pulses: () => pulses,
      strange,
    },
  };
}

/** `well` as often as all that is wrong: a printer that is never well would leave nothing to tell once from twice. */
function faultsOf(printer: () => Pick<TcpPrinter, 'setFault' | 'setSensors'> | null) {
  const well = (): void => {
    printer()?.setFault('none');
    printer()?.setSensors({ paperEnd: false });
  };
  const faults = [
    () => printer()?.setFault('drop'),
    () => printer()?.setFault('stall'),
    () => printer()?.setFault('hold'),
    () => printer()?.setSensors({ paperEnd: true }),
    well,
    well,
    well,
  ];
  return { well, faults };
}

/** A printer on a TCP port. */
export async function tcpPrinter(): Promise<ChaosPrinter & { readonly port: number }> {
  const { heard, told } = keepPaper();
  let printer: TcpPrinter | null = null;
  let port = 0;
  const start = async (): Promise<void> => {
    if (printer !== null) return;
    printer = await startTcpPrinter({ port, ...heard });
    port = printer.port;
  };
  const stop = async (): Promise<void> => {
    const stopped = printer;
    printer = null;
    await stopped?.close();
  };
  const { well, faults } = faultsOf(() => printer);
  await start();
  return {
    ...told,
    port,
    faults: [...faults, stop, start, start],
    repair: () => start().then(well),
    unplug: stop,
  };
}

/** A printer on a line of the kernel: a serial port, or the device file of a USB printer. */
export function linePrinter(path: string, raw: boolean): ChaosPrinter {
  const { heard, told } = keepPaper();
  const printer = new VirtualPrinter(heard);
  let end: PrinterLine | null = null;
  const plug = createPlug({
    path,
    raw,
    onPlug(line) {
      const mine: PrinterLine = {
        pause: line.hold,
        resume: line.flow,
        write: line.write,
        drop: () => plug.unplug(),
      };
      end = mine;
      line.onData((bytes) => printer.receive(mine, bytes));
      printer.attach(mine);
    },
    onUnplug() {
      if (end !== null) printer.detach(end);
      end = null;
    },
  });
  const { well, faults } = faultsOf(() => printer);
  return {
    ...told,
    faults: [...faults, plug.unplug, plug.plug, plug.plug],
    repair() {
      plug.plug();
      well();
    },
    unplug: plug.unplug,
  };
}

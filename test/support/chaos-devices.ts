import { join } from 'node:path';
import { type ChaosPrinter, linePrinter, tcpPrinter } from './chaos-printers.ts';
import { deviceHosts } from './device-hosts.ts';
import { canEmulateHid } from './hid-emulation.ts';
import { createPlug } from './plugs.ts';
import type { Pty } from './pty.ts';
import { startUsbMachine } from './usb-machine.ts';

/** The devices of one till, which a test pulls out and puts in. */
export type ChaosTill = {
  /** The `devices` part of the till's config. */
  readonly config: unknown;
  /** For the till's process. */
  readonly env: Record<string, string>;
  readonly printer: ChaosPrinter;
  readonly faults: ReadonlyArray<() => unknown>;
  /** Everything plugged in, paper in the printer. */
  readonly repair: () => Promise<void>;
  /** Every reader reads the card once, by the reader's name in the config. */
  readonly readers: Readonly<Record<string, () => void>>;
  /** What the customer display shows; null where there is none. */
  readonly displayed: (() => string) | null;
  readonly close: () => Promise<void>;
};

const card = '2900000000018';
const rfidCard = '\u0002100086F44426\u0003';
const drawer = { id: 'drawer' };

/** Readers and a display on serial lines, and a printer in the network. */
async function serialTill(folder: string): Promise<ChaosTill> {
  let heard = Buffer.alloc(0);
  const listen = (line: Pty): void => {
    heard = Buffer.alloc(0);
    line.onData((bytes) => {
      heard = Buffer.concat([heard, bytes]);
    });
  };
  const scanner = createPlug({ path: join(folder, 'scanner') });
  const rfid = createPlug({ path: join(folder, 'rfid') });
  const display = createPlug({ path: join(folder, 'display'), onPlug: listen });
  const printer = await tcpPrinter();
  const lines = [scanner, rfid, display];
  const serial = (path: string) => ({ kind: 'serial', path });
  return {
    config: {
      scanners: [
        { id: 'scanner', transport: serial(scanner.path) },
        { id: 'rfid', preset: 'rdm6300', transport: serial(rfid.path) },
      ],
      printer: {
        id: 'printer',
        transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
        timeoutMs: 1500,
      },
      drawer,
      display: { id: 'pole', transport: serial(display.path) },
    },
    env: {},
    printer,
    faults: [
      ...lines.flatMap(({ plug, unplug }) => [plug, unplug]),
      () => scanner.send(`${card}\r`),
      () => scanner.send('29000'),
      () => rfid.send(rfidCard),
      () => rfid.send(rfidCard.slice(0, 5)),
      ...printer.faults,
    ],
    async repair() {
      for (const { plug } of lines) plug();
      await printer.repair();
    },
    readers: { scanner: () => scanner.send(`${card}\r`), rfid: () => rfid.send(rfidCard) },
    displayed: () => new TextDecoder('ibm866').decode(heard),
    async close() {
      for (const { unplug } of lines) unplug();
      await printer.unplug();
    },
  };
}

/** A printer on a serial line; codes are typed into the cashier window. */
function serialPrinterTill(folder: string): ChaosTill {
  const path = join(folder, 'serial-printer');
  const printer = linePrinter(path, false);
  const transport = { kind: 'serial', path, rtscts: false };
  return {
    config: { printer: { id: 'printer', transport, timeoutMs: 1500 }, drawer },
    env: {},
    printer,
    faults: printer.faults,
    repair: async () => void printer.repair(),
    readers: {},
    displayed: null,
    close: async () => void printer.unplug(),
  };
}

/** A scanner, a stripe reader and a printer at USB. */
async function usbTill(folder: string): Promise<ChaosTill> {
  const usb = await startUsbMachine(folder);
  const printer = linePrinter(usb.printerPath, true);
  const { scanner, stripe } = usb;
  const hid = (vendorId: number, productId: number) => ({ kind: 'hid', vendorId, productId });
  return {
    config: {
      scanners: [
        { id: 'usb-scanner', preset: 'honeywell', transport: hid(0x0c2e, 0x0b61) },
        { id: 'stripe', preset: 'magtek', transport: hid(0x0801, 2) },
      ],
      printer: { id: 'printer', transport: { kind: 'usb', ieee1284: 'TM-T20' }, timeoutMs: 1500 },
      drawer,
    },
    env: usb.env,
    printer,
    faults: [
      ...[scanner, stripe].flatMap(({ plug, unplug }) => [plug, unplug]),
      () => scanner.scan(card),
      () => stripe.swipe(card),
      ...printer.faults,
    ],
    async repair() {
      scanner.plug();
      stripe.plug();
      printer.repair();
    },
    readers: { 'usb-scanner': () => scanner.scan(card), stripe: () => stripe.swipe(card) },
    displayed: null,
    async close() {
      printer.unplug();
      await usb.close();
    },
  };
}

/** The tills of the chaos; without umockdev none has devices at USB. */
export const chaosTills = async (folder: string): Promise<ChaosTill[]> => [
  await serialTill(folder),
  serialPrinterTill(folder),
  ...(canEmulateHid ? [await usbTill(folder)] : []),
];

/** The device processes of all tills die at once. */
export function killDeviceHosts(): void {
  for (const pid of deviceHosts()) process.kill(pid, 'SIGKILL');
}

import { spawn } from 'node:child_process';
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describeHid, hidAnswers } from './hid-emulation.ts';
import { honeywellScanner, magtekReader, posReport, stripeReport } from './hid-reports.ts';
import { createPlug } from './plugs.ts';

const printerId = 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;';

/**
 * What a process meets of USB devices, without any and without rights: umockdev answers for the kernel's lists (sysfs) and
 * for the questions to HID readers, and pseudo-terminals stand for the device files, so that the libraries, the drivers
 * and everything above them are the real ones. Below the device file nothing is.
 */
export type UsbMachine = {
  /** For processes that are to see these devices. */
  readonly env: Record<string, string>;
  readonly printerPath: string;
  readonly scanner: { plug(): void; unplug(): void; scan(code: string): void };
  readonly stripe: { plug(): void; unplug(): void; swipe(card: string): void };
  readonly close: () => Promise<void>;
};

export async function startUsbMachine(folder: string): Promise<UsbMachine> {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, 'latin1');
    return join(folder, name);
  };
  const printer = `P: /devices/virtual/usbmisc/lp0
N: usb/lp0
E: DEVNAME=/dev/usb/lp0
E: SUBSYSTEM=usbmisc
A: device/ieee1284_id=${printerId}
`;
  const readers = [honeywellScanner, magtekReader];
  const listed = [...readers.map(describeHid), printer].join('\n');
  const answers = readers.flatMap((reader, n) => [
    '-i',
    `/dev/hidraw${n}=${file(`hid${n}.ioctl`, hidAnswers(reader, n))}`,
  ]);
  const words = [
    '-d',
    file('usb.umockdev', listed),
    ...answers,
    '--',
    'sh',
    '-c',
    'echo "$UMOCKDEV_DIR"; cat',
  ];
  // Lives until its input ends.
  const holder = spawn('umockdev-run', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => holder.once('exit', () => resolve()));
  const root = await new Promise<string>((resolve, reject) => {
    createInterface(holder.stdout).once('line', resolve);
    holder.once('exit', () => reject(new Error('umockdev has ended')));
  });
  const hid = (n: number) => {
    const inList = join(root, 'sys/class/hidraw', `hidraw${n}`);
    const aside = join(root, `hidraw${n}-unplugged`);
    const move = (from: string, to: string): void => {
      if (lstatSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
    };
    const path = join(root, 'dev', `hidraw${n}`);
    rmSync(path, { force: true });
    return createPlug({
      path,
      raw: true,
      onPlug: () => move(aside, inList),
      onUnplug: () => move(inList, aside),
    });
  };
  const [scanner, stripe] = [hid(0), hid(1)];
  const printerPath = join(root, 'dev/usb/lp0');
  rmSync(printerPath, { force: true });
  return {
    env: { LD_PRELOAD: 'libumockdev-preload.so.0', UMOCKDEV_DIR: root },
    printerPath,
    scanner: { ...scanner, scan: (code) => scanner.send(posReport(code)) },
    stripe: { ...stripe, swipe: (card) => stripe.send(stripeReport(`;${card}=?`)) },
    async close() {
      scanner.unplug();
      stripe.unplug();
      holder.stdin.end();
      await ended;
    },
  };
}

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether umockdev can stand in for the kernel's HID devices here (Debian: `apt-get install umockdev libusb-1.0-0`). */
export const canEmulateHid =
  process.platform === 'linux' && spawnSync('umockdev-run', ['--version']).status === 0;

export interface EmulatedHid {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  readonly usagePage: number;
  readonly usage: number;
  readonly reportId: number | null;
  readonly reportBytes: number;
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
const littleEndian = (value: number, bytes: number): string =>
  Array.from({ length: bytes }, (_unused, index) => hex((value >> (8 * index)) & 0xff, 2)).join('');

/** The report descriptor of a device with one input report of bytes. */
function descriptorOf(device: EmulatedHid): string {
  const payload = device.reportBytes - (device.reportId === null ? 0 : 1);
  return [
    `06${littleEndian(device.usagePage, 2)}`,
    `09${hex(device.usage, 2)}`,
    'A101',
    device.reportId === null ? '' : `85${hex(device.reportId, 2)}`,
    '150026FF007508',
    `96${littleEndian(payload, 2)}`,
    '09208102C0',
  ].join('');
}

/** The device as the kernel would list it, behind the plug and node of this number. */
export function describeHid(device: EmulatedHid, number = 0): string {
  const descriptor = descriptorOf(device);
  const plug = `1-${number + 1}`;
  const usb = `/devices/pci0000:00/0000:00:14.0/usb1/${plug}`;
  const name = `0003:${hex(device.vendorId, 4)}:${hex(device.productId, 4)}.${hex(number + 1, 4)}`;
  return `P: ${usb}
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
A: idVendor=${hex(device.vendorId, 4).toLowerCase()}
A: idProduct=${hex(device.productId, 4).toLowerCase()}
A: bcdDevice=0100
A: serial=${device.serialNumber}

P: ${usb}/${plug}:1.0
E: DEVTYPE=usb_interface
E: SUBSYSTEM=usb
A: bInterfaceNumber=00

P: ${usb}/${plug}:1.0/${name}
E: SUBSYSTEM=hid
E: HID_ID=0003:${hex(device.vendorId, 8)}:${hex(device.productId, 8)}
E: HID_NAME=Reader
E: HID_UNIQ=${device.serialNumber}
E: HID_PHYS=usb-1/input0
H: report_descriptor=${descriptor}

P: ${usb}/${plug}:1.0/${name}/hidraw/hidraw${number}
N: hidraw${number}
E: DEVNAME=/dev/hidraw${number}
E: SUBSYSTEM=hidraw
L: device=../../../${name}
`;
}

/** What the kernel answers about it. */
export function hidAnswers(device: EmulatedHid, number = 0): string {
  const descriptor = descriptorOf(device);
  const size = littleEndian(descriptor.length / 2, 4);
  const ids = littleEndian(device.vendorId, 2) + littleEndian(device.productId, 2);
  return `@DEV /dev/hidraw${number}
HIDIOCGRDESCSIZE 0 ${size}
HIDIOCGRDESC 0 ${size}${descriptor.padEnd(8192, '0')}
HIDIOCGRAWINFO 0 03000000${ids}
`;
}

/** Bytes as umockdev's scripts spell them. */
const scripted = (report: Uint8Array): string =>
  [...report]
    .map((byte) =>
      byte <= 32 ? `^${String.fromCharCode(byte + 64)}` : byte === 94 ? '^`' : String.fromCharCode(byte),
    )
    .join('');

/**
 * Runs the real HID driver against an emulated device that sends `reports`, each when the one before has been read;
 * resolves with what the driver said up to so many scans, or with 0 up to its first word that it is not ready.
 */
export async function readEmulatedHid(
  device: EmulatedHid,
  reports: readonly Uint8Array[],
  scanner: unknown,
  wantedScans: number,
  /** `unplug`: the plug is pulled behind the first scan, for a second; the next report comes when it is ready again. */
  { unplug }: { unplug: boolean } = { unplug: false },
): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-hid-'));
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text, 'latin1');
      return join(folder, name);
    };
    const devices = file('device.umockdev', describeHid(device));
    const ioctls = file('device.ioctl', hidAnswers(device));
    const script = file(
      'device.script',
      reports.map((report) => `w 0 ?\nr 0 ${scripted(report)}\n`).join(''),
    );
    const child = fileURLToPath(new URL('./hid-child.ts', import.meta.url));
    const output = await new Promise<string>((resolve, reject) => {
      execFile(
        'umockdev-run',
        [
          '-d',
          devices,
          '-i',
          `/dev/hidraw0=${ioctls}`,
          ...(reports.length === 0 ? [] : ['-s', `/dev/hidraw0=${script}`]),
          '--',
          process.execPath,
          child,
          JSON.stringify(scanner),
          String(wantedScans),
          unplug ? 'unplug' : 'plugged',
          reports.length === 0 ? 'listens' : 'asks',
        ],
        { timeout: 50_000 },
        (failure, stdout, stderr) =>
          failure === null ? resolve(stdout) : reject(new Error(`${failure.message} ${stderr}`)),
      );
    });
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

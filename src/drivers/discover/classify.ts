/** Says what the devices of a machine probably are, and writes the lines of a till's config for them. */
import type { z } from 'zod';
import type { devicesConfigSchema } from '../config.ts';
import { readersHeardTwice } from '../readers-heard-twice.ts';
import { ibmPage, isKeyboard, makersPage, posScannerPage } from '../transport/hid-choice.ts';
import { judgePrinter } from './judge-printer.ts';
import type { HidInterface, MachineFacts, SerialPortFacts, UsbPrinter } from './machine-facts.ts';
import { makers } from './makers.ts';
import { steadyPath } from './steady-path.ts';

/** As the till's config file has it: defaults left out. */
type ConfigFile = z.input<typeof devicesConfigSchema>;
type ScannerEntry = NonNullable<ConfigFile['scanners']>[number];
type PrinterEntry = NonNullable<ConfigFile['printer']>;

export interface FoundDevice {
  readonly kind: 'scanner' | 'cardreader' | 'printer' | 'unclear';
  readonly where: string;
  readonly name: string;
  /** What a person has to do before it works, or should know; null when nothing. A key of the advice texts. */
  readonly advice: 'wrong-mode-ibm' | 'wrong-mode-keyboard' | 'same-reader' | 'which-device' | null;
  readonly scanner: ScannerEntry | null;
  readonly printer: PrinterEntry | null;
}

const unclear = { scanner: null, printer: null } as const;

/** Every device that could belong to a till; mice, keyboards of no scanner and the like are left out. */
export function classifyDevices(facts: MachineFacts): FoundDevice[] {
  return [
    ...facts.serial.flatMap((port) => classifySerial(port, steadyPath(port, facts.serial))),
    ...classifyHid(facts.hid),
    ...facts.usbPrinters.map(classifyPrinter),
  ];
}

/** A config of everything that is clear; the first printer wins. */
export function proposeConfig(found: readonly FoundDevice[]): ConfigFile {
  const scanners = found.flatMap(({ scanner }) => (scanner === null ? [] : [scanner]));
  const names = new Map<string, number>();
  const numbered = scanners.map((scanner) => {
    const count = (names.get(scanner.id) ?? 0) + 1;
    names.set(scanner.id, count);
    return count === 1 ? scanner : { ...scanner, id: `${scanner.id}-${count}` };
  });
  const printer = found.find((device) => device.printer !== null)?.printer ?? null;
  return { scanners: numbered, printer };
}

function classifySerial(port: SerialPortFacts, where: string): FoundDevice[] {
  const vendor = port.vendorId === undefined ? undefined : makers.get(Number.parseInt(port.vendorId, 16));
  // Ports of the mainboard are listed whether or not anything is plugged into them.
  if (port.vendorId === undefined && !/^COM/i.test(port.path)) return [];
  if (vendor?.scanner !== undefined) {
    const scanner: ScannerEntry = {
      id: 'scanner',
      preset: vendor.scanner,
      transport: { kind: 'serial', path: where },
    };
    return [{ kind: 'scanner', where, name: vendor.name, advice: null, scanner, printer: null }];
  }
  if (vendor?.printer !== undefined) {
    const printer: PrinterEntry = {
      id: 'printer',
      profile: vendor.printer,
      transport: { kind: 'serial', path: where },
    };
    return [{ kind: 'printer', where, name: vendor.name, advice: null, scanner: null, printer }];
  }
  const name = vendor?.name ?? port.manufacturer ?? 'COM';
  return [{ kind: 'unclear', where, name, advice: 'which-device', ...unclear }];
}

function classifyHid(interfaces: readonly HidInterface[]): FoundDevice[] {
  const devices = new Map<string, HidInterface[]>();
  for (const one of interfaces) {
    const key = `${one.vendorId}:${one.productId}:${one.serialNumber ?? ''}`;
    devices.set(key, [...(devices.get(key) ?? []), one]);
  }
  const found = [...devices.values()].flatMap((group) => {
    const [device] = classifyHidDevice(group);
    if (device === undefined) return [];
    return Array.from({ length: device.scanner === null ? 1 : readersIn(group) }, () => device);
  });
  const twins = new Set(readersHeardTwice(found.map(configuredReader)));
  return found.map((device, index) =>
    twins.has(index) ? { ...device, advice: 'same-reader', ...unclear } : device,
  );
}

/** How many readers share one maker's and serial number: one reader may have several interfaces, each of another use. */
function readersIn(group: readonly HidInterface[]): number {
  const page = group.some(({ usagePage }) => usagePage === posScannerPage) ? posScannerPage : makersPage;
  const pathsByUsage = new Map<number | undefined, Set<string>>();
  for (const { usagePage, usage, path } of group) {
    if (usagePage !== page || path === undefined) continue;
    pathsByUsage.set(usage, (pathsByUsage.get(usage) ?? new Set()).add(path));
  }
  return Math.max(1, ...[...pathsByUsage.values()].map(({ size }) => size));
}

function configuredReader({ kind, scanner }: FoundDevice): Parameters<typeof readersHeardTwice>[0][number] {
  if (scanner?.transport.kind !== 'hid') return { transport: { kind: 'virtual' } };
  const { transport } = scanner;
  const reports = kind === 'cardreader' ? 'stripe' : 'pos-honeywell';
  return { transport: { ...transport, serialNumber: transport.serialNumber ?? null, reports } };
}

function classifyHidDevice(group: readonly HidInterface[]): FoundDevice[] {
  const [first] = group;
  if (first === undefined) return [];
  const vendor = makers.get(first.vendorId);
  const preset = vendor?.scanner;
  const has = (page: number): boolean => group.some(({ usagePage }) => usagePage === page);
  const name = vendor?.name ?? 'HID';
  const where = `USB ${hex(first.vendorId)}:${hex(first.productId)}`;
  const serialNumber = first.serialNumber ?? '';
  const transport = {
    kind: 'hid',
    vendorId: first.vendorId,
    productId: first.productId,
    ...(serialNumber === '' ? {} : { serialNumber }),
  } as const;
  if (has(posScannerPage)) {
    const scanner: ScannerEntry = { id: 'scanner', preset: preset ?? 'generic', transport };
    return [{ kind: 'scanner', where, name, advice: null, scanner, printer: null }];
  }
  if (has(makersPage) && (preset === 'magtek' || preset === 'idtech')) {
    const scanner: ScannerEntry = { id: 'card-reader', preset, transport };
    return [{ kind: 'cardreader', where, name, advice: null, scanner, printer: null }];
  }
  if (has(ibmPage)) return [{ kind: 'scanner', where, name, advice: 'wrong-mode-ibm', ...unclear }];
  if (preset !== undefined && group.some(isKeyboard)) {
    return [{ kind: 'scanner', where, name, advice: 'wrong-mode-keyboard', ...unclear }];
  }
  return [];
}

function classifyPrinter({ path, ieee1284 }: UsbPrinter): FoundDevice {
  const { name, model, profile } = judgePrinter(ieee1284);
  if (profile === null) return { kind: 'unclear', where: path, name, advice: 'which-device', ...unclear };
  const words = model === '' ? ieee1284.slice(0, 200) : model;
  const printer: PrinterEntry = { id: 'printer', profile, transport: { kind: 'usb', ieee1284: words } };
  return { kind: 'printer', where: path, name, advice: null, scanner: null, printer };
}

const hex = (id: number): string => id.toString(16).padStart(4, '0');

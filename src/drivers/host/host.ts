import type { Clock, Random } from '../../shared/ports.ts';
import type { DevicesConfig } from '../config.ts';
import type { DeviceHealth, DeviceStatus } from '../device-status.ts';
import { lookAround } from '../discover/look-around.ts';
import { type DisplayDriver, startDisplay } from '../display/display-driver.ts';
import { createDrawerHealth } from '../drawer/drawer-health.ts';
import { PrinterDriver } from '../printer/printer-driver.ts';
import { type ScannerDriver, startScanner } from '../scanner/scanner-driver.ts';
import type { Scheduler } from '../scheduler.ts';
import { portsToCompare } from '../transport/listed-ports.ts';
import { createPortWatch, type ListPorts, type PortWatch } from '../transport/port-watch.ts';
import type { FromHost, ToHost } from './messages.ts';

export interface HostOptions {
  readonly send: (message: FromHost) => void;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** The serial ports there are; null where the system tells of every plug that is pulled. */
  readonly listPorts?: ListPorts | null;
}

/** The devices of one config, running. */
interface Drivers {
  readonly scanners: ReadonlyMap<string, ScannerDriver>;
  readonly printer: PrinterDriver | null;
  readonly display: DisplayDriver | null;
}

type Tell = (id: string, kind: DeviceStatus['kind'], health: DeviceHealth) => void;

const noDrivers: Drivers = { scanners: new Map(), printer: null, display: null };

/** Owns the devices of a till. Lives in a process of its own, because native code may crash or hang. */
export function createHost(options: HostOptions): { receive(message: ToHost): void; close(): void } {
  const { send, scheduler, listPorts = portsToCompare(process.platform) } = options;
  const portWatch = listPorts === null ? null : createPortWatch(listPorts, scheduler);
  let drivers = noDrivers;

  const close = (): void => {
    for (const scanner of drivers.scanners.values()) scanner.close();
    drivers.printer?.close();
    drivers.display?.close();
    drivers = noDrivers;
  };

  return {
    receive(message) {
      switch (message.type) {
        case 'configure':
          close();
          drivers = startDrivers(message.config, { ...options, portWatch }, createTeller(options));
          return;
        case 'print':
          if (drivers.printer === null) {
            send({ type: 'print-result', jobId: message.jobId, state: 'failed', reason: 'no-printer' });
          } else drivers.printer.print(message.jobId, Buffer.from(message.bytesBase64, 'base64'));
          return;
        case 'pulse':
          pulseOn(drivers.printer, message, options);
          return;
        case 'feed':
          drivers.scanners.get(message.deviceId)?.feed(Buffer.from(message.bytesBase64, 'base64'));
          return;
        case 'check-health':
          void checkAll(drivers, portWatch).then(() => send({ type: 'health-checked', n: message.n }));
          return;
        case 'display':
          drivers.display?.show(message.lines);
          return;
        case 'look':
          void lookAround().then(({ facts, blind }) =>
            send({
              type: 'found',
              facts: { serial: [...facts.serial], hid: [...facts.hid], usbPrinters: [...facts.usbPrinters] },
              blind: [...blind],
            }),
          );
          return;
        case 'ping':
          send({ type: 'pong', n: message.n });
          return;
      }
    },
    close,
  };
}

async function checkAll({ scanners, printer, display }: Drivers, portWatch: PortWatch | null): Promise<void> {
  await portWatch?.checkNow();
  const checks = [...scanners.values(), printer, display].map((driver) => driver?.checkHealth());
  await Promise.all(checks);
}

/** Tells what has changed of a device, and nothing twice. */
function createTeller({ send, clock }: HostOptions): Tell {
  const told = new Map<string, DeviceHealth>();
  return (id, kind, health) => {
    const last = told.get(id);
    if (last !== undefined && last.state === health.state && last.reason === health.reason) return;
    told.set(id, health);
    send({ type: 'device', id, kind, state: health.state, reason: health.reason, sinceMs: clock.wallMs() });
  };
}

type DriverPorts = HostOptions & { readonly portWatch: PortWatch | null };

function startDrivers(config: DevicesConfig, options: DriverPorts, tell: Tell): Drivers {
  const { send, scheduler, random, portWatch } = options;
  const { printer, display, drawer } = config;
  const drawerHealth =
    drawer === null ? null : createDrawerHealth(options.clock, (health) => tell(drawer.id, 'drawer', health));
  const scanners = config.scanners.map((scanner) => {
    const driver = startScanner({
      ...options,
      config: scanner,
      onScan: (scan) => send({ type: 'scan', scan }),
      onHealth: (health) => tell(scanner.id, scanner.kind, health),
    });
    return [scanner.id, driver] as const;
  });
  return {
    scanners: new Map(scanners),
    display:
      display === null
        ? null
        : startDisplay({
            config: display,
            scheduler,
            random,
            portWatch,
            onHealth: (health) => tell(display.id, 'display', health),
          }),
    printer:
      printer === null
        ? null
        : new PrinterDriver({
            config: printer,
            scheduler,
            random,
            portWatch,
            onResult: (result) => send({ type: 'print-result', ...result }),
            onStarted: (jobId) => send({ type: 'print-started', jobId }),
            onPulse(result) {
              drawerHealth?.pulsed(result.reason);
              send({ type: 'pulse-result', ...result });
            },
            onHealth(health) {
              tell(printer.id, 'printer', health);
              drawerHealth?.printer(health);
            },
          }),
  };
}

function pulseOn(
  printer: PrinterDriver | null,
  { jobId, bytesBase64, atOnceBase64, askedMs }: Extract<ToHost, { type: 'pulse' }>,
  { send, clock }: HostOptions,
): void {
  if (printer === null) {
    send({ type: 'pulse-result', jobId, state: 'failed', reason: 'no-printer' });
    return;
  }
  printer.openDrawer({
    jobId,
    bytes: Buffer.from(bytesBase64, 'base64'),
    atOnce: atOnceBase64 === null ? null : Buffer.from(atOnceBase64, 'base64'),
    // A process that stood still may find it old. A clock that was set back makes nothing young.
    ageMs: Math.max(0, clock.wallMs() - askedMs),
  });
}

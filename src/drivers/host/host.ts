import type { Clock, Random } from '../../shared/ports.ts';
import type { DevicesConfig } from '../config.ts';
import type { DeviceHealth, DeviceStatus } from '../device-status.ts';
import { type DisplayDriver, startDisplay } from '../display/display-driver.ts';
import { PrinterDriver } from '../printer/printer-driver.ts';
import { type ScannerDriver, startScanner } from '../scanner/scanner-driver.ts';
import type { Scheduler } from '../scheduler.ts';
import type { FromHost, ToHost } from './messages.ts';

export interface HostOptions {
  readonly send: (message: FromHost) => void;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
}

/** Owns the devices of a till. Lives in a process of its own, because native code may crash or hang. */
export function createHost(options: HostOptions): { receive(message: ToHost): void; close(): void } {
  const { send, clock, scheduler, random } = options;
  let scanners = new Map<string, ScannerDriver>();
  let printer: PrinterDriver | null = null;
  let display: DisplayDriver | null = null;
  const told = new Map<string, DeviceHealth>();

  const tell = (id: string, kind: DeviceStatus['kind'], health: DeviceHealth): void => {
    const last = told.get(id);
    if (last !== undefined && last.state === health.state && last.reason === health.reason) return;
    told.set(id, health);
    send({ type: 'device', id, kind, state: health.state, reason: health.reason, sinceMs: clock.wallMs() });
  };

  const close = (): void => {
    for (const scanner of scanners.values()) scanner.close();
    printer?.close();
    display?.close();
    scanners = new Map();
    printer = null;
    display = null;
    told.clear();
  };

  const configure = (config: DevicesConfig): void => {
    close();
    for (const scannerConfig of config.scanners) {
      const scanner = startScanner({
        config: scannerConfig,
        clock,
        scheduler,
        random,
        onScan: (scan) => send({ type: 'scan', scan }),
        onHealth: (health) => tell(scannerConfig.id, scannerConfig.kind, health),
      });
      scanners.set(scannerConfig.id, scanner);
    }
    const { printer: printerConfig, display: displayConfig, drawer } = config;
    if (displayConfig !== null) {
      const onHealth = (health: DeviceHealth): void => tell(displayConfig.id, 'display', health);
      display = startDisplay({ config: displayConfig, scheduler, random, onHealth });
    }
    if (printerConfig === null) return;
    printer = new PrinterDriver({
      config: printerConfig,
      scheduler,
      random,
      onResult: (result) => send({ type: 'print-result', ...result }),
      onStarted: (jobId) => send({ type: 'print-started', jobId }),
      onHealth(health) {
        tell(printerConfig.id, 'printer', health);
        // The drawer has no line of its own: it can be opened when the printer can be spoken to.
        if (drawer !== null) tell(drawer.id, 'drawer', health);
      },
    });
  };

  return {
    receive(message) {
      switch (message.type) {
        case 'configure':
          configure(message.config);
          return;
        case 'print':
          if (printer === null) {
            send({ type: 'print-result', jobId: message.jobId, state: 'failed', reason: 'no-printer' });
          } else printer.print(message.jobId, Buffer.from(message.bytesBase64, 'base64'));
          return;
        case 'feed':
          scanners.get(message.deviceId)?.feed(Buffer.from(message.bytesBase64, 'base64'));
          return;
        case 'display':
          display?.show(message.lines);
          return;
        case 'ping':
          send({ type: 'pong', n: message.n });
          return;
      }
    },
    close,
  };
}

import type { AgentEvent } from '../contracts/events.ts';
import type { IdentifyRequest, IdentifyResult } from '../contracts/pos-api.ts';
import type { Refusal } from '../contracts/refusal.ts';
import type { DeviceStatus as DeviceStatusView } from '../contracts/till-status.ts';
import type { DevicesConfig } from '../drivers/config.ts';
import type { DeviceStatus } from '../drivers/device-status.ts';
import { type DeviceHost, startDeviceHost } from '../drivers/host/device-host.ts';
import type { LaunchHost } from '../drivers/host/host-process.ts';
import type { Clock } from '../shared/ports.ts';
import type { Result } from '../shared/result.ts';
import type { PrintJobStore } from '../store/print-jobs.ts';
import { createPrintQueue, type PrintQueue } from './print-queue.ts';

export type DevicesOptions = {
  readonly config: DevicesConfig;
  readonly clock: Clock;
  readonly jobs: PrintJobStore;
  readonly identify: (request: IdentifyRequest) => Result<IdentifyResult, Refusal>;
  readonly publish: (event: AgentEvent) => void;
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
  readonly launchHost?: LaunchHost | undefined;
};

export type Devices = {
  readonly status: () => DeviceStatusView[];
  /** Prints what waits in the queue. */
  readonly printQueued: () => void;
  /** Sends bytes through a virtual scanner's line. */
  readonly feed: (deviceId: string, bytes: Uint8Array) => void;
  readonly close: () => Promise<void>;
};

const view = (status: DeviceStatus): DeviceStatusView => ({
  id: status.id,
  kind: status.kind,
  state: status.state,
  reason: status.reason,
  since: new Date(status.sinceMs).toISOString(),
});

/** The till's devices: scans become events, queued slips become paper, and health is told. */
export function startDevices(options: DevicesOptions): Devices {
  const { clock, publish } = options;
  let queue: PrintQueue | null = null;
  const host: DeviceHost = startDeviceHost({
    config: options.config,
    clock,
    ...(options.launchHost === undefined ? {} : { launch: options.launchHost }),
    onScan: (scan) => {
      const outcome = options.identify({ scan: scan.text, ...(scan.aim === null ? {} : { aim: scan.aim }) });
      const at = new Date(clock.wallMs()).toISOString();
      if (outcome.ok)
        publish({ event: 'scan', data: { deviceId: scan.deviceId, at, outcome: outcome.value } });
      else options.log('warn', `a scan of ${scan.deviceId} was refused: ${outcome.error.code}`);
    },
    onDevice: (status) => publish({ event: 'device', data: view(status) }),
    onPrintResult: (result) => queue?.onResult(result),
    log: options.log,
  });
  queue = createPrintQueue({
    jobs: options.jobs,
    print: (jobId, bytes) => host.print(jobId, bytes),
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => clearTimeout(timer);
    },
  });
  if (options.config.printer !== null) queue.poke();
  return {
    status: () => host.devices().map(view),
    printQueued: () => {
      if (options.config.printer !== null) queue?.poke();
    },
    feed: (deviceId, bytes) => host.feed(deviceId, bytes),
    close: async () => {
      queue?.close();
      await host.close();
    },
  };
}

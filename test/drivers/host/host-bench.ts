import { type DevicesConfig, devicesConfigSchema } from '../../../src/drivers/config.ts';
import type { DeviceStatus } from '../../../src/drivers/device-status.ts';
import { type DeviceHost, startDeviceHost } from '../../../src/drivers/host/device-host.ts';
import { forkHost, type HostProcess } from '../../../src/drivers/host/host-process.ts';
import type { PrintResultMessage } from '../../../src/drivers/host/messages.ts';
import type { DecodedScan } from '../../../src/drivers/scanner/decoded-scan.ts';
import { systemClock } from '../../../src/drivers/system-clock.ts';

/** A running device host with everything it said. */
export interface HostBench {
  readonly host: DeviceHost;
  readonly scans: DecodedScan[];
  readonly devices: DeviceStatus[];
  readonly results: PrintResultMessage[];
  readonly logs: string[];
  /** The process now running, to be broken by the test. */
  process(): HostProcess;
  /** The running process is heard no more, as if it hung; the next one is. */
  hang(): void;
  starts(): number;
  /** States a job went through: `sent`, `confirmed`, `unknown paper-out` … */
  statesOf(jobId: string): string[];
  stateOf(deviceId: string): string;
}

export function startHostBench(config: unknown): HostBench {
  const checked: DevicesConfig = devicesConfigSchema.parse(config);
  const scans: DecodedScan[] = [];
  const devices: DeviceStatus[] = [];
  const results: PrintResultMessage[] = [];
  const logs: string[] = [];
  let process: HostProcess | null = null;
  let starts = 0;
  let hangs = false;
  const host = startDeviceHost({
    config: checked,
    clock: systemClock,
    onScan: (scan) => scans.push(scan),
    onDevice: (status) => devices.push(status),
    onPrintResult: (result) => results.push(result),
    log: (level, text) => logs.push(`${level} ${text}`),
    launch(events) {
      starts += 1;
      hangs = false;
      process = forkHost({ ...events, onMessage: (message) => hangs || events.onMessage(message) });
      return process;
    },
  });
  const words = (state: string, reason: string | null): string =>
    reason === null ? state : `${state} ${reason}`;
  return {
    host,
    scans,
    devices,
    results,
    logs,
    process() {
      if (process === null) throw new Error('the host has been launched');
      return process;
    },
    hang() {
      hangs = true;
    },
    starts: () => starts,
    statesOf: (jobId) =>
      results.filter((result) => result.jobId === jobId).map(({ state, reason }) => words(state, reason)),
    stateOf(deviceId) {
      const status = host.devices().find((device) => device.id === deviceId);
      return status === undefined ? 'absent' : words(status.state, status.reason);
    },
  };
}

import type { Clock } from '../../shared/ports.ts';
import type { DevicesConfig } from '../config.ts';
import type { DeviceStatus } from '../device-status.ts';

/** The last word on every configured device. */
export interface DeviceBoard {
  set(status: DeviceStatus): void;
  allOffline(reason: string): void;
  all(): DeviceStatus[];
}

/** Devices start as `offline` / `starting`; a change is announced, a repetition is not. */
export function createDeviceBoard(
  config: DevicesConfig,
  clock: Clock,
  onChange: (status: DeviceStatus) => void,
): DeviceBoard {
  const statuses = new Map<string, DeviceStatus>();
  const starting = (id: string, kind: DeviceStatus['kind']): void => {
    statuses.set(id, { id, kind, state: 'offline', reason: 'starting', sinceMs: clock.wallMs() });
  };
  for (const scanner of config.scanners) starting(scanner.id, scanner.kind);
  for (const kind of ['printer', 'drawer', 'display'] as const) {
    const device = config[kind];
    if (device !== null) starting(device.id, kind);
  }

  const set = (status: DeviceStatus): void => {
    const last = statuses.get(status.id);
    if (last?.state === status.state && last.reason === status.reason) return;
    statuses.set(status.id, status);
    onChange(status);
  };

  return {
    set,
    allOffline(reason) {
      for (const status of statuses.values()) {
        set({ ...status, state: 'offline', reason, sinceMs: clock.wallMs() });
      }
    },
    all: () => [...statuses.values()],
  };
}

import type { DevicesConfig } from '../../drivers/config.ts';
import type { Devices } from '../devices.ts';

/** The till's devices, which can be given away for a while and come back with another config. */
export type SwitchedDevices = {
  readonly devices: Devices;
  /** The config in force, or the last that was. */
  readonly config: () => DevicesConfig;
  /** Lets go of every port. Slips wait in the queue meanwhile. */
  readonly stop: () => Promise<void>;
  readonly start: (config: DevicesConfig) => void;
};

/** Starts the devices of a config; `make` does it anew after each change, as a restart of the till would. */
export function switchDevices(
  make: (config: DevicesConfig) => Devices,
  first: DevicesConfig,
): SwitchedDevices {
  let config = first;
  let running: Devices | null = make(first);
  const stop = async (): Promise<void> => {
    const before = running;
    running = null;
    await before?.close();
  };
  return {
    config: () => config,
    stop,
    start: (next) => {
      config = next;
      running ??= make(next);
    },
    devices: {
      status: () => running?.status() ?? [],
      printQueued: () => running?.printQueued(),
      openDrawer: () => running?.openDrawer() ?? Promise.resolve(false),
      display: (upper, lower) => running?.display(upper, lower),
      checkHealth: () => running?.checkHealth() ?? Promise.resolve([]),
      feed: (deviceId, bytes) => running?.feed(deviceId, bytes),
      close: stop,
    },
  };
}

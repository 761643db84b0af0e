import { unifiedPosOf } from '../contracts/device-reasons.ts';
import type { DeviceStatus as DeviceStatusView } from '../contracts/till-status.ts';
import type { DevicesConfig } from '../drivers/config.ts';
import type { DeviceStatus } from '../drivers/device-status.ts';

/** A device's health as registers and windows read it. */
export const deviceStatusView = (status: DeviceStatus): DeviceStatusView => ({
  id: status.id,
  kind: status.kind,
  state: status.state,
  reason: status.reason,
  unifiedPos: unifiedPosOf(status.reason),
  since: new Date(status.sinceMs).toISOString(),
});

/** Whether the drawer can be opened now; one that still starts may be. */
export function drawerState(devices: readonly DeviceStatusView[]): 'none' | 'offline' | 'ready' {
  const drawer = devices.find(({ kind }) => kind === 'drawer');
  if (drawer === undefined || drawer.state === 'unconfigured') return 'none';
  return drawer.state === 'offline' && drawer.reason !== 'starting' ? 'offline' : 'ready';
}

/** The kinds of devices that the config has none of, so that a register is told so and need not conclude it. */
export function unconfiguredDevices(config: DevicesConfig, sinceMs: number): DeviceStatus[] {
  const { scanners, printer, drawer, display } = config;
  const configured = [...scanners, printer, drawer, display].flatMap((device) => device?.id ?? []);
  const kinds = [
    ...(scanners.length === 0 ? (['scanner'] as const) : []),
    ...(printer === null ? (['printer'] as const) : []),
    ...(drawer === null ? (['drawer'] as const) : []),
    ...(display === null ? (['display'] as const) : []),
  ];
  return kinds.map((kind) => ({
    // A device of another kind may bear the name.
    id: configured.includes(kind) ? `no-${kind}` : kind,
    kind,
    state: 'unconfigured',
    reason: 'not-configured',
    sinceMs,
  }));
}

import { z } from 'zod';

export const deviceStatusSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['scanner', 'cardreader', 'printer', 'display', 'drawer']),
  state: z.enum(['ready', 'degraded', 'offline', 'unconfigured']),
  /** A stable word (`paper-out`, `port-missing`), null when ready. */
  reason: z.string().nullable(),
  /** Wall clock, milliseconds, when the device came into this state. */
  sinceMs: z.number(),
});

/** How a device is doing. */
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;
export type DeviceHealth = Pick<DeviceStatus, 'state' | 'reason'>;

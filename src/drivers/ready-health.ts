import type { DeviceHealth } from './device-status.ts';

export const readyHealth: DeviceHealth = { state: 'ready', reason: null };

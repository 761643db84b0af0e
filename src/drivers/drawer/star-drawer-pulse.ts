import type { DrawerPulse } from './drawer-pulse.ts';

/**
 * Opens a cash drawer at a StarPRNT printer: `ESC BEL n1 n2` sets how long the pulse and the pause after it are, in tens
 * of milliseconds, `BEL` drives the first drawer and `SUB` the second (Star StarPRNT command specifications).
 */
export function starDrawerPulse({ pin, onMs, offMs }: DrawerPulse): Uint8Array {
  const tens = (durationMs: number): number => Math.min(127, Math.max(1, Math.round(durationMs / 10)));
  return Uint8Array.of(0x1b, 0x07, tens(onMs), tens(offMs), pin === 2 ? 0x07 : 0x1a);
}

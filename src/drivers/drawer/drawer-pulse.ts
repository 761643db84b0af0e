/** How the drawer's magnet is wired to the printer's plug, and how long it pulls. */
export interface DrawerPulse {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
}

/** The command counts in steps of 2 ms, one byte each. */
const stepMs = 2;
const steps = (durationMs: number): number => Math.min(255, Math.max(1, Math.round(durationMs / stepMs)));

/** `ESC p m t1 t2` (Epson ESC/POS reference): opens the drawer at the printer's plug. Sent once, never again by itself. */
export function drawerPulse({ pin, onMs, offMs }: DrawerPulse): Uint8Array {
  return Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, steps(onMs), steps(offMs));
}

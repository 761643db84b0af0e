/** How the drawer's magnet is wired to the printer's plug, and how long it pulls. */
export interface DrawerPulse {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
}

/** The command counts in steps of 2 ms, one byte each. */
const stepMs = 2;
const steps = (durationMs: number): number => Math.min(255, Math.max(1, Math.round(durationMs / stepMs)));

/** Longest real-time pulse: eight tenths of a second. */
const longestTenths = 8;

/**
 * `DLE DC4 1 m t` (Epson ESC/POS reference): the same at once, past the buffer, by a printer without paper or with an
 * open cover too. `ESC p` would wait there and open the drawer when the paper is in.
 */
export function drawerPulseAtOnce({ pin, onMs }: DrawerPulse): Uint8Array {
  const tenths = Math.min(longestTenths, Math.max(1, Math.round(onMs / 100)));
  return Uint8Array.of(0x10, 0x14, 0x01, pin === 2 ? 0 : 1, tenths);
}

/** `ESC p m t1 t2` (Epson ESC/POS reference): opens the drawer at the printer's plug. Sent once, never again by itself. */
export function drawerPulse({ pin, onMs, offMs }: DrawerPulse): Uint8Array {
  return Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, steps(onMs), steps(offMs));
}

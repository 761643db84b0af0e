import type { Mode } from '../contracts/till-status.ts';

export type ModeFacts = {
  readonly connected: boolean;
  readonly hasPack: boolean;
  /** The disk has room to book. */
  readonly hasRoom: boolean;
  /** Time since the hub last answered; null when it never did. */
  readonly sinceContactMs: number | null;
  /** After so long without the hub the till no longer spends points. */
  readonly maxOfflineHours: number;
};

const HOUR_MS = 3_600_000;

/** The rung of the degradation ladder a till stands on. */
export function tillMode(facts: ModeFacts): Mode {
  if (!facts.hasPack) return 'off';
  if (!facts.hasRoom) return 'read-only';
  if (facts.connected) return 'online';
  if (facts.sinceContactMs === null || facts.sinceContactMs > facts.maxOfflineHours * HOUR_MS) return 'stale';
  return 'offline';
}

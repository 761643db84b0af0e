import type { Lot } from '../../contracts/ledger.ts';
import { instantToMs } from './instant.ts';

/** Lots whose points are taken first: soonest expiry, then earliest earned, then id. A lot without expiry comes last. */
export function compareLots(one: Lot, other: Lot): number {
  const expiryMs = (lot: Lot): number =>
    lot.expiresAt === null ? Number.POSITIVE_INFINITY : instantToMs(lot.expiresAt);
  const [oneMs, otherMs] = [expiryMs(one), expiryMs(other)];
  if (oneMs !== otherMs) return oneMs < otherMs ? -1 : 1;
  const earnedMs = instantToMs(one.earnedAt) - instantToMs(other.earnedAt);
  if (earnedMs !== 0) return earnedMs;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/**
 * Where a lot stands at an instant. An overdrawn lot (`remaining` below zero) is a debt: it counts at once and never
 * expires.
 */
export function lotState(lot: Lot, nowMs: number): 'pending' | 'active' | 'expired' {
  if (lot.remaining < 0) return 'active';
  if (lot.expiresAt !== null && instantToMs(lot.expiresAt) <= nowMs) return 'expired';
  return instantToMs(lot.activeAt) > nowMs ? 'pending' : 'active';
}

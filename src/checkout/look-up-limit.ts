import type { Clock } from '../shared/ports.ts';

const windowMs = 60_000;
/** Different cards and phones a till may ask for within the window. */
const mostLookUps = 20;

export type LookUpLimit = {
  /** Whether one more look-up may happen; asking again for what was asked within the window costs nothing. */
  readonly allows: (identifier: string) => boolean;
};

/**
 * Holds up somebody who tries out card and phone numbers. Counted on the clock that never steps back, so that changing
 * the time of the computer does not help.
 */
export function createLookUpLimit(clock: Clock): LookUpLimit {
  const asked = new Map<string, number>();
  return {
    allows(identifier) {
      const nowMs = clock.monotonicMs();
      for (const [known, atMs] of asked) if (nowMs - atMs >= windowMs) asked.delete(known);
      if (asked.has(identifier)) return true;
      if (asked.size >= mostLookUps) return false;
      asked.set(identifier, nowMs);
      return true;
    },
  };
}

import type { Clock } from '../shared/ports.ts';

const windowMs = 60_000;

/** Different identifiers within the window: those a till may ask for, and unknown ones that raise the alarm. */
export type LookUpBounds = { readonly most: number; readonly misses: number };

export type LookUpVerdict = {
  /** Whether the look-up may be answered; asking again for what was asked within the window costs nothing. */
  readonly allowed: boolean;
  /** Said once in a window each: the bound was reached, so many unknown ones were tried. */
  readonly alarm: 'too-many' | 'misses' | null;
};

export type LookUpLimit = {
  readonly judge: (identifier: string, isKnown: boolean, bounds: LookUpBounds) => LookUpVerdict;
};

/**
 * Holds up somebody who tries out card and phone numbers. Counted on the clock that never steps back, so that changing
 * the time of the computer does not help.
 */
export function createLookUpLimit(clock: Clock): LookUpLimit {
  const asked = new Map<string, { readonly atMs: number; readonly isKnown: boolean }>();
  const alarmedAtMs = { 'too-many': Number.NEGATIVE_INFINITY, misses: Number.NEGATIVE_INFINITY };
  const once = (alarm: 'too-many' | 'misses', nowMs: number): LookUpVerdict['alarm'] => {
    if (nowMs - alarmedAtMs[alarm] < windowMs) return null;
    alarmedAtMs[alarm] = nowMs;
    return alarm;
  };
  return {
    judge(identifier, isKnown, { most, misses }) {
      const nowMs = clock.monotonicMs();
      for (const [known, { atMs }] of asked) if (nowMs - atMs >= windowMs) asked.delete(known);
      if (asked.has(identifier)) return { allowed: true, alarm: null };
      if (asked.size >= most) return { allowed: false, alarm: once('too-many', nowMs) };
      asked.set(identifier, { atMs: nowMs, isKnown });
      const missed = [...asked.values()].filter((one) => !one.isKnown).length;
      const alarm = !isKnown && missed >= misses ? once('misses', nowMs) : null;
      return { allowed: true, alarm };
    },
  };
}

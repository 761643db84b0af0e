import type { Clock } from '../shared/ports.ts';
import type { Timers } from '../sync/ports.ts';

/** Knows when nobody at the till waits for an answer: the moment for work that nobody waits for. */
export type Lull = {
  /** A register, a window or another system has just asked for something. */
  readonly noteCall: () => void;
  /** Resolves in the next lull, at the latest after `mostMs`. False: there was none, so let it be little. */
  readonly next: () => Promise<boolean>;
};

export type LullTimes = {
  /** So long without a call is a lull: a register that sells calls again within it, a person does not. */
  readonly quietMs: number;
  readonly mostMs: number;
};

/** `onCall`: told of every call as well. */
export function createLull(
  clock: Clock,
  timers: Timers,
  { quietMs, mostMs }: LullTimes,
  onCall: () => void = () => {},
): Lull {
  let lullFromMs = Number.NEGATIVE_INFINITY;
  return {
    noteCall: () => {
      lullFromMs = clock.monotonicMs() + quietMs;
      onCall();
    },
    async next() {
      const latestMs = clock.monotonicMs() + mostMs;
      for (;;) {
        const nowMs = clock.monotonicMs();
        if (nowMs >= lullFromMs) return true;
        if (nowMs >= latestMs) return false;
        const delayMs = Math.min(lullFromMs, latestMs) - nowMs;
        await new Promise<void>((resolve) => timers.after(Math.ceil(delayMs), resolve));
      }
    },
  };
}

import type { Timing } from './timing.ts';

const PING_EVERY_MS = 5_000;
/** Unanswered pings in a row before the agent counts as hung. Counted, not timed: a sleeping machine misses none. */
const MAX_MISSED_PINGS = 6;

export type Pulse = {
  /** Whatever the agent says is a sign of life. */
  readonly heard: () => void;
  readonly stop: () => void;
};

/** Asks an agent for a sign of life every five seconds; calls `onHung` once when six in a row stay away. */
export function watchPulse(timing: Timing, ping: () => void, onHung: () => void): Pulse {
  let missed = 0;
  let cancel = (): void => {};
  const next = (): void => {
    cancel = timing.after(PING_EVERY_MS, () => {
      if (missed >= MAX_MISSED_PINGS) return onHung();
      missed += 1;
      ping();
      next();
    });
  };
  next();
  return {
    heard: () => {
      missed = 0;
    },
    stop: () => cancel(),
  };
}

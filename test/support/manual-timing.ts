import type { Timing } from '../../src/main/timing.ts';

export type ManualTiming = Timing & {
  /** Lets time pass; what falls due runs in order. */
  readonly pass: (ms: number) => void;
};

/** Time that passes only when a test says so. */
export function createManualTiming(chance = 1): ManualTiming {
  let nowMs = 0;
  let pending: { readonly dueMs: number; readonly action: () => void }[] = [];
  return {
    monotonicMs: () => nowMs,
    chance: () => chance,
    after: (delayMs, action) => {
      const entry = { dueMs: nowMs + delayMs, action };
      pending.push(entry);
      return () => {
        pending = pending.filter((other) => other !== entry);
      };
    },
    pass: (ms) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = pending.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined) break;
        pending = pending.filter((other) => other !== next);
        nowMs = next.dueMs;
        next.action();
      }
      nowMs = untilMs;
    },
  };
}

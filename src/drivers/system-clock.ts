import type { Clock } from '../shared/ports.ts';

/** The machine's clocks. `monotonicMs` counts from the machine's start, so two processes can compare it. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => Number(process.hrtime.bigint() / 1000n) / 1000,
};

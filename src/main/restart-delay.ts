const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/**
 * How long to wait before a process that died is started again, in milliseconds: a quarter of a second doubling to
 * 15 s, the upper half of it by chance so that two processes that die of each other do not stay in step.
 * `deaths` counts from 1; `chance` lies in [0, 1).
 */
export function restartDelayMs(deaths: number, chance: number): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(deaths - 1, 20));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * chance);
}

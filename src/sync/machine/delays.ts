const firstDelayMs = 1000;
const longestDelayMs = 60_000;
const pollMs = 30_000;
const pollSpread = 0.2;

/**
 * The pause after `failures` failures in a row: anywhere from 0 to 1 s, 2 s, 4 s … 60 s (full jitter), so that tills
 * that lost the hub together do not come back together. `unit` is random in [0, 1). The hub's own wish is a lower bound.
 */
export function retryDelayMs(failures: number, retryAfterMs: number | null, unit: number): number {
  const mostMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 10));
  const jitterMs = Math.floor(unit * mostMs);
  return retryAfterMs === null ? jitterMs : Math.min(retryAfterMs, 600_000) + Math.floor(unit * firstDelayMs);
}

/** 30 s, 20 % more or less. `unit` is random in [0, 1). */
export const pollDelayMs = (unit: number): number =>
  Math.floor(pollMs * (1 - pollSpread + 2 * pollSpread * unit));

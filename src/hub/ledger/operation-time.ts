import type { Operation } from '../../contracts/sync.ts';

/** What a till says of longer ago is not believed. */
export const latestLagMs = 30 * 86_400_000;

/**
 * When the hub takes an operation to have happened: the till's clock corrected by its last measured offset. It is
 * evidence only: never in the future, and a claim of more than 30 days ago counts as now.
 */
export function operationTimeMs(operation: Operation, nowMs: number): number {
  const estimatedMs = operation.clock.wallMs + (operation.clock.hubOffsetMs ?? 0);
  return estimatedMs > nowMs || estimatedMs < nowMs - latestLagMs ? nowMs : estimatedMs;
}

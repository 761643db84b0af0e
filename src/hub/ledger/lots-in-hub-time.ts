import type { Lot } from '../../contracts/ledger.ts';
import type { Operation } from '../../contracts/sync.ts';
import { instantFromMs, instantToMs } from '../../loyalty/ledger/instant.ts';

/** A till that met its hub a moment ago may be ahead by the error of the measurement; lots need not move for that. */
const toleranceMs = 5 * 60_000;

const moved = (instant: string, byMs: number): string => instantFromMs(instantToMs(instant) + byMs);

const movedLot = (lot: Lot, byMs: number): Lot => ({
  ...lot,
  earnedAt: moved(lot.earnedAt, byMs),
  activeAt: moved(lot.activeAt, byMs),
  expiresAt: lot.expiresAt === null ? null : moved(lot.expiresAt, byMs),
});

/**
 * The operation with the lots it creates counted from `takenMs`, when the hub takes it to have happened, where the till's
 * own time of it is impossible: a till that started offline on a wrong clock must not give points that sleep for years.
 */
export function lotsInHubTime(
  operation: Operation,
  takenMs: number,
  nowMs: number,
  mostLagMs: number,
): Operation {
  if (!('lots' in operation.body)) return operation;
  const saidMs = instantToMs(operation.at);
  if (saidMs <= nowMs + toleranceMs && saidMs >= nowMs - mostLagMs) return operation;
  const lots = operation.body.lots.map((lot) => movedLot(lot, takenMs - saidMs));
  // Only the dates of lots differ, so it is an operation of the same kind; the compiler loses that in the spread.
  return { ...operation, body: { ...operation.body, lots } } as Operation;
}

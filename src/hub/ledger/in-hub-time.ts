import type { Lot, Posting } from '../../contracts/ledger.ts';
import type { Operation, ReturnOperation } from '../../contracts/sync.ts';
import { instantFromMs, instantToMs } from '../../loyalty/ledger/instant.ts';
import { putBack } from '../../loyalty/ledger/put-back.ts';
import { latestLagMs, operationTimeMs } from './operation-time.ts';

/** A till that met its hub a moment ago may be ahead by the error of the measurement; lots need not move for that. */
const toleranceMs = 5 * 60_000;

type Moving = Extract<Operation, { readonly body: { readonly lots: unknown } }>;
/** What the hub takes for the time of an operation: `beganMs` for what begins with it, and the latest it can have been. */
type HubTime = { readonly beganMs: number; readonly latestMs: number };

/**
 * The operation with what hangs on its time decided by the hub: a till that started alone on a wrong clock must not give
 * points that sleep for years, or end before those of a sale of that true moment would. `lots`: the member's at the hub;
 * `spentFrom`: for a return, those that its purchase spent from.
 */
export function inHubTime<Given extends Moving>(
  operation: Given,
  lots: readonly Lot[],
  spentFrom: readonly Lot[],
  nowMs: number,
): Given {
  const time = hubTimeOf(operation, nowMs);
  const placed = operation.kind === 'return' ? putBackBy(operation, lots, spentFrom, time) : operation;
  const saidMs = instantToMs(operation.at);
  if (time.beganMs === saidMs && time.latestMs === saidMs) return placed as Given;
  const dated = placed.body.lots.map((lot) => movedLot(lot, time, saidMs));
  // Only legs and dates of lots differ, so it is an operation of the same kind; the compiler loses that in the spread.
  return { ...placed, body: { ...placed.body, lots: dated } } as Given;
}

function hubTimeOf(operation: Moving, nowMs: number): HubTime {
  const saidMs = instantToMs(operation.at);
  const isPossible = saidMs <= nowMs + toleranceMs && saidMs >= nowMs - latestLagMs;
  if (!isPossible) return { beganMs: operationTimeMs(operation, nowMs), latestMs: nowMs };
  const isGuess = operation.clock.guessed === true;
  return { beganMs: saidMs, latestMs: isGuess ? Math.max(saidMs, nowMs) : saidMs };
}

const moved = (instant: string, byMs: number): string => instantFromMs(instantToMs(instant) + byMs);

const movedLot = (lot: Lot, { beganMs, latestMs }: HubTime, saidMs: number): Lot => ({
  ...lot,
  earnedAt: moved(lot.earnedAt, beganMs - saidMs),
  activeAt: moved(lot.activeAt, beganMs - saidMs),
  expiresAt: lot.expiresAt === null ? null : moved(lot.expiresAt, latestMs - saidMs),
});

const isOfLot = ({ account }: Posting): boolean => account === 'available' || account === 'pending';
const isPutBack = (leg: Posting): boolean => isOfLot(leg) && leg.points > 0;

/** The return with its points in the lots they came from, or in a time of grace, by the hub's time instead of the till's. */
function putBackBy(
  operation: ReturnOperation,
  lots: readonly Lot[],
  spentFrom: readonly Lot[],
  { latestMs }: HubTime,
): ReturnOperation {
  const { body, id: operationId } = operation;
  const slices = body.postings
    .filter(({ account }) => account === 'redeemed')
    .map(({ lotId, wallet, points }) => ({ lotId, wallet, points: -points }));
  const known = new Set([...lots, ...spentFrom].map(({ id }) => id));
  // Of a lot that the hub has never heard of, the till knows more.
  if (body.member === null || slices.some(({ lotId }) => !known.has(lotId))) return operation;
  const saidMs = instantToMs(operation.at);
  const back = putBack({ operationId, memberId: body.member, atMs: latestMs, slices, lots, spentFrom });
  const others = body.postings.filter((leg) => leg.account !== 'redeemed' && !isPutBack(leg));
  const postings = [...back.postings, ...others];
  const inUse = new Set(postings.filter(isOfLot).map(({ lotId }) => lotId));
  const restored = new Map([...body.restored, ...back.restored].map((lot) => [lot.id, lot]));
  return {
    ...operation,
    body: {
      ...body,
      postings,
      // In the till's time, as the lots of every operation are at this point.
      lots: back.lots.map((lot) => movedLot(lot, { beganMs: saidMs, latestMs: saidMs }, latestMs)),
      restored: [...restored.values()].filter(({ id }) => inUse.has(id)),
    },
  };
}

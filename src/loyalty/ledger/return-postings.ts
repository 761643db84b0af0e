import type { Lot, Posting } from '../../contracts/ledger.ts';
import { assert } from '../../shared/assert.ts';
import type { ReturnSettlement } from '../clawback.ts';
import { daysInMs, instantFromMs, instantToMs } from './instant.ts';
import { compareLots, lotState } from './lot-order.ts';
import { accountOfLot, applyPostings, assertBalanced } from './postings.ts';

/** Points that come back to a lot that has expired can be spent for so long. */
const graceDays = 30;

export type ReturnForLedger = {
  readonly operationId: string;
  readonly memberId: string;
  /** Instant of the return, milliseconds since 1970. */
  readonly atMs: number;
  readonly purchase: {
    readonly operationId: string;
    readonly postings: readonly Posting[];
    /** The lots it spent from, as they were. */
    readonly spentFrom: readonly Lot[];
  };
  /** Points by wallet that earlier returns of the purchase put back. */
  readonly backBefore: Readonly<Record<string, number>>;
  readonly settlement: ReturnSettlement;
  /** The member's lots now. */
  readonly lots: readonly Lot[];
};
export type ReturnLegs = {
  readonly postings: readonly Posting[];
  readonly lots: readonly Lot[];
  readonly restored: readonly Lot[];
};

/**
 * The legs of a return. Points that had paid go back to the lots they came from, in the order in which those were
 * spent, so that any split of a return ends alike; points it had earned are taken from their own lot first, then from
 * what is spent first. Only a debt takes more than there is, from the lot of the purchase.
 */
export function returnPostings(given: ReturnForLedger): ReturnLegs {
  const back = putBack(given);
  const before = [...given.lots, ...back.restored];
  const lots = applyPostings(before, back.postings, back.lots);
  const postings = [
    ...back.postings,
    ...given.settlement.wallets.flatMap((one) => takeBack(given, lots, one)),
  ];
  assertBalanced(postings);
  return { postings, lots: back.lots, restored: back.restored };
}

function putBack(given: ReturnForLedger): ReturnLegs {
  const { memberId, operationId, atMs } = given;
  const known = new Map(given.lots.map((lot) => [lot.id, lot]));
  const spent = new Map(given.purchase.spentFrom.map((lot) => [lot.id, lot]));
  const postings: Posting[] = [];
  const restored = new Map<string, Lot>();
  const grace = new Map<string, number>();
  for (const { lotId, wallet, points } of slicesOf(given)) {
    const lot = known.get(lotId) ?? spent.get(lotId);
    const leg = { memberId, wallet, lotId };
    postings.push({ ...leg, account: 'redeemed', points: -points });
    if (lot === undefined || isGone(lot, atMs)) {
      const graceId = `${operationId}:${wallet}`;
      postings.push({ ...leg, lotId: graceId, account: 'available', points });
      grace.set(wallet, (grace.get(wallet) ?? 0) + points);
    } else {
      if (!known.has(lotId)) restored.set(lotId, { ...lot, remaining: 0 });
      postings.push({ ...leg, account: accountOfLot(lot), points });
    }
  }
  const lots = [...grace].map(
    ([wallet, points]): Lot => ({
      id: `${operationId}:${wallet}`,
      memberId,
      wallet,
      earnedAt: instantFromMs(atMs),
      activeAt: instantFromMs(atMs),
      expiresAt: instantFromMs(atMs + daysInMs(graceDays)),
      points,
      remaining: points,
    }),
  );
  return { postings, lots, restored: [...restored.values()] };
}

const isGone = (lot: Lot, atMs: number): boolean =>
  lot.expiresAt !== null && instantToMs(lot.expiresAt) <= atMs;

type Slice = { readonly lotId: string; readonly wallet: string; readonly points: number };

/** The part of what the purchase spent that comes back now: after what came back before. */
function slicesOf(given: ReturnForLedger): Slice[] {
  return given.settlement.wallets.flatMap(({ wallet, back }) => {
    let skip = given.backBefore[wallet] ?? 0;
    let left = back;
    const slices: Slice[] = [];
    for (const leg of given.purchase.postings) {
      if (leg.account !== 'redeemed' || leg.wallet !== wallet) continue;
      const skipped = Math.min(skip, leg.points);
      const points = Math.min(left, leg.points - skipped);
      skip -= skipped;
      left -= points;
      if (points > 0) slices.push({ lotId: leg.lotId, wallet, points });
    }
    assert(left === 0, `a return puts back ${left} points more than wallet ${wallet} spent`);
    return slices;
  });
}

function takeBack(
  given: ReturnForLedger,
  lots: readonly Lot[],
  { wallet, taken, short, debt }: ReturnSettlement['wallets'][number],
): Posting[] {
  const own = `${given.purchase.operationId}:${wallet}`;
  const usable = lots
    .filter((lot) => lot.wallet === wallet && lot.remaining > 0 && lotState(lot, given.atMs) !== 'expired')
    .sort((one, other) => Number(other.id === own) - Number(one.id === own) || compareLots(one, other));
  const amounts = new Map<string, { lot: Pick<Lot, 'earnedAt' | 'activeAt'>; points: number }>();
  let left = taken - short;
  for (const lot of usable) {
    const points = Math.min(left, lot.remaining);
    if (points > 0) amounts.set(lot.id, { lot, points });
    left -= points;
  }
  assert(left === 0, `wallet ${wallet} is short of ${left} points that it was said to have`);
  if (debt > 0) {
    const known = lots.find((lot) => lot.id === own) ?? { earnedAt: '', activeAt: '' };
    const before = amounts.get(own)?.points ?? 0;
    amounts.set(own, { lot: known, points: before + debt });
  }
  return [...amounts].flatMap(([lotId, { lot, points }]): Posting[] => {
    const leg = { memberId: given.memberId, wallet, lotId };
    return [
      { ...leg, account: accountOfLot(lot), points: -points },
      { ...leg, account: 'issued', points },
    ];
  });
}

import type { Lot, Posting } from '../../contracts/ledger.ts';
import { assert, defined } from '../../shared/assert.ts';
import type { ReturnSettlement } from '../clawback.ts';
import { accountOfLot, assertBalanced } from './postings.ts';
import { putBack, type ReturnLegs, type Slice } from './put-back.ts';

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
    /** The lots it made. */
    readonly lots: readonly Lot[];
  };
  /** Points by wallet that earlier returns of the purchase put back. */
  readonly backBefore: Readonly<Record<string, number>>;
  readonly settlement: ReturnSettlement;
  /** The member's lots now. */
  readonly lots: readonly Lot[];
};

/**
 * The legs of a return. Points that had paid go back to the lots they came from, in the order in which those were
 * spent, so that any split of a return ends alike; points it had earned leave the lot it had made.
 */
export function returnPostings(given: ReturnForLedger): ReturnLegs {
  const { operationId, memberId, atMs, lots, purchase } = given;
  const { spentFrom } = purchase;
  const back = putBack({ operationId, memberId, atMs, slices: slicesOf(given), lots, spentFrom });
  const known = [...given.lots, ...given.purchase.lots];
  const postings = [
    ...back.postings,
    ...given.settlement.wallets.flatMap((one) => takeBack(given, known, one)),
  ];
  assertBalanced(postings);
  const present = new Set([...given.lots, ...back.restored].map((lot) => lot.id));
  const moved = new Set(postings.map((leg) => leg.lotId));
  const own = given.purchase.lots
    .filter((lot) => moved.has(lot.id) && !present.has(lot.id))
    .map((lot) => ({ ...lot, remaining: 0 }));
  return { postings, lots: back.lots, restored: [...back.restored, ...own] };
}

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

/**
 * Takes points earned out of their own lot, whatever is left in it: below zero the lot counts against the others of its
 * wallet, so the balance is the same as if those had been taken, and when a purchase that had spent from it comes back
 * too, everything lies where it lay before.
 */
function takeBack(
  { memberId, purchase }: ReturnForLedger,
  lots: readonly Lot[],
  { wallet, taken, short, debt }: ReturnSettlement['wallets'][number],
): Posting[] {
  const points = taken - short + debt;
  if (points === 0) return [];
  const lotId = ownLotId(purchase, wallet);
  const own = defined(
    lots.find((lot) => lot.id === lotId),
    `lot ${lotId} of the purchase is known`,
  );
  const leg = { memberId, wallet, lotId };
  return [
    { ...leg, account: accountOfLot(own), points: -points },
    { ...leg, account: 'issued', points },
  ];
}

/** The lot that a purchase filled in a wallet. */
export const ownLotId = (purchase: { readonly operationId: string }, wallet: string): string =>
  `${purchase.operationId}:${wallet}`;

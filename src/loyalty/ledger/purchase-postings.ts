import type { Lot, Posting } from '../../contracts/ledger.ts';
import { assert } from '../../shared/assert.ts';
import { daysInMs, instantFromMs } from './instant.ts';
import { compareLots, lotState } from './lot-order.ts';
import { accountOfLot, assertBalanced } from './postings.ts';

/** What the ledger must know of a wallet. */
export type LedgerWallet = {
  readonly id: string;
  readonly activateAfterDays: number;
  readonly expireAfterDays: number | null;
};

export type PurchaseForLedger = {
  readonly operationId: string;
  readonly memberId: string;
  /** Instant of the purchase, milliseconds since 1970. */
  readonly atMs: number;
  /** Points that leave, by wallet: payment and chosen rewards. */
  readonly redeemed: Readonly<Record<string, number>>;
  /** Points that come, by wallet. */
  readonly earned: Readonly<Record<string, number>>;
  readonly lots: readonly Lot[];
  readonly wallets: readonly LedgerWallet[];
};

/**
 * The legs of a purchase and the lots it creates. Spending takes the soonest-expiring points first and says which lots
 * it took; earning makes one lot `<operationId>:<wallet>` per wallet. To spend more than the lots hold is a bug here:
 * the caller has bounded it before. The points earned by a purchase cannot pay for it.
 */
export function purchasePostings(purchase: PurchaseForLedger): { postings: Posting[]; lots: Lot[] } {
  const postings: Posting[] = [];
  for (const wallet of Object.keys(purchase.redeemed).sort()) {
    postings.push(...spend(purchase, wallet, purchase.redeemed[wallet] ?? 0));
  }
  const created: Lot[] = [];
  for (const wallet of Object.keys(purchase.earned).sort()) {
    const lot = earnedLot(purchase, wallet, purchase.earned[wallet] ?? 0);
    if (lot === null) continue;
    created.push(lot);
    const leg = { memberId: lot.memberId, wallet, lotId: lot.id };
    postings.push({ ...leg, account: 'issued', points: -lot.points });
    postings.push({ ...leg, account: accountOfLot(lot), points: lot.points });
  }
  assertBalanced(postings);
  return { postings, lots: created };
}

function spend(purchase: PurchaseForLedger, wallet: string, points: number): Posting[] {
  assert(Number.isSafeInteger(points) && points >= 0, 'points to spend are a whole number');
  const usable = purchase.lots
    .filter((lot) => lot.wallet === wallet && lot.remaining > 0 && lotState(lot, purchase.atMs) === 'active')
    .sort(compareLots);
  const postings: Posting[] = [];
  let left = points;
  for (const lot of usable) {
    if (left === 0) break;
    const taken = Math.min(left, lot.remaining);
    left -= taken;
    const leg = { memberId: purchase.memberId, wallet, lotId: lot.id };
    postings.push({ ...leg, account: accountOfLot(lot), points: -taken });
    postings.push({ ...leg, account: 'redeemed', points: taken });
  }
  assert(left === 0, `wallet ${wallet} is short of ${left} points`);
  return postings;
}

function earnedLot(purchase: PurchaseForLedger, wallet: string, points: number): Lot | null {
  assert(Number.isSafeInteger(points) && points >= 0, 'earned points are a whole number');
  if (points === 0) return null;
  const rule = purchase.wallets.find((one) => one.id === wallet);
  assert(rule !== undefined, `the program has no wallet ${wallet}`);
  const activeMs = purchase.atMs + daysInMs(rule.activateAfterDays);
  return {
    id: `${purchase.operationId}:${wallet}`,
    memberId: purchase.memberId,
    wallet,
    earnedAt: instantFromMs(purchase.atMs),
    activeAt: instantFromMs(activeMs),
    // Counted from when the points can be used, so that a long wait does not eat their life.
    expiresAt:
      rule.expireAfterDays === null ? null : instantFromMs(activeMs + daysInMs(rule.expireAfterDays)),
    points,
    remaining: points,
  };
}

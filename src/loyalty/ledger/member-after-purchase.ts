import type { Lot, Posting } from '../../contracts/ledger.ts';
import type { Quote } from '../../contracts/quote.ts';
import type { MemberRecord } from '../../contracts/sync.ts';
import { withClubsBought } from './club-periods.ts';
import { applyPostings } from './postings.ts';

/** What of a purchase changes a member. */
export type PurchaseEffects = {
  /** The operation that books it. */
  readonly operationId: string;
  readonly quote: Quote;
  readonly postings: readonly Posting[];
  readonly lots: readonly Lot[];
};

type Counters = Readonly<Record<string, number>>;

/**
 * The member after a confirmed purchase: points, spend, purchases, uses of promotions, stamps, clubs and a tier reached.
 * Everything is added to what is there, so that purchases may be applied on top of any newer state of the hub.
 */
export function memberAfterPurchase(member: MemberRecord, purchase: PurchaseEffects): MemberRecord {
  const { quote } = purchase;
  const lots = member.lots.map((lot) => ({ ...lot, memberId: member.id }));
  const own = purchase.postings.filter((posting) => posting.memberId === member.id);
  const after = applyPostings(lots, own, purchase.lots);
  return {
    ...withClubsBought(member, purchase.operationId, quote.clubs),
    lots: after.map(({ memberId: _owner, ...lot }) => lot),
    spendMinor: member.spendMinor + quote.totals.net,
    purchases: member.purchases + 1,
    used: addAll(
      member.used,
      quote.applied.map((applied) => [applied.promotion, 1]),
    ),
    stamps: addAll(
      member.stamps,
      quote.stamps.map((stamp) => [stamp.card, stamp.earned - stamp.used]),
    ),
    tier: quote.tier?.reached ?? member.tier,
  };
}

function addAll(counters: Counters, changes: readonly (readonly [string, number])[]): Record<string, number> {
  const sums: Record<string, number> = { ...counters };
  for (const [key, change] of changes) {
    const before = sums[key] ?? 0;
    // Stamps taken twice, at two tills that could not hear each other, must not run below an empty card.
    sums[key] = Math.max(Math.min(0, before), before + change);
  }
  return sums;
}

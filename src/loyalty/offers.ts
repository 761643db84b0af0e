import type { Member } from '../contracts/member.ts';
import type { Promotion } from '../contracts/promotion.ts';
import type { QuoteContext } from '../contracts/quote-context.ts';
import type { CompiledProgram, CompiledPromotion } from './program/compiled.ts';
import { loadsGiftsOnly } from './program/conditions.ts';
import { isInPeriod } from './program/period.ts';
import { NOT_A_MEMBER } from './program/reason.ts';
import { gatherFacts } from './stages/facts.ts';

/** Where and when an offer is looked for. */
export type OfferPlace = { readonly at: string; readonly store: string; readonly till: string };

/**
 * Promotions for members whose every condition but the basket this member meets here and now, in their order. Those
 * that want a coupon are none: the coupon itself is the offer.
 */
export function offersFor(
  program: CompiledProgram,
  member: Member,
  place: OfferPlace,
  context: QuoteContext,
  among: readonly CompiledPromotion[] = program.promotions,
): Promotion[] {
  const receipt = { ...place, purchaseId: 'offers', lines: [], coupons: [], rewards: [] };
  const facts = gatherFacts(program, member, receipt, context);
  const giftWallets = new Set(program.wallets.filter(({ gift }) => gift).map(({ id }) => id));
  return among
    .filter(
      ({ period, stores, conditions, promotion }) =>
        promotion.when.coupon == null &&
        !loadsGiftsOnly(promotion, giftWallets) &&
        isInPeriod(period, facts.moment) &&
        (stores?.has(place.store) ?? true) &&
        conditions.some(({ reason }) => reason === NOT_A_MEMBER) &&
        conditions.every((condition) => condition.holds(facts)),
    )
    .map(({ promotion }) => promotion);
}

const personalKept = new WeakMap<CompiledProgram, readonly CompiledPromotion[]>();

/** Met by who the member is, not by being one at all. Found once a program: few are, of thousands. */
function personalOf(program: CompiledProgram): readonly CompiledPromotion[] {
  const known = personalKept.get(program);
  if (known !== undefined) return known;
  const personal = program.promotions.filter(({ promotion: { when } }) =>
    [when.tiers, when.segments, when.clubs, when.birthday, when.memberForDays, when.purchases].some(
      (condition) => condition != null,
    ),
  );
  personalKept.set(program, personal);
  return personal;
}

/** Those of `offersFor` that not every member gets. */
export function personalOffersFor(
  program: CompiledProgram,
  member: Member,
  place: OfferPlace,
  context: QuoteContext,
): Promotion[] {
  const personal = personalOf(program);
  return personal.length === 0 ? [] : offersFor(program, member, place, context, personal);
}

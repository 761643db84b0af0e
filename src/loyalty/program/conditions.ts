import type { Promotion } from '../../contracts/promotion.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import { dateOf, daysOf, isLeapYear, parseBirthday, parseDay } from '../time/calendar.ts';
import { countOf, type Facts, type GivenCoupon } from './facts.ts';
import {
  BIRTHDAY,
  CLUB,
  COUPON,
  LIMIT,
  NOT_A_GUEST,
  NOT_A_MEMBER,
  PURCHASES,
  SEGMENT,
  TENURE,
  TIER,
} from './reason.ts';

/** Asks one condition: true when it holds. */
export type Condition = { readonly reason: number; readonly holds: (facts: Facts) => boolean };

const within = (
  value: number,
  range: { min?: number | null | undefined; max?: number | null | undefined },
): boolean => (range.min == null || value >= range.min) && (range.max == null || value <= range.max);

const shares = (have: readonly string[], wanted: ReadonlySet<string>): boolean =>
  have.some((entry) => wanted.has(entry));

/** Day number of a birthday in a year; 29 February is the 28th in a plain year. */
function birthdayIn(year: number, month: number, day: number): number {
  return daysOf(year, month, month === 2 && day === 29 && !isLeapYear(year) ? 28 : day);
}

/** Is `today` at most `before` days before or `after` days after a birthday? Windows cross the new year. */
export function isNearBirthday(birthday: string, today: number, before: number, after: number): boolean {
  const { month, day } = parseBirthday(birthday);
  const { year } = dateOf(today);
  for (const candidate of [year - 1, year, year + 1]) {
    const distance = today - birthdayIn(candidate, month, day);
    if (distance >= -before && distance <= after) return true;
  }
  return false;
}

/** The given coupon that meets a promotion's condition: its code, or any code of its series. */
export function couponFor(
  facts: Facts,
  wanted: string | { readonly series: string },
): GivenCoupon | undefined {
  if (typeof wanted === 'string') {
    const key = couponKey(wanted);
    return facts.coupons.find((coupon) => coupon.key === key);
  }
  return facts.coupons.find((coupon) => coupon.series === wanted.series);
}

/** Can only a member meet the promotion: does a condition or its limit ask about one? */
function needsMember({ when, limit }: Promotion): boolean {
  return (
    when.audience === 'members' ||
    when.tiers !== undefined ||
    when.segments !== undefined ||
    when.clubs !== undefined ||
    when.birthday != null ||
    when.memberForDays != null ||
    when.purchases != null ||
    limit?.perMember != null
  );
}

/** Does the promotion only do what a guest has no account for? */
const servesMembersOnly = (promotion: Promotion): boolean =>
  promotion.then.every((effect) => effect.type === 'points' || effect.type === 'stamp');

/** Does it only load gift cards? Then a gift card may be loaded without being anybody's membership. */
export const loadsGiftsOnly = (promotion: Promotion, giftWallets: ReadonlySet<string>): boolean =>
  promotion.then.every((effect) => effect.type === 'points' && giftWallets.has(effect.wallet));

function memberConditions({ when }: Promotion, tierIndex: (id: string) => number): Condition[] {
  const list: Condition[] = [];
  const { tiers, segments, clubs, birthday, memberForDays, purchases } = when;
  if (tiers !== undefined) {
    const wanted = new Set(tiers.map(tierIndex));
    list.push({ reason: TIER, holds: (facts) => wanted.has(facts.tier) });
  }
  if (segments !== undefined) {
    const wanted = new Set(segments);
    list.push({ reason: SEGMENT, holds: ({ member }) => shares(member?.segments ?? [], wanted) });
  }
  if (clubs !== undefined) {
    const wanted = new Set(clubs);
    list.push({ reason: CLUB, holds: ({ member }) => shares(member?.clubs ?? [], wanted) });
  }
  if (birthday != null) {
    const { before, after } = birthday;
    list.push({
      reason: BIRTHDAY,
      holds: ({ member, moment }) =>
        member?.birthday != null && isNearBirthday(member.birthday, moment.day, before, after),
    });
  }
  if (memberForDays != null) {
    list.push({
      reason: TENURE,
      holds: ({ member, moment }) =>
        member?.joinedAt != null &&
        within(Math.max(0, moment.day - parseDay(member.joinedAt)), memberForDays),
    });
  }
  if (purchases != null) {
    list.push({
      reason: PURCHASES,
      holds: ({ member }) => member !== null && within(member.purchases, purchases),
    });
  }
  return list;
}

/** What conditions need of the program: positions of tiers, and the wallets of gift cards. */
type ConditionScope = {
  readonly tierIndex: (id: string) => number;
  readonly giftWallets: ReadonlySet<string>;
};

/** There is a member. */
export const isMember: Condition = { reason: NOT_A_MEMBER, holds: (facts) => facts.member !== null };

/** All conditions of a promotion but period, store and basket, in the order in which the first failing one counts. */
export function compileConditions(
  promotion: Promotion,
  { tierIndex, giftWallets }: ConditionScope,
): Condition[] {
  const { when, limit, id } = promotion;
  const list: Condition[] = [];
  if (!needsMember(promotion) && loadsGiftsOnly(promotion, giftWallets)) {
    list.push({ reason: NOT_A_MEMBER, holds: (facts) => facts.payer !== null });
  } else if (needsMember(promotion) || servesMembersOnly(promotion)) {
    list.push(isMember);
  }
  if (when.audience === 'guests') {
    list.push({ reason: NOT_A_GUEST, holds: (facts) => facts.member === null });
  }
  list.push(...memberConditions(promotion, tierIndex));
  if (when.coupon != null) {
    const wanted = when.coupon;
    list.push({ reason: COUPON, holds: (facts) => couponFor(facts, wanted) !== undefined });
  }
  if (limit?.perMember != null) {
    const most = limit.perMember;
    list.push({ reason: LIMIT, holds: ({ member }) => countOf(member?.used ?? {}, id) < most });
  }
  if (limit?.total != null) {
    const most = limit.total;
    list.push({ reason: LIMIT, holds: ({ context }) => countOf(context.promotionUses, id) < most });
  }
  return list;
}

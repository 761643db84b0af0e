import type { BasketCondition, Promotion, PromotionCondition } from '../../contracts/promotion.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import { covers } from './goods-sets.ts';

// Conditions as sets of receipts: which surely holds whenever another does, which surely never meet.

type Range = { readonly min?: number | null | undefined; readonly max?: number | null | undefined };

const low = (range: Range | null | undefined): number => range?.min ?? 0;
const high = (range: Range | null | undefined): number => range?.max ?? Number.POSITIVE_INFINITY;

/** Conditions that only a member can meet. */
export const asksMember = ({ when, limit }: Pick<Promotion, 'when' | 'limit'>): boolean =>
  when.audience === 'members' ||
  [when.tiers, when.segments, when.clubs, when.birthday, when.memberForDays, when.purchases].some(
    (condition) => condition != null,
  ) ||
  limit?.perMember != null;

type Values = readonly (string | number)[] | undefined;

export const listHolds = (wide: Values, narrow: Values): boolean =>
  wide === undefined || (narrow?.every((value) => wide.includes(value)) ?? false);

const rangeHolds = (wide: Range | null | undefined, narrow: Range | null | undefined): boolean =>
  wide == null || (narrow != null && low(wide) <= low(narrow) && high(wide) >= high(narrow));

const hoursHold = (wide: PromotionCondition['hours'], narrow: PromotionCondition['hours']): boolean =>
  wide === undefined ||
  (narrow?.every(([start, end]) => wide.some(([a, b]) => a <= b && start <= end && a <= start && end <= b)) ??
    false) ||
  canonicalJson(wide) === canonicalJson(narrow ?? null);

/** Hours over midnight reach into the next day, which need not be one of the weekdays. */
const hasNights = ({ hours }: PromotionCondition): boolean =>
  hours?.some(([start, end]) => start > end) ?? false;

const rhythmHolds = (wide: PromotionCondition, narrow: PromotionCondition): boolean =>
  listHolds(wide.weekdays, narrow.weekdays) &&
  hoursHold(wide.hours, narrow.hours) &&
  (wide.weekdays === undefined || wide.hours !== undefined || !hasNights(narrow));

const birthdayHolds = (
  wide: PromotionCondition['birthday'],
  narrow: PromotionCondition['birthday'],
): boolean => wide == null || (narrow != null && wide.before >= narrow.before && wide.after >= narrow.after);

/** The basket conditions of a promotion: none, one, or a list that must all hold. */
export const basketsOf = ({ basket }: PromotionCondition): readonly BasketCondition[] =>
  basket == null ? [] : Array.isArray(basket) ? basket : [basket];

const basketHolds = (wide: BasketCondition, narrow: BasketCondition): boolean =>
  wide.over === narrow.over &&
  covers(wide.of, narrow.of) &&
  (wide.minAmount ?? 0) <= (narrow.minAmount ?? 0) &&
  (wide.minQuantity ?? 0) <= (narrow.minQuantity ?? 0) &&
  // A most is kept by fewer goods only where they are the same goods, and what is left of them changes from turn to turn.
  ((wide.maxAmount == null && wide.maxQuantity == null) ||
    (covers(narrow.of, wide.of) &&
      (wide.maxAmount == null || wide.over === 'gross') &&
      (wide.maxAmount ?? Number.POSITIVE_INFINITY) >= (narrow.maxAmount ?? Number.POSITIVE_INFINITY) &&
      (wide.maxQuantity ?? Number.POSITIVE_INFINITY) >= (narrow.maxQuantity ?? Number.POSITIVE_INFINITY)));

const audienceHolds = (wide: PromotionCondition, narrow: PromotionCondition): boolean =>
  wide.audience === 'anyone' ||
  wide.audience === narrow.audience ||
  (wide.audience === 'members' && asksMember({ when: narrow }));

/** A condition on a coupon, written one way: letter case of a code makes no difference, that of a series does. */
export const couponText = (coupon: PromotionCondition['coupon']): string =>
  canonicalJson(typeof coupon === 'string' ? couponKey(coupon) : (coupon ?? null));

/** Does `wide` surely hold whenever `narrow` does, leaving baskets aside? */
const holdsBesideBasket = (wide: PromotionCondition, narrow: PromotionCondition): boolean =>
  (wide.from == null || (narrow.from != null && wide.from <= narrow.from)) &&
  (wide.to == null || (narrow.to != null && wide.to >= narrow.to)) &&
  rhythmHolds(wide, narrow) &&
  listHolds(wide.stores, narrow.stores) &&
  audienceHolds(wide, narrow) &&
  listHolds(wide.tiers, narrow.tiers) &&
  listHolds(wide.segments, narrow.segments) &&
  listHolds(wide.clubs, narrow.clubs) &&
  birthdayHolds(wide.birthday, narrow.birthday) &&
  rangeHolds(wide.memberForDays, narrow.memberForDays) &&
  rangeHolds(wide.purchases, narrow.purchases) &&
  (wide.coupon == null || couponText(wide.coupon) === couponText(narrow.coupon));

/** Does `wide` surely hold whenever `narrow` does? */
export const holdsWhenever = (wide: PromotionCondition, narrow: PromotionCondition): boolean =>
  holdsBesideBasket(wide, narrow) &&
  basketsOf(wide).every((basket) => basketsOf(narrow).some((other) => basketHolds(basket, other)));

const listsMeet = (a: Values, b: Values): boolean =>
  a === undefined || b === undefined || a.some((value) => b.includes(value));

const rangesMeet = (a: Range | null | undefined, b: Range | null | undefined): boolean =>
  Math.max(low(a), low(b)) <= Math.min(high(a), high(b));

const hoursMeet = (a: PromotionCondition['hours'], b: PromotionCondition['hours']): boolean =>
  a === undefined ||
  b === undefined ||
  a.some(([from, to]) => b.some(([start, end]) => from > to || start > end || (from < end && start < to)));

/** Can both hold for one receipt? Only a "no" is sure. */
export function mayMeet(a: Promotion, b: Promotion): boolean {
  const [x, y] = [a.when, b.when];
  if ((x.from ?? '') > (y.to ?? '9') || (y.from ?? '') > (x.to ?? '9')) return false;
  if (x.audience === 'guests' && asksMember(b)) return false;
  if (y.audience === 'guests' && asksMember(a)) return false;
  return (
    (hasNights(x) || hasNights(y) || listsMeet(x.weekdays, y.weekdays)) &&
    hoursMeet(x.hours, y.hours) &&
    listsMeet(x.stores, y.stores) &&
    listsMeet(x.tiers, y.tiers) &&
    rangesMeet(x.memberForDays, y.memberForDays) &&
    rangesMeet(x.purchases, y.purchases)
  );
}

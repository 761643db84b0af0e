import type { Effect } from '../../../contracts/effects.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Selector } from '../../../contracts/selector.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { basketsOf, couponText } from '../condition-sets.ts';
import { normalised } from '../goods-sets.ts';
import { goodsOf } from '../overlap.ts';

const sortedSet = <T>(values: readonly T[] | undefined): T[] | null =>
  values === undefined ? null : [...new Set(values)].sort();

/** The conditions of a promotion but for time and stores, written one way: the same text means the same customers and baskets. */
export function customersOf({ when }: Promotion): string {
  const { from: _from, to: _to, weekdays: _weekdays, hours: _hours, stores: _stores, ...rest } = when;
  return canonicalJson({
    ...rest,
    tiers: sortedSet(rest.tiers),
    segments: sortedSet(rest.segments),
    clubs: sortedSet(rest.clubs),
    coupon: couponText(rest.coupon),
    basket: basketsOf(when).map((basket) => ({ ...basket, of: normalised(basket.of) })),
  });
}

/** When a promotion is in force, written one way. */
export const timesOf = ({ when: { from, to, weekdays, hours } }: Promotion): string =>
  canonicalJson([
    from ?? null,
    to ?? null,
    sortedSet(weekdays),
    sortedSet(hours?.map(([start, end]) => `${start} ${end}`)),
  ]);

/** Goods of these effects, normalised. */
export const goodsOfEffects = (effects: readonly Effect[]): Selector[] =>
  effects.flatMap(goodsOf).map(normalised);

/** What these effects of a promotion are about, written one way: the same text means the same goods under the same conditions. */
export const subjectOf = (promotion: Promotion, effects: readonly Effect[]): string =>
  canonicalJson([
    sortedSet(goodsOfEffects(effects).map((of) => canonicalJson(of))),
    sortedSet(promotion.when.stores),
    customersOf(promotion),
  ]);

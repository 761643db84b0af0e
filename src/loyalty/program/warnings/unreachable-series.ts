import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';

const wantedSeries = ({ when: { coupon } }: Promotion): string | null =>
  typeof coupon === 'object' && coupon !== null ? coupon.series : null;

/**
 * Promotions that want a coupon which nobody can ever have: its series is issued only by promotions that never apply,
 * or that themselves want such a coupon. Series of `couponSeries` come from elsewhere.
 */
export function withoutCoupons(program: Program, never: (promotion: Promotion) => boolean): Set<Promotion> {
  const issued = new Set(program.couponSeries.map(({ id }) => id));
  const waiting = new Set(program.promotions.filter((promotion) => !never(promotion)));
  let before = -1;
  while (before !== waiting.size) {
    before = waiting.size;
    for (const promotion of waiting) {
      const wanted = wantedSeries(promotion);
      if (wanted !== null && !issued.has(wanted)) continue;
      waiting.delete(promotion);
      for (const effect of promotion.then) if (effect.type === 'coupon') issued.add(effect.series);
    }
  }
  return waiting;
}

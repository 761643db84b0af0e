import type { Effect } from '../../contracts/effects.ts';
import type { Selector } from '../../contracts/selector.ts';

/** Selectors of the goods an effect works on; a gift's are its own SKU. */
export function goodsOf(effect: Effect): Selector[] {
  switch (effect.type) {
    case 'buyGet':
      return [effect.buy.of, effect.get.of];
    case 'bundle':
      return effect.items.map((item) => item.of);
    case 'gift':
      return [{ sku: [effect.sku] }];
    case 'coupon':
    case 'stamp':
    case 'message':
      return [];
    default:
      return [effect.of];
  }
}

/** Does the effect lower prices? */
export const lowersPrices = (effect: Effect): boolean =>
  !['points', 'coupon', 'stamp', 'message'].includes(effect.type);

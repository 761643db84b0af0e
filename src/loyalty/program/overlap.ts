import type { Effect } from '../../contracts/effects.ts';
import type { Selector } from '../../contracts/selector.ts';
import { isUnder } from './selectors.ts';

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

const shareValue = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === undefined || b === undefined || a.some((value) => b.includes(value));

const shareCategory = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === undefined || b === undefined || a.some((x) => b.some((y) => isUnder(x, y) || isUnder(y, x)));

function sharePrice(a: Selector['price'], b: Selector['price']): boolean {
  const low = Math.max(a?.min ?? 0, b?.min ?? 0);
  const high = Math.min(a?.max ?? Number.POSITIVE_INFINITY, b?.max ?? Number.POSITIVE_INFINITY);
  return low <= high;
}

/** Can one line match both selectors, as far as their lists tell? `except` is not looked at: the answer is "may". */
export const mayShareGoods = (a: Selector, b: Selector): boolean =>
  shareValue(a.sku, b.sku) &&
  shareValue(a.brand, b.brand) &&
  shareCategory(a.category, b.category) &&
  sharePrice(a.price, b.price);

/** Does the selector surely match nothing? */
export const matchesNothing = (of: Selector): boolean =>
  [of.sku, of.category, of.brand, of.tag].some((list) => list?.length === 0) ||
  (of.price?.min ?? 0) > (of.price?.max ?? Number.POSITIVE_INFINITY) ||
  (of.except !== undefined && Object.keys(of.except).length === 0);

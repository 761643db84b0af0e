import type { BasketCondition, Promotion } from '../../../src/contracts/promotion.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import type { Selector } from '../../../src/contracts/selector.ts';
import { matches } from './model.ts';

export const basketList = ({ when: { basket } }: Promotion): readonly BasketCondition[] =>
  basket == null ? [] : Array.isArray(basket) ? basket : [basket];

/** Goods that the effects of a promotion name. */
export const selectorsOf = (promotion: Promotion): Selector[] =>
  promotion.then.flatMap((effect) => {
    if (effect.type === 'buyGet') return [effect.buy.of, effect.get.of];
    if (effect.type === 'bundle') return effect.items.map((item) => item.of);
    return 'of' in effect ? [effect.of] : [];
  });

/** Has the promotion anything to do with the receipt? */
export function touches(promotion: Promotion, receipt: Receipt): boolean {
  const selectors = selectorsOf(promotion);
  const own = selectors.some((of) => receipt.lines.some((line) => matches(of, line)));
  const gives = promotion.then.some((effect) => effect.type === 'gift') || selectors.length === 0;
  const baskets = basketList(promotion);
  const byBasket =
    baskets.length === 0 || baskets.some(({ of }) => receipt.lines.some((line) => matches(of, line)));
  return receipt.lines.length > 0 && (own || (gives && byBasket));
}

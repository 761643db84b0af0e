import { type Actor, type Cart, linesOf } from '../cart/cart.ts';
import { isOpenFor } from '../cart/line-state.ts';
import { NOTHING_LEFT, type Verdict, WEIGHED_GOODS } from '../cart/verdict.ts';

/** Why an effect of counted units took nothing though it had lines to work on: goods by weight, or nothing is left. */
export function withoutUnits(cart: Cart, selector: number, { source, exclusive }: Actor): Verdict {
  for (const line of linesOf(cart, selector)) {
    if (!line.noDiscount && line.units > 0 && isOpenFor(line, source, exclusive)) return NOTHING_LEFT;
  }
  return WEIGHED_GOODS;
}

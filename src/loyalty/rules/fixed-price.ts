import { priceTimes } from '../../shared/money.ts';
import { takeWhatFits } from '../cart/cart.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostByLine } from './most.ts';
import type { DiscountRule } from './rule.ts';

const open = createOpenLines();

/** The line becomes `price` x quantity where less is not left of it already. */
export const fixedPrice: DiscountRule<'fixedPrice'> = {
  kind: 'discount',
  type: 'fixedPrice',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    const { price } = effect;
    return {
      selectors: [selector],
      works: [selector],
      most: (cart) =>
        mostByLine(cart, selector, (line) => line.remaining - priceTimes(price, line.thousandths)),
      apply: (cart, actor): Verdict => {
        const lines = collectOpen(cart, selector, actor, open);
        if (lines.length === 0) return open.none;
        let taken = 0;
        for (const line of lines) {
          const wanted = line.remaining - priceTimes(price, line.thousandths);
          if (wanted > 0) taken += takeWhatFits(cart, line, actor, wanted);
        }
        return taken > 0 ? APPLIED : NOTHING_LEFT;
      },
    };
  },
};

import { takeWhatFits } from '../cart/cart.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { spread } from '../cart/spread.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import type { DiscountRule } from './rule.ts';

const open = createOpenLines();

/** `per: "receipt"` is one sum spread over lines; `line` and `unit` are lost where they do not fit. */
export const amountOff: DiscountRule<'amountOff'> = {
  kind: 'discount',
  type: 'amountOff',
  stageOf: (effect) => (effect.per === 'receipt' ? 'receipt' : 'line'),
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    const { amount, per } = effect;
    const mostUnits = effect.units ?? Number.POSITIVE_INFINITY;
    return {
      selectors: [selector],
      apply: (cart, actor): Verdict => {
        const lines = collectOpen(cart, selector, actor, open);
        if (lines.length === 0) return open.none;
        let taken = 0;
        if (per === 'receipt') taken = spread(cart, lines, actor, amount);
        else {
          for (const line of lines) {
            // Weighed goods have no whole units: `unit` passes them by.
            const times = per === 'line' ? 1 : Math.min(line.units, mostUnits);
            taken += takeWhatFits(cart, line, actor, amount * times);
          }
        }
        return taken > 0 ? APPLIED : NOTHING_LEFT;
      },
    };
  },
};

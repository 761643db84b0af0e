import { takeWhatFits } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { spread } from '../cart/spread.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostByLine, mostOfSum } from './most.ts';
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
    // Weighed goods have no whole units: `unit` passes them by.
    const timesOf = (line: LineState): number => (per === 'line' ? 1 : Math.min(line.units, mostUnits));
    return {
      selectors: [selector],
      works: [selector],
      most: (cart) =>
        per === 'receipt'
          ? mostOfSum(cart, selector, amount)
          : mostByLine(cart, selector, (line) => amount * timesOf(line)),
      apply: (cart, actor): Verdict => {
        const lines = collectOpen(cart, selector, actor, open);
        if (lines.length === 0) return open.none;
        let taken = 0;
        if (per === 'receipt') taken = spread(cart, lines, actor, amount);
        else {
          for (const line of lines) {
            taken += takeWhatFits(cart, line, actor, amount * timesOf(line));
          }
        }
        return taken > 0 ? APPLIED : NOTHING_LEFT;
      },
    };
  },
};

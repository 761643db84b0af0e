import { takeWhatFits } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { spread } from '../cart/spread.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostByLine, mostOfSum } from './most.ts';
import type { DiscountRule } from './rule.ts';
import { AMOUNT_OF_LINE, AMOUNT_OF_UNIT, simpleStep } from './simple.ts';
import { withoutUnits } from './without-units.ts';

const open = createOpenLines();

/** `per: "receipt"` is one sum spread over lines; `line` and `unit` are lost where they do not fit. */
export const amountOff: DiscountRule<'amountOff'> = {
  kind: 'discount',
  type: 'amountOff',
  stageOf: (effect) => (effect.per === 'receipt' ? 'receipt' : 'line'),
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    const { amount, per } = effect;
    if (per === 'line') return simpleStep(AMOUNT_OF_LINE, selector, amount);
    if (per === 'unit' && effect.units == null) return simpleStep(AMOUNT_OF_UNIT, selector, amount);
    const mostUnits = effect.units ?? 0;
    const wantedOf = (line: LineState): number => amount * Math.min(line.units, mostUnits);
    return {
      selectors: [selector],
      works: [selector],
      most: (cart) =>
        per === 'receipt' ? mostOfSum(cart, selector, amount) : mostByLine(cart, selector, wantedOf),
      apply: (cart, actor): Verdict => {
        const lines = collectOpen(cart, selector, actor, open);
        if (lines.length === 0) return open.none;
        let taken = 0;
        if (per === 'receipt') taken = spread(cart, lines, actor, amount);
        else {
          for (const line of lines) {
            taken += takeWhatFits(cart, line, actor, wantedOf(line));
          }
        }
        if (taken > 0) return APPLIED;
        return per === 'receipt' ? NOTHING_LEFT : withoutUnits(cart, selector, actor);
      },
    };
  },
};

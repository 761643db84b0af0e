import { WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { freeUnits } from '../cart/line-state.ts';
import { createOpenLines } from '../cart/open-lines.ts';
import { APPLIED, type Verdict } from '../cart/verdict.ts';
import { mostOfUnits } from './most.ts';
import type { DiscountRule } from './rule.ts';
import {
  choose,
  clearChosen,
  collectUnits,
  createChosen,
  markUsed,
  sortByWorth,
  takePercent,
} from './units.ts';

const open = createOpenLines();
const chosen = createChosen();

/** Units of the gift on the receipt cost nothing; the cashier is told how many are still to be added. */
export const gift: DiscountRule<'gift'> = {
  kind: 'discount',
  type: 'gift',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const { sku, quantity } = effect;
    const selector = scope.intern({ sku: [sku] });
    const oneSum = scope.stage === 'receipt';
    return {
      // A gift is promised whether or not it lies in the basket, so its own lines do not decide what is touched.
      selectors: [],
      works: [selector],
      most: (cart) => mostOfUnits(cart, [selector], quantity),
      apply: (cart, actor): Verdict => {
        clearChosen(chosen);
        let left = quantity;
        for (const line of sortByWorth(collectUnits(cart, selector, actor, open), 'cheapest')) {
          const count = Math.min(left, freeUnits(line));
          choose(chosen, line, count);
          left -= count;
        }
        if (chosen.lines.length > 0) {
          takePercent(cart, actor, chosen, WHOLE_BASIS_POINTS, oneSum, Number.POSITIVE_INFINITY);
          markUsed(chosen, actor);
        }
        cart.gifts.push({ source: actor.source, sku, quantity, missing: left });
        return APPLIED;
      },
    };
  },
};

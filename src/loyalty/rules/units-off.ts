import { toBasisPoints, WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import type { Actor, Cart } from '../cart/cart.ts';
import { freeUnits } from '../cart/line-state.ts';
import { createOpenLines } from '../cart/open-lines.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostOfUnits } from './most.ts';
import type { DiscountRule } from './rule.ts';
import {
  choose,
  clearChosen,
  collectUnits,
  createChosen,
  inReceiptOrder,
  markUsed,
  sortByWorth,
  takeEach,
  takePercent,
  takeTogether,
  worthOfUnits,
} from './units.ts';
import { withoutUnits } from './without-units.ts';

const open = createOpenLines();
const chosen = createChosen();

/** A sum off each chosen unit, never more than the units are worth. */
function takeSum(cart: Cart, actor: Actor, amount: number, oneSum: boolean, maxAmount: number): number {
  inReceiptOrder(chosen);
  const worth = chosen.lines.map((line, position) => worthOfUnits(line, chosen.counts[position] ?? 0));
  const wantedOf = (position: number): number =>
    Math.min(amount * (chosen.counts[position] ?? 0), worth[position] ?? 0);
  if (!oneSum) return takeEach(cart, actor, chosen, wantedOf, maxAmount);
  let total = 0;
  for (let position = 0; position < chosen.lines.length; position += 1) total += wantedOf(position);
  return takeTogether(cart, actor, chosen, Math.min(total, maxAmount), (position) => worth[position] ?? 0);
}

/** Percent or a sum off so many units, the cheapest or the dearest of the receipt. */
export const unitsOff: DiscountRule<'unitsOff'> = {
  kind: 'discount',
  type: 'unitsOff',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    const { units, pick } = effect;
    const amount = effect.amount ?? null;
    const basisPoints = Math.min(toBasisPoints(effect.percent ?? 0), WHOLE_BASIS_POINTS);
    const maxAmount = effect.maxAmount ?? Number.POSITIVE_INFINITY;
    const oneSum = scope.stage === 'receipt';
    return {
      selectors: [selector],
      works: [selector],
      most: (cart) => {
        const worth = mostOfUnits(cart, [selector], units, amount === null ? { basisPoints } : {});
        return Math.min(worth, maxAmount, amount === null ? worth : amount * units);
      },
      apply: (cart, actor): Verdict => {
        const lines = collectUnits(cart, selector, actor, open);
        if (lines.length === 0) return open.sawAny ? withoutUnits(cart, selector, actor) : open.none;
        sortByWorth(lines, pick);
        clearChosen(chosen);
        let left = units;
        for (const line of lines) {
          const count = Math.min(left, freeUnits(line));
          choose(chosen, line, count);
          left -= count;
          if (left === 0) break;
        }
        const taken =
          amount === null
            ? takePercent(cart, actor, chosen, basisPoints, oneSum, maxAmount)
            : takeSum(cart, actor, amount, oneSum, maxAmount);
        if (taken === 0) return NOTHING_LEFT;
        markUsed(chosen, actor);
        return APPLIED;
      },
    };
  },
};

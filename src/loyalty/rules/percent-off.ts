import { toBasisPoints, WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { type Actor, type Cart, takeWhatFits } from '../cart/cart.ts';
import { type LineState, roomOf } from '../cart/line-state.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { spread } from '../cart/spread.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostByLine, mostLeft, mostOfSum } from './most.ts';
import { percentOf } from './percent-of.ts';
import type { DiscountRule } from './rule.ts';
import { PERCENT_OF_LINE, simpleStep } from './simple.ts';

const open = createOpenLines();

function offEachLine(cart: Cart, actor: Actor, lines: readonly LineState[], basisPoints: number): number {
  let taken = 0;
  for (const line of lines) taken += takeWhatFits(cart, line, actor, percentOf(line.remaining, basisPoints));
  return taken;
}

/** With a cap: what would fit on each line is cut in proportion, so that a cap never takes off more. */
function offEachLineUpTo(
  cart: Cart,
  actor: Actor,
  lines: readonly LineState[],
  basisPoints: number,
  maxAmount: number,
): number {
  const fits = lines.map((line) => Math.min(percentOf(line.remaining, basisPoints), roomOf(line)));
  const sum = fits.reduce((total, part) => total + part, 0);
  if (sum <= maxAmount) return offEachLine(cart, actor, lines, basisPoints);
  const fit = (position: number): number => fits[position] ?? 0;
  return spread(cart, lines, actor, maxAmount, fit, fit);
}

/** A percent of all lines together: one sum, rounded once, then spread. */
export function percentOfAll(
  cart: Cart,
  actor: Actor,
  lines: readonly LineState[],
  basisPoints: number,
  maxAmount: number,
): number {
  let left = 0;
  for (const line of lines) left += line.remaining;
  const sum = Math.min(percentOf(left, basisPoints), maxAmount);
  return sum === 0 ? 0 : spread(cart, lines, actor, sum);
}

export const percentOff: DiscountRule<'percentOff'> = {
  kind: 'discount',
  type: 'percentOff',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    const basisPoints = Math.min(toBasisPoints(effect.percent), WHOLE_BASIS_POINTS);
    const maxAmount = effect.maxAmount ?? null;
    const receipt = scope.stage === 'receipt';
    if (!receipt && maxAmount === null) return simpleStep(PERCENT_OF_LINE, selector, basisPoints);
    return {
      selectors: [selector],
      works: [selector],
      most: (cart) => {
        const sum = receipt
          ? mostOfSum(cart, selector, percentOf(mostLeft(cart, [selector]), basisPoints))
          : mostByLine(cart, selector, (line) => percentOf(line.remaining, basisPoints));
        return Math.min(sum, maxAmount ?? sum);
      },
      apply: (cart, actor): Verdict => {
        const lines = collectOpen(cart, selector, actor, open);
        if (lines.length === 0) return open.none;
        const most = maxAmount ?? Number.POSITIVE_INFINITY;
        const taken = receipt
          ? percentOfAll(cart, actor, lines, basisPoints, most)
          : offEachLineUpTo(cart, actor, lines, basisPoints, most);
        return taken > 0 ? APPLIED : NOTHING_LEFT;
      },
    };
  },
};

import { toBasisPoints, WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { multiplyDivide } from '../../shared/rounding.ts';
import { type Actor, type Cart, takeWhatFits } from '../cart/cart.ts';
import { type LineState, roomOf } from '../cart/line-state.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { spread } from '../cart/spread.ts';
import { APPLIED, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostByLine, mostLeft, mostOfSum } from './most.ts';
import type { DiscountRule } from './rule.ts';

const open = createOpenLines();

const HALF = WHOLE_BASIS_POINTS / 2;
const MAX_EXACT_AMOUNT = 100_000_000_000;

/**
 * A percent of an amount in minor units, rounded half up. Up to that amount the product is so far below 2^53 that a
 * quotient of ten thousand cannot come out on the wrong side of a whole number.
 */
export const percentOf = (amountMinor: number, basisPoints: number): number =>
  amountMinor <= MAX_EXACT_AMOUNT
    ? Math.floor((amountMinor * basisPoints + HALF) / WHOLE_BASIS_POINTS)
    : multiplyDivide(amountMinor, basisPoints, WHOLE_BASIS_POINTS, 'half-up');

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
        const taken = receipt
          ? percentOfAll(cart, actor, lines, basisPoints, maxAmount ?? Number.POSITIVE_INFINITY)
          : maxAmount === null
            ? offEachLine(cart, actor, lines, basisPoints)
            : offEachLineUpTo(cart, actor, lines, basisPoints, maxAmount);
        return taken > 0 ? APPLIED : NOTHING_LEFT;
      },
    };
  },
};

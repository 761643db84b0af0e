import { toBasisPoints, WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { linesOf } from '../cart/cart.ts';
import { collectOpen, createOpenLines } from '../cart/open-lines.ts';
import { APPLIED, BASKET_AMOUNT, BASKET_QUANTITY, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostLeft, mostOfSum } from './most.ts';
import { percentOf } from './percent-of.ts';
import { percentOfAll } from './percent-off.ts';
import type { DiscountRule } from './rule.ts';

const open = createOpenLines();

/** The highest step that what is left of the lines (or their quantity) reaches, as one percent of them together. */
export const ladder: DiscountRule<'ladder'> = {
  kind: 'discount',
  type: 'ladder',
  stageOf: () => 'receipt',
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    const byAmount = effect.by === 'amount';
    const steps = effect.steps
      .map((step) => ({
        from: byAmount ? Math.ceil(step.from) : toThousandths(step.from),
        basisPoints: Math.min(toBasisPoints(step.percent), WHOLE_BASIS_POINTS),
      }))
      .sort((a, b) => a.from - b.from);
    const lowest = steps[0]?.from ?? 0;
    return {
      selectors: [selector],
      works: [selector],
      most: (cart) => {
        const left = mostLeft(cart, [selector]);
        const reached = byAmount
          ? left
          : linesOf(cart, selector).reduce((sum, line) => sum + line.thousandths, 0);
        const percents = steps.filter(({ from }) => from <= reached).map(({ basisPoints }) => basisPoints);
        return mostOfSum(cart, selector, percentOf(left, Math.max(0, ...percents)));
      },
      apply: (cart, actor): Verdict => {
        const lines = collectOpen(cart, selector, actor, open);
        if (lines.length === 0) return open.none;
        let reached = 0;
        for (const line of lines) reached += byAmount ? line.remaining : line.thousandths;
        const step = steps.findLast((candidate) => candidate.from <= reached);
        if (step === undefined) {
          cart.missing = byAmount ? lowest - reached : fromThousandths(lowest - reached);
          return byAmount ? BASKET_AMOUNT : BASKET_QUANTITY;
        }
        return percentOfAll(cart, actor, lines, step.basisPoints, Number.POSITIVE_INFINITY) > 0
          ? APPLIED
          : NOTHING_LEFT;
      },
    };
  },
};

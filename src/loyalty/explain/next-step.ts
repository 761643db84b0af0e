import type { Effect } from '../../contracts/effects.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { Quote, QuoteLine } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { toBasisPoints } from '../../shared/percent.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { basketsOf } from '../program/condition-sets.ts';
import { lowersPrices } from '../program/overlap.ts';
import { percentOf } from '../rules/percent-of.ts';

type Ladder = Extract<Effect, { type: 'ladder' }>;

/** How much more reaches the next step of a ladder, and what that step gives. Minor units, or units of goods. */
export type NextStep = { readonly by: Ladder['by']; readonly more: number; readonly percent: number };

/** The ladder of a promotion that lowers prices by nothing else: its discounts on the lines are the ladder's own. */
function soleLadder({ then }: Pick<Promotion, 'then'>): Ladder | null {
  const lowering = then.filter(lowersPrices);
  const [only] = lowering;
  return lowering.length === 1 && only?.type === 'ladder' ? only : null;
}

/** What was left of a line when the promotion had its turn; null where it took nothing. Discounts stand in their order. */
function leftBefore({ gross, discounts }: QuoteLine, id: string): number | null {
  const at = discounts.findIndex(({ promotion }) => promotion === id);
  return at < 0 ? null : discounts.slice(0, at).reduce((left, { amount }) => left - amount, gross);
}

type Step = { readonly from: number; readonly percent: number };
/** How far a ladder was climbed: what it counted, in minor units or thousandths, and the step that gave. */
type Climbed = {
  readonly by: Ladder['by'];
  readonly steps: readonly Step[];
  readonly reached: number;
  readonly here: Step;
};

/**
 * The step of a ladder that applied. A quote does not say what the ladder counted: it is summed from the lines the ladder
 * lowered, and told only where that sum gives the very discount of the quote.
 */
function climbed(
  promotion: Pick<Promotion, 'id' | 'then'>,
  quote: Pick<Quote, 'applied' | 'clipped' | 'lines'>,
  lines: readonly Pick<ReceiptLine, 'quantity'>[],
): Climbed | null {
  const ladder = soleLadder(promotion);
  const applied = quote.applied.find((entry) => entry.promotion === promotion.id);
  if (ladder === null || applied === undefined) return null;
  const clipped = quote.clipped.find((entry) => entry.promotion === promotion.id);
  const promised = applied.amount + (clipped?.amount ?? 0);
  let amount = 0;
  let thousandths = 0;
  quote.lines.forEach((line, i) => {
    const left = leftBefore(line, promotion.id);
    if (left === null) return;
    amount += left;
    thousandths += toThousandths(lines[i]?.quantity ?? 0);
  });
  const { by } = ladder;
  const reached = by === 'amount' ? amount : thousandths;
  const steps = ladder.steps
    .map(({ from, percent }) => ({ from: by === 'amount' ? Math.ceil(from) : toThousandths(from), percent }))
    .sort((a, b) => a.from - b.from);
  const here = steps.findLast(({ from }) => from <= reached);
  if (here === undefined || percentOf(amount, toBasisPoints(here.percent)) !== promised) return null;
  return { by, steps, reached, here };
}

/** The percent that the ladder of a promotion gave; null where it did not apply or that cannot be told. */
export const stepPercentOf = (...asked: Parameters<typeof climbed>): number | null =>
  climbed(...asked)?.here.percent ?? null;

/** The way to the next step of a ladder that applied. */
export function nextStepOf(
  promotion: Pick<Promotion, 'id' | 'then'>,
  quote: Pick<Quote, 'applied' | 'clipped' | 'lines'>,
  lines: readonly ReceiptLine[],
): NextStep | null {
  const found = climbed(promotion, quote, lines);
  if (found === null) return null;
  const { by, steps, reached, here } = found;
  const next = steps.find(({ from, percent }) => from > reached && percent > here.percent);
  if (next === undefined) return null;
  const more = next.from - reached;
  return { by, more: by === 'amount' ? more : fromThousandths(more), percent: next.percent };
}

/** The percent of the first step of a ladder that misses so much; null where something else may be what misses it. */
export function firstStepPercent(
  { then, when }: Pick<Promotion, 'then'> & { readonly when?: Promotion['when'] },
  by: Ladder['by'],
): number | null {
  const ladder = soleLadder({ then });
  if (ladder?.by !== by || then.some(({ type }) => type === 'points')) return null;
  if (when !== undefined && basketsOf(when).length > 0) return null;
  const lowest = Math.min(...ladder.steps.map(({ from }) => from));
  return ladder.steps.findLast(({ from }) => from === lowest)?.percent ?? null;
}

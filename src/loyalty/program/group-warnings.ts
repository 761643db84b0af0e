import type { Effect } from '../../contracts/effects.ts';
import type { Program } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { Selector } from '../../contracts/selector.ts';
import { basketsOf } from './compile-promotion.ts';
import { issueAt, type ProgramIssue } from './issue.ts';

/** So many combinations of groups are tried on any receipt; beyond, a choice of several groups at once may be missed. */
const MOST_COMBINATIONS = 256;

const isEverything = (of: Selector): boolean => Object.keys(of).length === 0;

/** One sum over all goods: it changes with whatever any group takes off. */
const isSumOfAll = (effect: Effect, stage: Promotion['stage']): boolean =>
  (effect.type === 'amountOff' && effect.per === 'receipt' && isEverything(effect.of)) ||
  (effect.type === 'ladder' && effect.by === 'amount' && isEverything(effect.of)) ||
  (effect.type === 'percentOff' && stage === 'receipt' && isEverything(effect.of));

const looksAtWholeReceipt = (promotion: Promotion): boolean =>
  promotion.then.some((effect) => isSumOfAll(effect, promotion.stage)) ||
  basketsOf(promotion).some(
    (basket) =>
      basket.over !== 'gross' &&
      isEverything(basket.of) &&
      (basket.minAmount != null || basket.maxAmount != null),
  );

/** Groups that a promotion about the whole receipt ties together, with more combinations than are all tried. */
export function warnManyAlternatives(program: Program, report: ProgramIssue[]): void {
  if (program.defaults.conflict !== 'best') return;
  const sizes = new Map<string, number>();
  for (const { group } of program.promotions) {
    if (group != null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  const contested = [...sizes.values()].filter((size) => size > 1);
  const combinations = contested.reduce((product, size) => product * size, 1);
  if (contested.length < 2 || combinations <= MOST_COMBINATIONS) return;
  const tie = program.promotions.findIndex(looksAtWholeReceipt);
  if (tie < 0) return;
  report.push(
    issueAt(
      'many-alternatives',
      `promotions[${tie}]`,
      `"${program.promotions[tie]?.id}" looks at the whole receipt, so ${contested.length} groups have to be chosen together: a receipt that meets them all may get a choice that is not the very best.`,
      'Limit it to some goods or count it over "gross", or use fewer groups.',
    ),
  );
}

import type { Effect } from '../../../contracts/effects.ts';
import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Selector } from '../../../contracts/selector.ts';
import { basketsOf } from '../condition-sets.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { goodsOf, lowersPrices } from '../overlap.ts';
import { promotionPath, type WarningRule } from './promotion-warning.ts';

/**
 * So many combinations the search gets through on a receipt of thirty lines even where its bounds exclude none
 * (stages/best-choice.ts: 75,000 evaluations counted in lines, two for each combination). Of more it may end before the
 * best is known.
 */
const MOST_COMBINATIONS = 1000;

const isEverything = (of: Selector): boolean => Object.keys(of).length === 0;

/** One sum over all goods: it changes with whatever any group takes off. */
const isSumOfAll = (effect: Effect, stage: Promotion['stage']): boolean =>
  (effect.type === 'amountOff' && effect.per === 'receipt' && isEverything(effect.of)) ||
  (effect.type === 'ladder' && effect.by === 'amount' && isEverything(effect.of)) ||
  (effect.type === 'percentOff' && stage === 'receipt' && isEverything(effect.of));

const looksAtWholeReceipt = (promotion: Promotion): boolean =>
  promotion.then.some((effect) => isSumOfAll(effect, promotion.stage)) ||
  basketsOf(promotion.when).some(
    (basket) =>
      basket.over !== 'gross' &&
      isEverything(basket.of) &&
      (basket.minAmount != null || basket.maxAmount != null),
  );

const worksOnEverything = ({ then }: Promotion): boolean =>
  then.some((effect) => lowersPrices(effect) && goodsOf(effect).some(isEverything));

/** The groups that more than one promotion wants, each with its promotions. */
function contestedGroups({ promotions }: Program): Promotion[][] {
  const groups = new Map<string, Promotion[]>();
  for (const promotion of promotions) {
    const { group } = promotion;
    if (group != null) groups.set(group, [...(groups.get(group) ?? []), promotion]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

const areTooMany = (groups: readonly Promotion[][]): boolean =>
  groups.length > 1 && groups.reduce((product, group) => product * group.length, 1) > MOST_COMBINATIONS;

/** Groups that meet on every receipt: each has a promotion that works on all goods. */
function warnSameGoods(program: Program): ProgramIssue[] {
  const groups = contestedGroups(program).filter((group) => group.some(worksOnEverything));
  const first = groups[0]?.find(worksOnEverything);
  if (!areTooMany(groups) || first === undefined) return [];
  const message = {
    en: `${groups.length} groups work on all goods, so they have to be chosen together: a receipt that meets them all may get a choice that is not the very best.`,
    ru: `${groups.length} групп действуют на все товары, поэтому выбирать их приходится вместе: на чеке, где есть все, выбор может оказаться не самым выгодным.`,
  };
  const hint = {
    en: 'Limit them to some goods, or use fewer groups.',
    ru: 'Ограничьте их частью товаров или сократите число групп.',
  };
  return [
    issueAt('many-alternatives', promotionPath(program.promotions.indexOf(first), '.group'), message, hint),
  ];
}

/** Groups that have to be chosen together, with more combinations than are surely searched. */
export const warnManyAlternatives: WarningRule = (program) => {
  if (program.defaults.conflict !== 'best') return [];
  const contested = contestedGroups(program);
  if (!areTooMany(contested)) return [];
  const tie = program.promotions.findIndex(looksAtWholeReceipt);
  if (tie < 0) return warnSameGoods(program);
  const id = program.promotions[tie]?.id ?? '';
  const message = {
    en: `"${id}" looks at the whole receipt, so ${contested.length} groups have to be chosen together: a receipt that meets them all may get a choice that is not the very best.`,
    ru: `«${id}» смотрит на весь чек, поэтому ${contested.length} групп приходится выбирать вместе: на чеке, где есть все, выбор может оказаться не самым выгодным.`,
  };
  const hint = {
    en: 'Limit it to some goods or count it over "gross", or use fewer groups.',
    ru: 'Ограничьте её частью товаров, считайте по "gross" или сократите число групп.',
  };
  return [issueAt('many-alternatives', promotionPath(tie), message, hint)];
};

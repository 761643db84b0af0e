import type { Effect } from '../../../contracts/effects.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Selector } from '../../../contracts/selector.ts';
import { basketsOf } from '../condition-sets.ts';
import { issueAt } from '../issue.ts';
import { promotionPath, type WarningRule } from './promotion-warning.ts';

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
  basketsOf(promotion.when).some(
    (basket) =>
      basket.over !== 'gross' &&
      isEverything(basket.of) &&
      (basket.minAmount != null || basket.maxAmount != null),
  );

/** Groups that a promotion about the whole receipt ties together, with more combinations than are all tried. */
export const warnManyAlternatives: WarningRule = (program) => {
  if (program.defaults.conflict !== 'best') return [];
  const sizes = new Map<string, number>();
  for (const { group } of program.promotions) {
    if (group != null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  const contested = [...sizes.values()].filter((size) => size > 1);
  const combinations = contested.reduce((product, size) => product * size, 1);
  if (contested.length < 2 || combinations <= MOST_COMBINATIONS) return [];
  const tie = program.promotions.findIndex(looksAtWholeReceipt);
  if (tie < 0) return [];
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

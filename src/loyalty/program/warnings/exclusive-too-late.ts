import type { Promotion } from '../../../contracts/promotion.ts';
import { mayMeet } from '../condition-sets.ts';
import { mayShareGoods } from '../goods-sets.ts';
import { inTurn } from '../in-turn.ts';
import { issueAt } from '../issue.ts';
import { goodsOf, lowersPrices } from '../overlap.ts';
import { impossibleAlone } from './impossible-alone.ts';
import { MOST_PAIRS, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Is the other one before this one at the goods that both are about? */
function standsBefore(other: Promotion, exclusive: Promotion): boolean {
  if (other.exclusive || (other.group != null && other.group === exclusive.group)) return false;
  // Whatever works on the whole receipt comes after every promotion of the line stage.
  if (other.stage === 'receipt' && exclusive.stage === 'line') return false;
  const goods = exclusive.then.filter(lowersPrices).flatMap(goodsOf);
  const shares = other.then
    .filter(lowersPrices)
    .some((effect) => goodsOf(effect).some((theirs) => goods.some((mine) => mayShareGoods(mine, theirs))));
  // One that can never apply itself stands in nobody's way.
  return shares && mayMeet(other, exclusive) && impossibleAlone(other) === null;
}

/** Exclusive promotions with a lower priority than an ordinary one on goods of both. */
export const warnExclusiveTooLate: WarningRule = (program) => {
  const turns = inTurn(program.promotions).filter((promotion) => promotion.then.some(lowersPrices));
  const places = new Map(program.promotions.map((promotion, index) => [promotion, index]));
  let pairs = 0;
  return turns.flatMap((promotion, turn) => {
    if (!promotion.exclusive || pairs > MOST_PAIRS) return [];
    pairs += turn;
    const above = turns.slice(0, turn).find((other) => standsBefore(other, promotion));
    if (above === undefined) return [];
    const message = {
      en: `"${promotion.id}" is exclusive but comes after "${above.id}": it never works on goods both are about.`,
      ru: `«${promotion.id}» исключительная, но идёт после «${above.id}»: на общих товарах она не сработает.`,
    };
    const hint = {
      en: 'Give the exclusive promotion the higher priority.',
      ru: 'Дайте исключительной акции более высокий приоритет.',
    };
    const path = promotionPath(places.get(promotion) ?? 0, '.priority');
    return [issueAt('exclusive-too-late', path, message, hint)];
  });
};

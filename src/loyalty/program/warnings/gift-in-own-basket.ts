import type { BasketCondition } from '../../../contracts/promotion.ts';
import { basketsOf } from '../condition-sets.ts';
import { covers } from '../goods-sets.ts';
import { issueAt } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Do so many units of the gift surely fill this basket, whatever they cost? */
const isFilledBy = (
  { of, minAmount, minQuantity }: BasketCondition,
  sku: string,
  quantity: number,
): boolean => (minAmount ?? 0) === 0 && (minQuantity ?? 0) <= quantity && covers(of, { sku: [sku] });

/** Gifts that count for the basket they are given for: with nothing else on the receipt they are free. */
export const warnGiftInOwnBasket: WarningRule = (program) =>
  placed(program).flatMap(({ promotion: { id, when, then }, index }) => {
    const baskets = basketsOf(when);
    if (baskets.length === 0) return [];
    return then.flatMap((effect, j) => {
      if (effect.type !== 'gift') return [];
      const { sku, quantity } = effect;
      if (!baskets.every((basket) => isFilledBy(basket, sku, quantity))) return [];
      const message = {
        en: `The gift "${sku}" of "${id}" fills the basket it is given for: it is free with nothing else bought.`,
        ru: `Подарок «${sku}» в «${id}» сам выполняет условие на чек: он бесплатен и без других покупок.`,
      };
      const hint = {
        en: `Leave it out of the basket: "except": {"sku": ["${sku}"]}.`,
        ru: `Исключите его из условия: "except": {"sku": ["${sku}"]}.`,
      };
      return [issueAt('gift-in-own-basket', promotionPath(index, `.then[${j}].sku`), message, hint)];
    });
  });

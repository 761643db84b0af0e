import type { BasketCondition, Promotion } from '../../../contracts/promotion.ts';
import { asksMember, basketsOf } from '../condition-sets.ts';
import { covers, matchesNothing } from '../goods-sets.ts';
import { type Cause, cause } from './promotion-warning.ts';

const MOST = Number.POSITIVE_INFINITY;

function impossibleMember(promotion: Promotion): Cause | null {
  const { when } = promotion;
  for (const key of ['stores', 'tiers', 'segments', 'clubs'] as const) {
    if (when[key]?.length === 0)
      return cause(`.when.${key}`, 'An empty list is never met.', 'Пустому списку не отвечает никто.');
  }
  if (when.audience === 'guests' && asksMember({ when })) {
    return cause(
      '.when.audience',
      'A guest cannot meet a condition on the member.',
      'Покупатель без карты не может отвечать условию об участнике.',
    );
  }
  if (
    when.audience === 'guests' &&
    promotion.then.every(({ type }) => type === 'points' || type === 'stamp')
  ) {
    return cause(
      '.when.audience',
      'Points and stamps are for members only.',
      'Баллы и штампы бывают только у участников.',
    );
  }
  if (when.audience === 'guests' && promotion.limit?.perMember != null) {
    return cause(
      '.limit.perMember',
      'Uses of a guest cannot be counted.',
      'Для покупателя без карты нельзя считать, сколько раз он воспользовался.',
    );
  }
  for (const key of ['memberForDays', 'purchases'] as const) {
    const range = when[key];
    if (range?.min != null && range.max != null && range.min > range.max)
      return cause(`.when.${key}`, 'The least is above the most.', 'Наименьшее больше наибольшего.');
  }
  return null;
}

function impossibleBasket({ of, minAmount, maxAmount, minQuantity, maxQuantity }: BasketCondition) {
  if ((minAmount ?? 0) > (maxAmount ?? MOST) || (minQuantity ?? 0) > (maxQuantity ?? MOST))
    return cause('.when.basket', 'The least is above the most.', 'Наименьшее больше наибольшего.');
  if (matchesNothing(of) && ((minAmount ?? 0) > 0 || (minQuantity ?? 0) > 0))
    return cause('.when.basket.of', 'No goods match.', 'Таких товаров не бывает.');
  return null;
}

/** Does `part` ask for more of some goods than `whole` allows of them and others together? */
const asksBeyond = (part: BasketCondition, whole: BasketCondition): boolean =>
  covers(whole.of, part.of) &&
  ((part.over === whole.over && (part.minAmount ?? 0) > (whole.maxAmount ?? MOST)) ||
    (part.minQuantity ?? 0) > (whole.maxQuantity ?? MOST));

/** Why no customer and no receipt can meet its conditions. */
export function impossibleCondition(promotion: Promotion): Cause | null {
  const baskets = basketsOf(promotion.when);
  for (const basket of baskets) {
    const found = impossibleBasket(basket);
    if (found !== null) return found;
  }
  if (baskets.some((part) => baskets.some((whole) => part !== whole && asksBeyond(part, whole)))) {
    return cause(
      '.when.basket',
      'One basket asks for more of the goods than another one allows.',
      'Одно условие о чеке требует этих товаров больше, чем разрешает другое.',
    );
  }
  return impossibleMember(promotion);
}

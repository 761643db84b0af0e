import type { Promotion } from '../../../contracts/promotion.ts';
import { matchesNothing } from '../goods-sets.ts';
import { goodsOf } from '../overlap.ts';
import { impossibleCondition } from './impossible-condition.ts';
import { impossibleTime } from './impossible-time.ts';
import { type Cause, cause } from './promotion-warning.ts';

function impossibleGoods(promotion: Promotion): Cause | null {
  const speaks = promotion.then.some((effect) => goodsOf(effect).length === 0);
  const isEmpty = promotion.then.map((effect) => {
    const goods = goodsOf(effect);
    // Sets and "buy and get" need every part of them, other effects have one.
    return goods.length > 0 && goods.some(matchesNothing);
  });
  return !speaks && isEmpty.every(Boolean)
    ? cause('.then', 'No goods match any of its effects.', 'Ни одному её действию не подходит ни один товар.')
    : null;
}

/** Why a promotion can never do anything, whatever others do. */
export const impossibleAlone = (promotion: Promotion): Cause | null =>
  impossibleTime(promotion.when) ?? impossibleCondition(promotion) ?? impossibleGoods(promotion);

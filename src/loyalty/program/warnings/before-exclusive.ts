import type { Promotion } from '../../../contracts/promotion.ts';
import type { Selector } from '../../../contracts/selector.ts';
import type { Stage } from '../../rules/rule.ts';
import { mayMeet } from '../condition-sets.ts';
import { mayShareGoods } from '../goods-sets.ts';
import { goodsOf, lowersPrices } from '../overlap.ts';
import { stageOf } from '../stage-of.ts';
import { impossibleAlone } from './impossible-alone.ts';

/** Goods whose prices a promotion lowers, and when it does. */
type Part = { readonly of: Selector; readonly stage: Stage };

const partsOf = (promotion: Promotion): Part[] =>
  promotion.then
    .filter(lowersPrices)
    .flatMap((effect) => goodsOf(effect).map((of) => ({ of, stage: stageOf(promotion, effect) })));

/** Whatever works on single goods comes before all that works on the whole receipt; within a stage the turn decides. */
export const isBefore = (first: Stage, second: Stage, hasEarlierTurn: boolean): boolean =>
  first === second ? hasEarlierTurn : first === 'line';

/**
 * Is the ordinary promotion before the exclusive one at some goods that both are about? `hasEarlierTurn`: whether its
 * priority, or its id, is before the other's.
 */
export function standsBefore(other: Promotion, exclusive: Promotion, hasEarlierTurn: boolean): boolean {
  if (other.exclusive || (other.group != null && other.group === exclusive.group)) return false;
  const parts = partsOf(exclusive);
  const comesFirst = partsOf(other).some((theirs) => {
    const shared = parts.filter((mine) => mayShareGoods(mine.of, theirs.of));
    return (
      shared.some((mine) => isBefore(theirs.stage, mine.stage, hasEarlierTurn)) &&
      // Another effect of the exclusive one may have closed these goods in time.
      !shared.some((mine) => isBefore(mine.stage, theirs.stage, !hasEarlierTurn))
    );
  });
  // One that can never apply itself stands in nobody's way.
  return comesFirst && mayMeet(other, exclusive) && impossibleAlone(other) === null;
}

/**
 * The promotions that may be before this one somewhere, given all in the order of their turns: those with an earlier
 * turn, and where it works on the whole receipt all of them.
 */
export function mayBeBefore(promotion: Promotion, turns: readonly Promotion[]): readonly Promotion[] {
  const isOnReceipt = promotion.then.some(
    (effect) => lowersPrices(effect) && stageOf(promotion, effect) === 'receipt',
  );
  return isOnReceipt ? turns : turns.slice(0, turns.indexOf(promotion));
}

/** An ordinary promotion before an exclusive one at goods of both; `turns`: all promotions in the order of their turns. */
export function beforeExclusive(exclusive: Promotion, turns: readonly Promotion[]): Promotion | undefined {
  const turn = turns.indexOf(exclusive);
  return mayBeBefore(exclusive, turns).find(
    (other, i) => other !== exclusive && standsBefore(other, exclusive, i < turn),
  );
}

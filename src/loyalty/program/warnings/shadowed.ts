import type { Effect } from '../../../contracts/effects.ts';
import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import { basketsOf, holdsWhenever } from '../condition-sets.ts';
import { covers } from '../goods-sets.ts';
import { inTurn } from '../in-turn.ts';
import { goodsOf, lowersPrices } from '../overlap.ts';
import { stageOf } from '../stage-of.ts';
import { beforeExclusive, isBefore } from './before-exclusive.ts';
import { type Cause, cause, MOST_PAIRS } from './promotion-warning.ts';

/** A percent that is taken off every line it is about, wherever something is left of it. */
const isPlainPercent = (effect: Effect): effect is Extract<Effect, { type: 'percentOff' }> =>
  effect.type === 'percentOff' && effect.percent > 0 && effect.maxAmount == null;

const isUnlimited = ({ limit }: Promotion): boolean =>
  limit?.perMember == null && limit?.total == null && limit?.perReceipt == null;

const priceEffects = (promotion: Promotion): Effect[] => promotion.then.filter(lowersPrices);

/** Are the goods of every price-lowering effect of `inner` goods of a plain percent of `outer`? */
const takesGoodsOf = (outer: Promotion, inner: Promotion): boolean => {
  const taken = outer.then.filter(isPlainPercent).map(({ of }) => of);
  return priceEffects(inner)
    .flatMap(goodsOf)
    .every((goods) => taken.some((of) => covers(of, goods)));
};

/** Does the first one, a plain percent, come to its goods before everything that the second takes off? */
const closesBefore = (first: Promotion, second: Promotion, hasEarlierTurn: boolean): boolean =>
  priceEffects(second).every((effect) => isBefore(first.stage, stageOf(second, effect), hasEarlierTurn));

/** Both at the line stage, or the first there and the second anywhere: then priority alone decides who is first. */
const goesFirst = (first: Promotion, second: Promotion): boolean =>
  first.stage === 'line' || second.stage === 'receipt';

/** An exclusive promotion that closes the lines before this one comes to them, if nothing else was there before it. */
const behindExclusive = (first: Promotion, second: Promotion, hasEarlierTurn: boolean): boolean =>
  first.exclusive &&
  first.group == null &&
  isUnlimited(first) &&
  closesBefore(first, second, hasEarlierTurn) &&
  second.then.every(lowersPrices) &&
  holdsWhenever(first.when, second.when) &&
  takesGoodsOf(first, second);

/** Of a group the first one that applies is used, and an earlier one always does where this one would. */
const behindFirst = (first: Promotion, second: Promotion): boolean =>
  first.group != null &&
  first.group === second.group &&
  isUnlimited(first) &&
  goesFirst(first, second) &&
  holdsWhenever(first.when, second.when) &&
  takesGoodsOf(first, second);

const onlyPercent = (promotion: Promotion): Extract<Effect, { type: 'percentOff' }> | null => {
  const [effect, ...others] = promotion.then;
  return effect !== undefined && others.length === 0 && isPlainPercent(effect) ? effect : null;
};

/** Of a group the best one is used, and another one takes at least as much off the same goods. */
function behindBetter(better: Promotion, worse: Promotion, isFirst: boolean): boolean {
  if (better.group == null || better.group !== worse.group || better.stage !== worse.stage) return false;
  if (better.exclusive !== worse.exclusive || better.priority !== worse.priority) return false;
  const [more, less] = [onlyPercent(better), onlyPercent(worse)];
  if (more === null || less === null || !isUnlimited(better)) return false;
  if (more.percent < less.percent || (more.percent === less.percent && !isFirst)) return false;
  return covers(more.of, less.of) && holdsWhenever(better.when, worse.when);
}

/** Thresholds on what is left: with one a smaller percent may bring the customer more in the end. */
const hasThresholds = (program: Program): boolean =>
  program.promotions.some(
    ({ when, then }) =>
      basketsOf(when).some(({ over }) => over === 'remaining') || then.some(({ type }) => type === 'ladder'),
  );

const reasons = {
  exclusive: (id: string): Cause =>
    cause(
      '',
      `The exclusive "${id}" takes all its goods before it.`,
      `Исключительная «${id}» раньше забирает все её товары.`,
    ),
  first: (id: string): Cause =>
    cause(
      '.group',
      `"${id}" of its group always comes first.`,
      `«${id}» из той же группы всегда идёт первой.`,
    ),
  better: (id: string): Cause =>
    cause(
      '.group',
      `"${id}" of its group always takes as much or more.`,
      `«${id}» из той же группы всегда выгоднее или такая же.`,
    ),
};

/** Promotions that another one always stands before, and why. */
export function shadowed(program: Program): Map<Promotion, Cause> {
  const turns = inTurn(program.promotions);
  const found = new Map<Promotion, Cause>();
  let pairs = 0;
  const pair = (visit: () => void): void => {
    pairs += 1;
    if (pairs <= MOST_PAIRS) visit();
  };
  const isBest = program.defaults.conflict === 'best';
  const isBestPlain = isBest && !hasThresholds(program);
  const late = new Map<Promotion, boolean>();
  const isLate = (first: Promotion): boolean => {
    const known = late.get(first) ?? beforeExclusive(first, turns) !== undefined;
    late.set(first, known);
    return known;
  };
  turns.forEach((first, i) => {
    if (!first.exclusive && first.group == null) return;
    turns.forEach((second, j) => {
      if (i === j || found.has(second) || (first.group !== second.group && !first.exclusive)) return;
      pair(() => {
        if (behindExclusive(first, second, i < j) && !isLate(first))
          found.set(second, reasons.exclusive(first.id));
        else if (j > i && !isBest && behindFirst(first, second)) found.set(second, reasons.first(first.id));
        else if (isBestPlain && !found.has(first) && behindBetter(first, second, i < j))
          found.set(second, reasons.better(first.id));
      });
    });
  });
  return found;
}

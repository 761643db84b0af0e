/** One bug: what is wrong then, and the one place where `from` becomes `to`. */
export type Mutation = {
  readonly bug: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
};

/** Bugs a hand might make, each on the path that ordinary receipts take. */
export const mutations: readonly Mutation[] = [
  {
    bug: 'half a kopeck of a percent is rounded down',
    file: 'src/loyalty/rules/percent-of.ts',
    from: 'Math.floor((amountMinor * basisPoints + HALF) / WHOLE)',
    to: 'Math.floor((amountMinor * basisPoints) / WHOLE)',
  },
  {
    bug: 'the remainders of an allocation are lost',
    file: 'src/shared/allocate.ts',
    from: 'if (left > 0) giveRemainders(left, openCount, out);',
    to: '',
  },
  {
    bug: 'equal remainders go to the later line',
    file: 'src/shared/allocate.ts',
    from: 'if (rest < threshold || (rest === threshold && atThreshold <= 0)) continue;',
    to: 'if (rest < threshold || (rest === threshold && atThreshold < count - k)) continue;',
  },
  {
    bug: 'a unit is used twice',
    file: 'src/loyalty/rules/units.ts',
    from: 'line.usedUnits += chosen.counts[position] ?? 0;',
    to: '',
  },
  {
    bug: 'an unused unit forgets what quantity effects saved',
    file: 'src/loyalty/rules/units.ts',
    from: 'line.remaining + line.savedByUnits;',
    to: 'line.remaining;',
  },
  {
    bug: 'an exclusive promotion does not close its lines',
    file: 'src/loyalty/cart/line-state.ts',
    from: 'line.closed = exclusive;',
    to: 'line.closed = false;',
  },
  {
    bug: 'a minimum price is ignored',
    file: 'src/loyalty/cart/line-state.ts',
    from: 'line.remaining - line.floor;',
    to: 'line.remaining;',
  },
  {
    bug: 'a threshold exactly reached is not reached',
    file: 'src/loyalty/stages/basket.ts',
    from: 'amount < basket.minAmount ||',
    to: 'amount <= basket.minAmount ||',
  },
  {
    bug: 'the last minute of a promotion is cut off',
    file: 'src/loyalty/stages/touching.ts',
    from: '} else if (minute > toMinute) {',
    to: '} else if (minute >= toMinute) {',
  },
  {
    bug: 'multipliers are added up instead of taking the largest',
    file: 'src/loyalty/stages/earn-rates.ts',
    from: 'tierFactor[i] = step.multiplyHundredths;',
    to: 'tierFactor[i] = at(tierFactor, i) + step.multiplyHundredths;',
  },
  {
    bug: 'points are earned on what points paid for',
    file: 'src/loyalty/stages/earn-rates.ts',
    from: '(earnOnPointsPaid ? 0 : line.paidWithPoints)',
    to: '0',
  },
  {
    bug: 'a group takes the first promotion instead of the best',
    file: 'src/loyalty/stages/trial.ts',
    from: 'a.saving > b.saving ||',
    to: 'b.saving === Number.NEGATIVE_INFINITY ||',
  },
  {
    bug: 'points pay below the least payable sum of a line',
    file: 'src/loyalty/stages/redeem.ts',
    from: 'line.remaining - Math.max(minPayable, line.floor)',
    to: 'line.remaining - line.floor',
  },
  {
    bug: 'a weighed line counts as a unit',
    file: 'src/loyalty/cart/line-state.ts',
    from: 'thousandths % THOUSANDTHS === 0 ? thousandths / THOUSANDTHS : 0;',
    to: 'Math.max(1, Math.floor(thousandths / THOUSANDTHS));',
  },
  {
    bug: 'a returned share forgets what came back before',
    file: 'src/loyalty/returns.ts',
    from: "multiplyDivide(whole, after, all, 'floor') - multiplyDivide(whole, before, all, 'floor');",
    to: "multiplyDivide(whole, after - before, all, 'floor');",
  },
  {
    bug: '29 February is 1 March in a plain year',
    file: 'src/loyalty/program/conditions.ts',
    from: 'month === 2 && day === 29 && !isLeapYear(year) ? 28 : day',
    to: 'day',
  },
  {
    bug: 'a sum per unit is taken once a line',
    file: 'src/loyalty/rules/simple.ts',
    from: 'return isOfUnit ? value * line.units : value;',
    to: 'return value;',
  },
  {
    bug: 'points are spent in broken steps',
    file: 'src/loyalty/stages/redeem.ts',
    from: 'return points - (points % rule.step);',
    to: 'return points;',
  },
  {
    bug: 'the odd kopecks of a total stay',
    file: 'src/loyalty/stages/discounts.ts',
    from: 'if (over > 0) spread(run.cart,',
    to: 'if (over > 99_999) spread(run.cart,',
  },
  {
    bug: 'points that never expire are spent first',
    file: 'src/loyalty/ledger/lot-order.ts',
    from: 'lot.expiresAt === null ? Number.POSITIVE_INFINITY',
    to: 'lot.expiresAt === null ? Number.NEGATIVE_INFINITY',
  },
];

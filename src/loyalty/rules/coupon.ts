import type { IssueRule } from './rule.ts';

/** A coupon of a series goes out with the receipt; its code is made where it is printed, not here. */
export const coupon: IssueRule<'coupon'> = {
  kind: 'issue',
  type: 'coupon',
  compile: (effect) => ({ type: 'coupon', series: effect.series, validDays: effect.validDays }),
};

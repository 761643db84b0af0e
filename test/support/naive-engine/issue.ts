import type { Promotion } from '../../../src/contracts/promotion.ts';
import { type Asked, personOf } from './asked.ts';
import { codeFor, judgedCodes } from './conditions.ts';
import { dayOf, daysLater } from './when.ts';

/** What leaves the till with the receipt and what became of given codes. */
export type Handed = {
  readonly coupons: readonly object[];
  readonly clubs: readonly object[];
  readonly given: readonly object[];
  /** Code by promotion. */
  readonly used: Readonly<Record<string, string>>;
};

/** `applied`: the promotions that did something, in their order. */
export function handOut(asked: Asked, applied: readonly Promotion[]): Handed {
  const today = dayOf(asked);
  const used = Object.fromEntries(
    applied.flatMap((promotion) => {
      const code = codeFor(promotion, asked);
      return code === null ? [] : [[promotion.id, code]];
    }),
  );
  const coupons = applied.flatMap(({ id, then }) =>
    then.flatMap((effect) =>
      effect.type === 'coupon'
        ? [{ promotion: id, series: effect.series, validUntil: daysLater(today, effect.validDays) }]
        : [],
    ),
  );
  const clubs = asked.receipt.lines.flatMap(({ sku, quantity }) => {
    const club = asked.program.clubs.find((one) => one.sku === sku);
    if (club === undefined || personOf(asked) === null || !Number.isInteger(quantity)) return [];
    return [{ club: club.id, validUntil: daysLater(today, club.periodDays * quantity) }];
  });
  const given = judgedCodes(asked).map(({ code, state }) => ({
    code,
    state: state !== 'good' ? state : Object.values(used).includes(code) ? 'applied' : 'idle',
  }));
  return { coupons, clubs, given, used };
}

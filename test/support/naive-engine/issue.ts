import type { Promotion } from '../../../src/contracts/promotion.ts';
import { type Asked, personOf } from './asked.ts';
import { codeFor, judgedCodes } from './conditions.ts';
import { dayOf, daysLater } from './when.ts';

/** What leaves the till with the receipt and what became of given codes. */
export type Handed = {
  readonly coupons: readonly object[];
  readonly clubs: readonly object[];
  /** Clubs whose goods nobody's membership was bought with. */
  readonly refusedClubs: readonly string[];
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
  const person = personOf(asked);
  const bought = asked.receipt.lines
    .filter(({ quantity }) => Number.isInteger(quantity))
    .flatMap(({ sku, id, quantity }) => {
      const club = asked.program.clubs.find((one) => one.sku === sku);
      return club === undefined ? [] : [{ club: club.id, id, days: club.periodDays * quantity }];
    });
  const ids = [...new Set(bought.map(({ club }) => club))];
  const clubs =
    person === null
      ? []
      : ids.map((club) => {
          const lines = bought.filter((one) => one.club === club).map(({ id, days }) => ({ id, days }));
          const boughtOn = daysLater(today, 0);
          const end = person.clubsUntil?.[club] ?? boughtOn;
          const left = Math.max(0, (Date.parse(end) - Date.parse(boughtOn)) / 86_400_000);
          const days = lines.reduce((sum, line) => sum + line.days, left);
          return { club, validUntil: daysLater(today, days), boughtOn, lines };
        });
  const refusedClubs = person === null ? ids : [];
  const given = judgedCodes(asked).map(({ code, state }) => ({
    code,
    state: state !== 'good' ? state : Object.values(used).includes(code) ? 'applied' : 'idle',
  }));
  return { coupons, clubs, refusedClubs, given, used };
}

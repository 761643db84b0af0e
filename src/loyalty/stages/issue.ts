import type { Quote } from '../../contracts/quote.ts';
import { APPLIED } from '../cart/verdict.ts';
import type { CompiledPromotion } from '../program/compiled.ts';
import { formatDay } from '../time/calendar.ts';
import type { Run } from './run.ts';
import { stampsOf } from './stamps.ts';

type Issued = Pick<Quote, 'coupons' | 'stamps' | 'clubs' | 'gifts'>;

function clubsOf(run: Run): Quote['clubs'] {
  if (run.facts.member === null || run.program.clubBySku.size === 0) return [];
  return run.cart.lines.flatMap((line) => {
    const club = run.program.clubBySku.get(line.input.sku);
    if (club === undefined || line.units === 0) return [];
    return [{ club: club.id, validUntil: formatDay(run.facts.moment.day + club.periodDays * line.units) }];
  });
}

/** What became of each given code: used up by a promotion, good for another time, or why it is refused. */
export function givenCouponsOf(run: Run, applied: Quote['applied']): NonNullable<Quote['givenCoupons']> {
  const used = new Set(applied.map(({ coupon }) => coupon));
  return run.facts.judged.map(({ code, state }) => ({
    code,
    state: state === 'good' ? (used.has(code) ? 'applied' : 'idle') : state,
  }));
}

/** What leaves the till with the receipt: coupons, stamps, gifts to add, memberships bought. */
export function issue(run: Run): Issued {
  const coupons: Quote['coupons'] = [];
  const { speaks } = run.turns;
  for (let i = 0; i < speaks.count; i += 1) {
    const order = speaks.orders[i] as number;
    if (run.outcomes.verdict[order] !== APPLIED) continue;
    const promotion = run.program.promotions[order] as CompiledPromotion;
    for (const step of promotion.issueSteps) {
      if (step.type === 'coupon') {
        const validUntil = formatDay(run.facts.moment.day + step.validDays);
        coupons.push({ promotion: promotion.id, series: step.series, validDays: step.validDays, validUntil });
      }
    }
  }
  const { sourceIds } = run.program;
  return {
    coupons,
    stamps: stampsOf(run),
    clubs: clubsOf(run),
    gifts: run.cart.gifts.map(({ source, sku, quantity, missing }) => ({
      promotion: sourceIds[source] ?? '',
      sku,
      quantity,
      missing,
    })),
  };
}

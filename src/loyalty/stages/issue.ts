import type { Quote } from '../../contracts/quote.ts';
import { APPLIED } from '../cart/verdict.ts';
import { laterEnd } from '../ledger/club-periods.ts';
import { type CompiledPromotion, HANDS_OUT } from '../program/compiled.ts';
import { formatDay } from '../time/calendar.ts';
import type { Run } from './run.ts';
import { stampsOf } from './stamps.ts';

type Issued = Pick<Quote, 'coupons' | 'stamps' | 'clubs' | 'gifts'>;

/** Each club once, with all its lines: how goods are spread over lines changes nothing. */
function clubsOf(run: Run): Quote['clubs'] {
  if (run.facts.member === null || run.program.clubBySku.size === 0) return [];
  const sold = new Map<string, { id: string; days: number }[]>();
  for (const { input, units } of run.cart.lines) {
    const club = run.program.clubBySku.get(input.sku);
    if (club === undefined || units === 0) continue;
    const line = { id: input.id, days: club.periodDays * units };
    sold.set(club.id, [...(sold.get(club.id) ?? []), line]);
  }
  const boughtOn = formatDay(run.facts.moment.day);
  const { clubsUntil = {} } = run.facts.member;
  return [...sold].map(([club, lines]) => {
    const days = lines.reduce((sum, line) => sum + line.days, 0);
    return { club, validUntil: laterEnd(clubsUntil[club], boughtOn, days), boughtOn, lines };
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

/** Coupons of the promotions that applied. */
function couponsOf({ program, outcomes, turns, facts }: Run): Quote['coupons'] {
  const coupons: Quote['coupons'] = [];
  const { count, orders } = turns.speaks;
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const isIssuing = ((program.asked.duties[order] as number) & HANDS_OUT) !== 0;
    if (!isIssuing || outcomes.verdict[order] !== APPLIED) continue;
    const promotion = program.promotions[order] as CompiledPromotion;
    for (const step of promotion.issueSteps) {
      if (step.type !== 'coupon') continue;
      const validUntil = formatDay(facts.moment.day + step.validDays);
      coupons.push({ promotion: promotion.id, series: step.series, validDays: step.validDays, validUntil });
    }
  }
  return coupons;
}

/** What leaves the till with the receipt: coupons, stamps, gifts to add, memberships bought. */
export function issue(run: Run): Issued {
  const { sourceIds } = run.program;
  return {
    coupons: couponsOf(run),
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

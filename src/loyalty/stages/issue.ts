import type { Quote } from '../../contracts/quote.ts';
import { linesOf } from '../cart/cart.ts';
import { APPLIED } from '../cart/verdict.ts';
import type { CompiledCard } from '../program/compiled.ts';
import { countOf } from '../program/facts.ts';
import { formatDay } from '../time/calendar.ts';
import type { Run } from './run.ts';

type Issued = Pick<Quote, 'coupons' | 'stamps' | 'clubs' | 'gifts'>;

/** Units bought of a card's goods; what a full card gave away earns no stamp. */
function unitsBought(run: Run, card: CompiledCard, used: number): number {
  let units = 0;
  for (const line of linesOf(run.cart, card.selector)) if (!line.noPoints) units += line.units;
  return Math.max(0, units - (used > 0 ? card.freeUnits : 0));
}

function stampsOf(run: Run, byPromotions: ReadonlyMap<string, number>): Quote['stamps'] {
  const { member } = run.facts;
  if (member === null) return [];
  return run.program.stampCards.flatMap((card, i) => {
    const used = run.stampsUsed[i] ?? 0;
    const earned = run.program.selfStamping.has(card.id)
      ? unitsBought(run, card, used)
      : (byPromotions.get(card.id) ?? 0);
    if (earned === 0 && used === 0) return [];
    const total = countOf(member.stamps, card.id) - used + earned;
    return [{ card: card.id, earned, used, total, target: card.target }];
  });
}

function clubsOf(run: Run): Quote['clubs'] {
  if (run.facts.member === null || run.program.clubBySku.size === 0) return [];
  return run.cart.lines.flatMap((line) => {
    const club = run.program.clubBySku.get(line.input.sku);
    if (club === undefined || line.units === 0) return [];
    return [{ club: club.id, validUntil: formatDay(run.facts.moment.day + club.periodDays * line.units) }];
  });
}

/** What leaves the till with the receipt: coupons, stamps, gifts to add, memberships bought. */
export function issue(run: Run): Issued {
  const coupons: Quote['coupons'] = [];
  const stamps = new Map<string, number>();
  for (const { verdict, promotion } of run.turns.speaks) {
    if (verdict !== APPLIED) continue;
    for (const step of promotion.issueSteps) {
      if (step.type === 'coupon') {
        const validUntil = formatDay(run.facts.moment.day + step.validDays);
        coupons.push({ promotion: promotion.id, series: step.series, validDays: step.validDays, validUntil });
      } else if (step.type === 'stamp') stamps.set(step.card, (stamps.get(step.card) ?? 0) + step.count);
    }
  }
  const { sourceIds } = run.program;
  return {
    coupons,
    stamps: stampsOf(run, stamps),
    clubs: clubsOf(run),
    gifts: run.cart.gifts.map(({ source, sku, quantity, missing }) => ({
      promotion: sourceIds[source] ?? '',
      sku,
      quantity,
      missing,
    })),
  };
}

import type { Member } from '../../contracts/member.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';
import type { CompiledProgram } from '../program/compiled.ts';
import { couponKey, type Facts, type GivenCoupon, type Moment } from '../program/facts.ts';
import { parseInstant, weekdayOf } from '../time/calendar.ts';

/** The receipt's moment in the program's time zone. */
export function momentOf(program: CompiledProgram, at: string): Moment {
  const epochSeconds = parseInstant(at);
  const minute = Math.floor((epochSeconds + program.zone.offsetAt(epochSeconds)) / 60);
  const day = Math.floor(minute / 1440);
  return { minute, day, minuteOfDay: minute - day * 1440, weekday: weekdayOf(day) };
}

/** The member's tier here; a tier this program does not have is replaced by the one the member's progress reaches. */
function tierOf(program: CompiledProgram, member: Member | null): number {
  if (member?.tier == null) return -1;
  const known = program.tierIndex.get(member.tier);
  if (known !== undefined) return known;
  const reached = program.program.tierRule?.by === 'purchases' ? member.purchases : member.spend;
  return program.tiers.findLastIndex((tier) => tier.from <= reached);
}

type CouponState = { readonly state: 'valid' | 'used' | 'unknown'; readonly series: string | null };

/** The state a caller gave for a code, found without regard to letter case. */
function stateOf(context: QuoteContext, key: string): CouponState | null {
  for (const code of Object.keys(context.coupons)) {
    if (couponKey(code) !== key) continue;
    const given = context.coupons[code];
    if (given === undefined) continue;
    if (typeof given === 'string') return { state: given, series: null };
    return { state: given.state, series: given.series ?? null };
  }
  return null;
}

/** The series a code belongs to by its beginning: `NEXT-7F3K` is of series `NEXT`. */
const seriesOf = (program: CompiledProgram, key: string): string | null =>
  program.series.find((series) => key.startsWith(`${couponKey(series)}-`)) ?? null;

/**
 * Codes that may be used. A code some promotion names is valid unless its state says otherwise; a code of a series
 * must be known to be valid, because anyone could make one up.
 */
function usableCoupons(program: CompiledProgram, receipt: Receipt, context: QuoteContext): GivenCoupon[] {
  const usable: GivenCoupon[] = [];
  for (const code of receipt.coupons) {
    const key = couponKey(code);
    if (usable.some((coupon) => coupon.key === key)) continue;
    const known = stateOf(context, key);
    const valid = known === null ? program.byCode.has(key) : known.state === 'valid';
    if (valid)
      usable.push({ code, key, series: known === null ? null : (known.series ?? seriesOf(program, key)) });
  }
  return usable;
}

const noCodes: ReadonlySet<string> = new Set();

/** Everything the conditions of promotions may ask about this receipt. */
export function gatherFacts(
  program: CompiledProgram,
  member: Member | null,
  receipt: Receipt,
  context: QuoteContext,
): Facts {
  return {
    moment: momentOf(program, receipt.at),
    member,
    tier: tierOf(program, member),
    receipt,
    context,
    givenCodes: receipt.coupons.length === 0 ? noCodes : new Set(receipt.coupons.map(couponKey)),
    coupons: receipt.coupons.length === 0 ? [] : usableCoupons(program, receipt, context),
  };
}

import type { Member } from '../../contracts/member.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import type { CompiledProgram } from '../program/compiled.ts';
import type { Facts, GivenCoupon, JudgedCode, Moment } from '../program/facts.ts';
import { parseDay, parseInstant, weekdayOf } from '../time/calendar.ts';

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

type Known = Exclude<QuoteContext['coupons'][string], string>;

/** What a caller knows of a code, found without regard to letter case. */
function knownOf(context: QuoteContext, key: string): Known | null {
  for (const code of Object.keys(context.coupons)) {
    if (couponKey(code) !== key) continue;
    const given = context.coupons[code];
    if (given === undefined) continue;
    return typeof given === 'string' ? { state: given } : given;
  }
  return null;
}

/** The series a code belongs to by its beginning: `NEXT-7F3K` is of series `NEXT`. */
const seriesOf = (program: CompiledProgram, key: string): string | null =>
  program.series.find((series) => key.startsWith(`${couponKey(series)}-`)) ?? null;

/**
 * A code some promotion names is good unless its state says otherwise; a code of a series must be known to be valid,
 * because anyone could make one up.
 */
function judge(program: CompiledProgram, known: Known | null, key: string, day: number): JudgedCode['state'] {
  if (known === null) return program.byCode.has(key) ? 'good' : 'unknown';
  if (known.state !== 'valid') return known.state;
  return known.validUntil != null && parseDay(known.validUntil) < day ? 'expired' : 'good';
}

type Judged = Pick<Facts, 'coupons' | 'judged'>;

function judgeCodes(program: CompiledProgram, receipt: Receipt, context: QuoteContext, day: number): Judged {
  const coupons: GivenCoupon[] = [];
  const judged: JudgedCode[] = [];
  const seen = new Set<string>();
  for (const code of receipt.coupons) {
    const key = couponKey(code);
    if (seen.has(key)) continue;
    seen.add(key);
    const known = knownOf(context, key);
    const state = judge(program, known, key, day);
    judged.push({ code, state });
    if (state === 'good')
      coupons.push({ code, key, series: known === null ? null : (known.series ?? seriesOf(program, key)) });
  }
  return { coupons, judged };
}

const noJudgements: Judged = { coupons: [], judged: [] };
const noCodes: ReadonlySet<string> = new Set();

/** Everything the conditions of promotions may ask about this receipt. */
export function gatherFacts(
  program: CompiledProgram,
  payer: Member | null,
  receipt: Receipt,
  context: QuoteContext,
): Facts {
  const moment = momentOf(program, receipt.at);
  const member = payer?.kind === 'gift' ? null : payer;
  return {
    moment,
    member,
    payer,
    tier: tierOf(program, member),
    receipt,
    context,
    givenCodes: receipt.coupons.length === 0 ? noCodes : new Set(receipt.coupons.map(couponKey)),
    ...(receipt.coupons.length === 0 ? noJudgements : judgeCodes(program, receipt, context, moment.day)),
  };
}

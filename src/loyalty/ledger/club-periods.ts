import type { ClubPeriods } from '../../contracts/member-clubs.ts';
import type { Quote } from '../../contracts/quote.ts';
import type { MemberRecord, ReturnBody } from '../../contracts/sync.ts';
import { formatDay, parseDay } from '../time/calendar.ts';

// A paid club is the membership there was, and every purchase of it on top, in the order of their days. What is known
// of it is always made from these again, so purchases and returns may arrive in any order and undo each other exactly.

type Membership = Pick<MemberRecord, 'clubs' | 'clubsUntil' | 'clubPeriods'>;

/** The last day after buying more days: they begin where the membership ends, or on the day itself. */
export const laterEnd = (until: string | undefined, boughtOn: string, days: number): string =>
  formatDay(parseDay(until !== undefined && until > boughtOn ? until : boughtOn) + days);

/** The last day; null: in the club without an end, undefined: not in it. */
function endOf({ before, bought }: ClubPeriods): string | null | undefined {
  if (before?.until === null) return null;
  const inOrder = [...bought].sort((one, other) => (one.boughtOn < other.boughtOn ? -1 : 1));
  let end: string | undefined = before?.until;
  for (const { boughtOn, days } of inOrder) end = laterEnd(end, boughtOn, days);
  return end;
}

function periodsOf({ clubs, clubsUntil = {}, clubPeriods = {} }: Membership, club: string): ClubPeriods {
  const before = clubs.includes(club) ? { until: clubsUntil[club] ?? null } : null;
  return clubPeriods[club] ?? { before, bought: [] };
}

/** The member with other periods of a club. */
function withPeriods(member: MemberRecord, club: string, periods: ClubPeriods): MemberRecord {
  const { clubsUntil = {}, clubPeriods = {}, ...others } = member;
  const { [club]: _end, ...ends } = clubsUntil;
  const { [club]: _periods, ...kept } = clubPeriods;
  const end = endOf(periods);
  if (end != null) ends[club] = end;
  if (periods.bought.length > 0) kept[club] = periods;
  const isIn = member.clubs.includes(club);
  return {
    ...others,
    clubs:
      end === undefined
        ? member.clubs.filter((one) => one !== club)
        : isIn
          ? member.clubs
          : [...member.clubs, club],
    ...(Object.keys(ends).length === 0 ? {} : { clubsUntil: ends }),
    ...(Object.keys(kept).length === 0 ? {} : { clubPeriods: kept }),
  };
}

/** A club of a quote that does not say how many days were bought: it ends on the later of both days. */
function untilLater(member: MemberRecord, club: string, validUntil: string): MemberRecord {
  const { before, bought } = periodsOf(member, club);
  const until = before === null ? validUntil : before.until;
  const later = until !== null && until < validUntil ? validUntil : until;
  return withPeriods(member, club, { before: { until: later }, bought });
}

/** The member with the clubs that a purchase bought; `purchase`: the operation that booked it. */
export function withClubsBought(member: MemberRecord, purchase: string, sold: Quote['clubs']): MemberRecord {
  return sold.reduce((after, { club, validUntil, boughtOn, lines }) => {
    if (boughtOn === undefined || lines === undefined) return untilLater(after, club, validUntil);
    const { before, bought } = periodsOf(after, club);
    const days = lines.reduce((sum, line) => sum + line.days, 0);
    return withPeriods(after, club, { before, bought: [...bought, { purchase, boughtOn, days }] });
  }, member);
}

/** The member without what comes back of the clubs that a purchase bought. */
export function withoutClubsBought(
  member: MemberRecord,
  { clubs, clubDays = {}, purchaseOperation }: Pick<ReturnBody, 'clubs' | 'clubDays' | 'purchaseOperation'>,
): MemberRecord {
  return clubs.reduce((after, club) => {
    const { before, bought } = periodsOf(after, club);
    const own = bought.find(({ purchase }) => purchase === purchaseOperation);
    // Booked before single purchases were kept: it is all that is known of the time before them.
    if (own === undefined) return withPeriods(after, club, { before: null, bought });
    const days = own.days - (clubDays[club] ?? own.days);
    const left = bought.flatMap((one) => (one !== own ? [one] : days > 0 ? [{ ...own, days }] : []));
    return withPeriods(after, club, { before, bought: left });
  }, member);
}

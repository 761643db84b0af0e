import type { LoyaltyCase } from '../../support/loyalty-case.ts';

type When = NonNullable<NonNullable<LoyaltyCase['promotions']>[number]['when']>;

/** Ten percent off in a period, at a moment: applied or not. */
function at(
  name: string,
  moment: string,
  when: When,
  applies: boolean,
  timezone = 'Europe/Moscow',
): LoyaltyCase {
  return {
    name,
    program: { timezone },
    promotions: [{ when, then: [{ type: 'percentOff', percent: 10 }] }],
    receipt: { at: moment },
    context: { explain: 'all' },
    expect: applies
      ? { nets: [9000] }
      : { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'not-in-period' }] },
  };
}

const december = { from: '2026-12-01T00:00', to: '2026-12-31T23:59' };
const leapDay = { from: '2028-02-29T00:00', to: '2028-02-29T23:59' };
const lunch = { hours: [['10:00', '14:00']] } satisfies When;
const night = { hours: [['22:00', '02:00']] } satisfies When;
const fridayNight = { ...night, weekdays: [5] };
const sundayNight = { ...night, weekdays: [7] };
const weekend = { weekdays: [6, 7] };

export const cases: readonly LoyaltyCase[] = [
  at('the second before the first minute is too early', '2026-11-30T23:59:59+03:00', december, false),
  at('the first minute counts', '2026-12-01T00:00:00+03:00', december, true),
  at('the last minute counts to its last second', '2026-12-31T23:59:59.999+03:00', december, true),
  at('the minute after the last one is too late', '2027-01-01T00:00:00+03:00', december, false),
  at('an instant written in another offset is the same instant', '2026-11-30T21:00:00Z', december, true),
  at(
    'a receipt of another zone is read in the zone of the program',
    '2026-12-31T21:00:00+00:00',
    december,
    false,
  ),
  at(
    'Kaliningrad is an hour behind Moscow',
    '2027-01-01T00:30:00+03:00',
    december,
    true,
    'Europe/Kaliningrad',
  ),
  at(
    'Vladivostok is seven hours ahead of Moscow',
    '2026-11-30T17:00:00+03:00',
    december,
    true,
    'Asia/Vladivostok',
  ),
  at('29 February is a day of a leap year', '2028-02-29T12:00:00+03:00', leapDay, true),
  at('28 February is not yet the 29th', '2028-02-28T23:59:00+03:00', leapDay, false),
  at('1 March is no longer February', '2028-03-01T00:00:00+03:00', leapDay, false),
  at('an hour counts from its start', '2026-12-05T10:00:00+03:00', lunch, true),
  at('a minute before the hour does not', '2026-12-05T09:59:59+03:00', lunch, false),
  at('the end of the hours is not part of them', '2026-12-05T14:00:00+03:00', lunch, false),
  at('the last minute before the end is', '2026-12-05T13:59:59+03:00', lunch, true),
  at('hours may cross midnight: before it', '2026-12-05T23:00:00+03:00', night, true),
  at('hours may cross midnight: after it', '2026-12-06T01:59:00+03:00', night, true),
  at('hours may cross midnight: not at noon', '2026-12-05T12:00:00+03:00', night, false),
  at('a Friday night begins on Friday', '2026-12-04T22:00:00+03:00', fridayNight, true),
  at('and lasts into Saturday', '2026-12-05T01:59:00+03:00', fridayNight, true),
  at('the night before Friday is Thursday', '2026-12-04T01:00:00+03:00', fridayNight, false),
  at('Saturday evening is not Friday night', '2026-12-05T22:00:00+03:00', fridayNight, false),
  at('a Sunday night lasts into Monday', '2026-12-07T00:30:00+03:00', sundayNight, true),
  at('the night before Sunday is Saturday', '2026-12-06T00:30:00+03:00', sundayNight, false),
  at('Saturday is a weekend', '2026-12-05T12:00:00+03:00', weekend, true),
  at('Sunday is a weekend', '2026-12-06T12:00:00+03:00', weekend, true),
  at('Monday is not', '2026-12-07T12:00:00+03:00', weekend, false),
  at(
    'a weekday is of the program zone: Friday 22:00 in London is Saturday in Moscow',
    '2026-12-04T22:00:00Z',
    weekend,
    true,
  ),
  at(
    'summer time: 23:30 in Berlin in July is 21:30 UTC',
    '2026-07-31T21:30:00Z',
    { to: '2026-07-31T23:59' },
    true,
    'Europe/Berlin',
  ),
  at(
    'summer time: half an hour later is August',
    '2026-07-31T22:00:00Z',
    { to: '2026-07-31T23:59' },
    false,
    'Europe/Berlin',
  ),
  at(
    'the hour that summer time skips in Berlin is read as the hour after it',
    '2026-03-29T01:30:00Z',
    { from: '2026-03-29T03:00', to: '2026-03-29T03:59' },
    true,
    'Europe/Berlin',
  ),
  at(
    'a half-hour zone is read exactly',
    '2026-12-04T18:30:00Z',
    { from: '2026-12-05T00:00' },
    true,
    'Asia/Kolkata',
  ),
  at(
    'and a minute before is the day before',
    '2026-12-04T18:29:59Z',
    { from: '2026-12-05T00:00' },
    false,
    'Asia/Kolkata',
  ),
];

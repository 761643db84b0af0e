import type { LoyaltyCase } from '../../support/loyalty-case.ts';

type Case = Omit<LoyaltyCase, 'promotions' | 'expect'> & {
  readonly when: NonNullable<NonNullable<LoyaltyCase['promotions']>[number]['when']>;
  readonly reason?: string;
};

/** Ten percent off under a condition: applied, or refused with the reason. */
const row = ({ when, reason, ...rest }: Case): LoyaltyCase => ({
  ...rest,
  promotions: [{ when, then: [{ type: 'percentOff', percent: 10 }] }],
  expect:
    reason === undefined
      ? { nets: [9000], rejected: [] }
      : { nets: [10_000], rejected: [{ promotion: 'p1', reason }] },
});

const birthday = { before: 3, after: 7 };
const on = (date: string) => ({ receipt: { at: `${date}T12:00:00+03:00` } });

export const cases: readonly LoyaltyCase[] = [
  row({ name: 'members only: a guest is told so', when: { audience: 'members' }, reason: 'not-a-member' }),
  row({ name: 'members only: a member gets it', when: { audience: 'members' }, member: {} }),
  row({ name: 'guests only: a guest gets it', when: { audience: 'guests' } }),
  row({
    name: 'guests only: a member is told so',
    when: { audience: 'guests' },
    member: {},
    reason: 'not-a-guest',
  }),
  row({ name: 'a tier among those named', when: { tiers: ['silver', 'gold'] }, member: {} }),
  row({ name: 'another tier', when: { tiers: ['gold'] }, member: {}, reason: 'tier' }),
  row({ name: 'a tier asked of a guest', when: { tiers: ['gold'] }, reason: 'not-a-member' }),
  row({
    name: 'a segment the member is in',
    when: { segments: ['lapsed', 'new'] },
    member: { segments: ['new'] },
  }),
  row({
    name: 'a segment the member is not in',
    when: { segments: ['lapsed'] },
    member: {},
    reason: 'segment',
  }),
  row({
    name: 'a club the member has paid for',
    program: { clubs: [{ id: 'vip', sku: 'CLUB', periodDays: 365 }] },
    when: { clubs: ['vip'] },
    member: { clubs: ['vip'] },
  }),
  row({
    name: 'a club the member is not in',
    program: { clubs: [{ id: 'vip', sku: 'CLUB', periodDays: 365 }] },
    when: { clubs: ['vip'] },
    member: {},
    reason: 'club',
  }),
  row({ name: 'birthday: three days before', when: { birthday }, member: { birthday: '--12-08' } }),
  row({
    name: 'birthday: four days before is too early',
    when: { birthday },
    member: { birthday: '--12-09' },
    reason: 'birthday',
  }),
  row({ name: 'birthday: seven days after', when: { birthday }, member: { birthday: '1990-11-28' } }),
  row({
    name: 'birthday: eight days after is too late',
    when: { birthday },
    member: { birthday: '--11-27' },
    reason: 'birthday',
  }),
  row({
    name: 'birthday: the window crosses the new year backwards',
    when: { birthday },
    member: { birthday: '--12-30' },
    ...on('2027-01-05'),
  }),
  row({
    name: 'birthday: the window crosses the new year forwards',
    when: { birthday },
    member: { birthday: '--01-02' },
    ...on('2026-12-30'),
  }),
  row({
    name: 'birthday: 29 February is the 28th in a plain year',
    when: { birthday: { before: 0, after: 0 } },
    member: { birthday: '--02-29' },
    ...on('2027-02-28'),
  }),
  row({
    name: 'birthday: 29 February is not 1 March',
    when: { birthday: { before: 0, after: 0 } },
    member: { birthday: '--02-29' },
    reason: 'birthday',
    ...on('2027-03-01'),
  }),
  row({
    name: 'birthday: 29 February is itself in a leap year',
    when: { birthday: { before: 0, after: 0 } },
    member: { birthday: '2000-02-29' },
    ...on('2028-02-29'),
  }),
  row({
    name: 'birthday: and not the 28th then',
    when: { birthday: { before: 0, after: 0 } },
    member: { birthday: '2000-02-29' },
    reason: 'birthday',
    ...on('2028-02-28'),
  }),
  row({ name: 'birthday: unknown', when: { birthday }, member: { birthday: null }, reason: 'birthday' }),
  row({
    name: 'joined today counts as day 0',
    when: { memberForDays: { min: 0, max: 0 } },
    member: { joinedAt: '2026-12-05' },
  }),
  row({
    name: 'joined yesterday is day 1',
    when: { memberForDays: { max: 0 } },
    member: { joinedAt: '2026-12-04' },
    reason: 'tenure',
  }),
  row({
    name: 'thirty days, both ends included',
    when: { memberForDays: { min: 30, max: 30 } },
    member: { joinedAt: '2026-11-05' },
  }),
  row({ name: 'a first purchase', when: { purchases: { max: 0 } }, member: { purchases: 0 } }),
  row({
    name: 'a second one',
    when: { purchases: { max: 0 } },
    member: { purchases: 1 },
    reason: 'purchases',
  }),
  row({ name: 'a store among those named', when: { stores: ['s1', 's2'] } }),
  row({
    name: 'the first failing condition is the reason: tier before segment',
    when: { segments: ['x'], tiers: ['gold'] },
    member: {},
    reason: 'tier',
  }),
  row({
    name: 'the first failing condition is the reason: birthday before purchases',
    when: { purchases: { max: 0 }, birthday },
    member: { birthday: null },
    reason: 'birthday',
  }),
  row({
    name: 'the first failing condition is the reason: coupon before basket',
    when: { coupon: 'A', basket: { minAmount: 99_999 } },
    reason: 'coupon',
  }),
];

import { type CasePromotion, type LoyaltyCase, mainWallet } from '../../support/loyalty-case.ts';

// The edges of numbers and of the calendar: one kopeck, a gram, ten thousand units, five hundred lines, month ends,
// leap years, the hour that comes twice.

const percent = (value: number): CasePromotion[] => [{ then: [{ type: 'percentOff', percent: value }] }];
const coupon = (validDays: number): CasePromotion[] => [
  { then: [{ type: 'coupon', series: 'next', validDays }] },
];
const issued = (name: string, at: string, validDays: number, validUntil: string): LoyaltyCase => ({
  name,
  promotions: coupon(validDays),
  receipt: { at },
  expect: { coupons: [{ series: 'next', validDays, validUntil }] },
});
const times = (count: number, line: { readonly price: number }) => Array.from({ length: count }, () => line);
const april = { from: '2027-04-01T00:00', to: '2027-04-30T23:59' };
const inApril = (name: string, at: string, holds: boolean): LoyaltyCase => ({
  name,
  promotions: [{ when: april, then: [{ type: 'percentOff', percent: 10 }] }],
  receipt: { at },
  expect: { nets: [holds ? 9000 : 10_000] },
});
const twice = (name: string, at: string): LoyaltyCase => ({
  name,
  program: { timezone: 'Europe/Berlin' },
  promotions: [
    {
      when: { from: '2026-10-25T02:30', to: '2026-10-25T02:30' },
      then: [{ type: 'percentOff', percent: 10 }],
    },
  ],
  receipt: { at },
  expect: { nets: [9000] },
});
const joined = (name: string, at: string, days: number, holds: boolean): LoyaltyCase => ({
  name,
  promotions: [{ when: { memberForDays: { min: days } }, then: [{ type: 'percentOff', percent: 10 }] }],
  member: { joinedAt: '2027-01-31' },
  receipt: { at },
  expect: { nets: [holds ? 9000 : 10_000] },
});
const manyTiers = Array.from({ length: 40 }, (_, i) => ({
  id: `t${i}`,
  name: { ru: `У${i}`, en: `T${i}` },
  from: i,
}));
const forTiers = (id: string, tier: string, value: number): CasePromotion => ({
  id,
  when: { tiers: [tier] },
  then: [{ type: 'percentOff', percent: value }],
});
/** Points of a wallet with `scale` decimals: each line's own, and all of them. */
const wideEarning = (
  name: string,
  scale: number,
  earn: { readonly percent: number; readonly multiplier?: number },
  lines: readonly { readonly price: number; readonly earned: number }[],
): LoyaltyCase => ({
  name,
  program: { wallets: [{ ...mainWallet, scale }], tiers: [] },
  promotions: [
    { then: [{ type: 'points', wallet: 'main', percent: earn.percent }] },
    ...(earn.multiplier === undefined
      ? []
      : [
          {
            then: [
              { type: 'points' as const, wallet: 'main', multiply: earn.multiplier, scope: 'all' as const },
            ],
          },
        ]),
  ],
  member: { tier: null },
  lines: lines.map(({ price }) => ({ price })),
  expect: {
    totals: { earned: { main: lines.reduce((sum, { earned }) => sum + earned, 0) } },
    lines: lines.map(({ earned }) => ({ earned: { main: earned } })),
  },
});

export const cases: readonly LoyaltyCase[] = [
  wideEarning(
    'points with four decimals on many lines',
    4,
    { percent: 5 },
    Array.from({ length: 20 }, () => ({ price: 990_000, earned: 4_950_000 })),
  ),
  wideEarning('points with four decimals on a dear line and a cheap one', 4, { percent: 5 }, [
    { price: 20_000_000, earned: 100_000_000 },
    { price: 10_000, earned: 50_000 },
  ]),
  wideEarning('points with three decimals on a very dear line', 3, { percent: 5 }, [
    { price: 190_000_000, earned: 95_000_000 },
    { price: 100_000, earned: 50_000 },
  ]),
  wideEarning('tripled points with two decimals on a very dear line', 2, { percent: 10, multiplier: 3 }, [
    { price: 400_000_000, earned: 120_000_000 },
    { price: 300_000, earned: 90_000 },
  ]),
  {
    name: 'a member of the 33rd tier, and a promotion for the first',
    program: { tiers: manyTiers },
    promotions: [forTiers('p', 't0', 20)],
    member: { tier: 't32' },
    expect: { nets: [10_000] },
  },
  {
    name: 'a member of the 36th tier, a promotion for it and one for the fourth',
    program: { tiers: manyTiers },
    promotions: [forTiers('p', 't35', 10), forTiers('q', 't3', 20)],
    member: { tier: 't35' },
    expect: { nets: [9000] },
  },
  inApril('the last second of a month of thirty days', '2027-04-30T23:59:59+03:00', true),
  inApril('the first second of the month after it', '2027-05-01T00:00:00+03:00', false),
  inApril('the last second of the month before it', '2027-03-31T23:59:59+03:00', false),
  issued('a coupon over the end of a short February', '2027-01-31T12:00:00+03:00', 28, '2027-02-28'),
  issued('and a day longer', '2027-01-31T12:00:00+03:00', 29, '2027-03-01'),
  issued('a coupon to the leap day', '2028-01-31T12:00:00+03:00', 29, '2028-02-29'),
  issued('a coupon from the leap day for a year', '2028-02-29T12:00:00+03:00', 365, '2029-02-28'),
  issued('a coupon over the new year', '2026-12-31T23:59:59+03:00', 1, '2027-01-01'),
  issued('a coupon issued after midnight of the program only', '2026-12-31T21:00:00Z', 1, '2027-01-02'),
  twice('the hour that comes twice: the first time', '2026-10-25T00:30:00Z'),
  twice('the hour that comes twice: the second time', '2026-10-25T01:30:00Z'),
  joined('a month of membership ends with February', '2027-02-28T00:00:00+03:00', 28, true),
  joined('and not a second before', '2027-02-27T23:59:59+03:00', 28, false),
  {
    name: 'half of one kopeck is one kopeck',
    promotions: percent(50),
    lines: [{ price: 1 }],
    expect: { nets: [0], totals: { discount: 1 } },
  },
  {
    name: 'a little less than half of it is nothing',
    promotions: percent(49.99),
    lines: [{ price: 1 }],
    expect: { nets: [1], rejected: [{ promotion: 'p1', reason: 'nothing-left' }] },
  },
  {
    name: 'the smallest percent takes a kopeck off fifty roubles',
    promotions: percent(0.01),
    lines: [{ price: 5000 }, { price: 4999 }],
    expect: { nets: [4999, 4999] },
  },
  {
    name: 'a gram of goods is paid with points to the kopeck that it must keep',
    program: { wallets: [{ ...mainWallet, scale: 2, redeem: { maxShare: 100, minPayable: 1 } }] },
    member: { wallets: { main: { spendable: 100 } } },
    receipt: { redeem: { wallet: 'main', max: true } },
    lines: [{ quantity: 0.001, price: 2000 }],
    expect: { nets: [1], totals: { paidWithPoints: 1 } },
  },
  {
    name: 'a gram counts towards a quantity, and no unit is made of a thousand of them',
    promotions: [{ then: [{ type: 'unitsOff', units: 1, percent: 50 }] }],
    lines: [{ quantity: 0.999, price: 1000 }, { price: 1000 }],
    expect: { nets: [999, 500] },
  },
  {
    name: 'of ten thousand units every third is free',
    promotions: [{ then: [{ type: 'buyGet', buy: { quantity: 2 }, get: { quantity: 1 } }] }],
    lines: [{ quantity: 10_000, price: 12_345 }],
    expect: { totals: { discount: 3333 * 12_345 } },
  },
  {
    name: 'a kopeck off each of ten thousand units',
    promotions: [{ then: [{ type: 'amountOff', amount: 1, per: 'unit' }] }],
    lines: [{ quantity: 10_000, price: 12_345 }],
    expect: { lines: [{ net: 123_440_000, split: [{ quantity: 10_000, price: 12_344 }] }] },
  },
  {
    name: 'ten thousand units are not ten thousand and one',
    promotions: [{ when: { basket: { minQuantity: 10_001 } }, then: [{ type: 'percentOff', percent: 10 }] }],
    lines: [{ quantity: 10_000, price: 100 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 1 } }] },
  },
  {
    name: 'on five hundred lines a percent is rounded once a line',
    promotions: percent(10),
    lines: times(500, { price: 99 }),
    expect: { nets: times(500, { price: 0 }).map(() => 89), totals: { discount: 5000 } },
  },
  {
    name: 'on five hundred lines a percent of the receipt is rounded once, the first lines get what is over',
    promotions: [{ stage: 'receipt', then: [{ type: 'percentOff', percent: 10 }] }],
    lines: times(500, { price: 99 }),
    expect: {
      nets: Array.from({ length: 500 }, (_, i) => (i < 450 ? 89 : 90)),
      totals: { discount: 4950 },
    },
  },
  {
    name: 'of five hundred lines the cheapest unit is found at the end',
    promotions: [{ then: [{ type: 'unitsOff', units: 1, percent: 100 }] }],
    lines: [...times(499, { price: 100 }), { price: 99 }],
    expect: { totals: { discount: 99 } },
  },
  {
    name: 'five hundred lines are paid with points, each a share',
    member: { wallets: { main: { spendable: 250 } } },
    receipt: { redeem: { wallet: 'main', max: true } },
    lines: times(500, { price: 100 }),
    expect: { nets: Array.from({ length: 500 }, () => 50), redeem: { points: 250, max: 250 } },
  },
];

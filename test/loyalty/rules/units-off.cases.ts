import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const off = (units: number, more: object) => ({ type: 'unitsOff' as const, units, ...more });

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'takes a percent off the cheapest units',
    promotions: [{ then: [off(2, { percent: 50 })] }],
    lines: [{ price: 9000 }, { price: 3000 }, { price: 6000 }],
    expect: { nets: [9000, 1500, 3000] },
  },
  {
    name: 'takes a percent off the dearest units',
    promotions: [{ then: [off(1, { percent: 50, pick: 'dearest' })] }],
    lines: [{ price: 9000 }, { price: 3000 }],
    expect: { nets: [4500, 3000] },
  },
  {
    name: 'of equal units takes the earlier line',
    promotions: [{ then: [off(1, { percent: 100 })] }],
    lines: [{ price: 9000 }, { price: 9000 }],
    expect: { nets: [0, 9000] },
  },
  {
    name: 'as one sum gives the odd kopeck to the earlier line, not to the cheaper one',
    promotions: [{ stage: 'receipt', then: [off(2, { percent: 50 })] }],
    lines: [{ price: 153 }, { price: 99 }],
    // 126 of 252 over 153 and 99: 76.5 and 49.5, equal remainders.
    expect: { nets: [153 - 77, 99 - 49] },
  },
  {
    name: 'gives the odd kopeck of a capped sum to the earlier line',
    promotions: [{ then: [off(2, { percent: 100, maxAmount: 126 })] }],
    lines: [{ price: 153 }, { price: 99 }],
    expect: { nets: [153 - 77, 99 - 49] },
  },
  {
    name: 'gives the odd kopeck of sums off units to the earlier line',
    promotions: [{ stage: 'receipt', then: [off(2, { amount: 63 })] }],
    lines: [{ price: 153 }, { price: 99 }],
    expect: { nets: [153 - 77, 99 - 49] },
  },
  {
    name: 'takes a sum off each of so many units',
    promotions: [{ then: [off(2, { amount: 1000 })] }],
    lines: [{ quantity: 3 }],
    expect: { nets: [28_000] },
  },
  {
    name: 'never takes more off units than they are worth',
    promotions: [{ then: [off(2, { amount: 50_000 })] }],
    lines: [{ quantity: 3 }],
    expect: { nets: [10_000] },
  },
  {
    name: 'with a cap takes at most that much in all',
    promotions: [{ then: [off(2, { percent: 100, maxAmount: 5000 })] }],
    lines: [{ quantity: 3 }],
    expect: { nets: [25_000] },
  },
  {
    name: 'leaves an unused unit its worth for the next one',
    promotions: [
      { priority: 200, then: [off(1, { percent: 100 })] },
      { priority: 100, then: [off(1, { percent: 100 })] },
    ],
    lines: [{ quantity: 3 }],
    expect: { nets: [10_000] },
  },
  {
    name: 'has nothing left when every unit is used',
    promotions: [
      { priority: 200, then: [off(2, { percent: 50 })] },
      { priority: 100, then: [off(1, { percent: 50 })] },
    ],
    lines: [{ quantity: 2 }],
    expect: { nets: [10_000], rejected: [{ promotion: 'p2', reason: 'nothing-left' }] },
  },
  {
    name: 'says of goods by weight that it counts pieces',
    promotions: [{ then: [{ type: 'unitsOff', units: 1, percent: 50 }] }],
    lines: [{ quantity: 0.5 }, { quantity: 1, flags: ['noDiscount'] }],
    expect: { nets: [5000, 10_000], rejected: [{ promotion: 'p1', reason: 'weighed-goods' }] },
  },
];

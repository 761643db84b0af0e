import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const at = (price: number) => ({ type: 'fixedPrice' as const, price });

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'lowers the unit price of every unit',
    promotions: [{ then: [at(8000)] }],
    lines: [{ quantity: 3 }],
    expect: { nets: [24_000] },
  },
  {
    name: 'never raises a price',
    promotions: [{ then: [at(12_000)] }],
    expect: { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'nothing-left' }] },
  },
  {
    name: 'of weighed goods is the price of a kilogram, rounded half up',
    promotions: [{ then: [at(9999)] }],
    lines: [{ quantity: 0.455, price: 20_000 }],
    expect: { nets: [4550] },
  },
  {
    name: 'stops at the minimum price',
    promotions: [{ then: [at(5000)] }],
    lines: [{ minPrice: 7000 }],
    expect: { nets: [7000], clipped: [{ promotion: 'p1', amount: 2000 }] },
  },
  {
    name: 'after a larger discount has nothing left to do',
    promotions: [
      { priority: 200, then: [{ type: 'percentOff', percent: 50 }] },
      { priority: 100, then: [at(8000)] },
    ],
    expect: { nets: [5000], rejected: [{ promotion: 'p2', reason: 'nothing-left' }] },
  },
];

import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const off = (percent: number, more: object = {}) => ({ type: 'percentOff' as const, percent, ...more });

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'rounds half a kopeck up on each line',
    promotions: [{ then: [off(5)] }],
    lines: [{ price: 10 }, { price: 30 }, { price: 50 }],
    expect: { nets: [9, 28, 47] },
  },
  {
    name: 'takes half a kopeck of one kopeck as one',
    promotions: [{ then: [off(50)] }],
    lines: [{ price: 1 }],
    expect: { nets: [0] },
  },
  {
    name: 'works on what an earlier promotion left',
    promotions: [
      { priority: 2, then: [off(50)] },
      { priority: 1, then: [off(10)] },
    ],
    lines: [{ price: 10_000 }],
    expect: { nets: [4500] },
  },
  {
    name: 'keeps two decimals of a percent: 12.34 % of 100.00',
    promotions: [{ then: [off(12.34)] }],
    expect: { nets: [8766] },
  },
  {
    name: 'is lost where a minimum price stands in its way, and says how much',
    promotions: [{ then: [off(50)] }],
    lines: [{ price: 10_000, minPrice: 9000 }],
    expect: { nets: [9000], clipped: [{ promotion: 'p1', amount: 4000 }] },
  },
  {
    name: 'with a cap cuts what would fit, in proportion',
    promotions: [{ then: [off(50, { maxAmount: 3000 })] }],
    lines: [{ price: 10_000 }, { price: 2000 }],
    expect: { nets: [7500, 1500] },
  },
  {
    name: 'with a cap never takes more of a line than without it',
    promotions: [{ then: [off(50, { maxAmount: 5500 })] }],
    lines: [{ price: 10_000, minPrice: 9500 }, { price: 10_000 }],
    expect: { nets: [9500, 5000], totals: { discount: 5500 } },
  },
  {
    name: 'at the receipt stage is one sum, rounded once: 10 % of three times 0.05 is 0.02',
    promotions: [{ stage: 'receipt', then: [off(10)] }],
    lines: [{ price: 5 }, { price: 5 }, { price: 5 }],
    expect: { nets: [4, 4, 5] },
  },
  {
    name: 'at the receipt stage moves to lines with room',
    promotions: [{ stage: 'receipt', then: [off(50)] }],
    lines: [{ price: 10_000, minPrice: 9000 }, { price: 10_000 }],
    expect: { nets: [9000, 1000], totals: { discount: 10_000 } },
  },
  {
    name: 'leaves lines alone that may not be discounted',
    promotions: [{ then: [off(10)] }],
    lines: [{ flags: ['noDiscount'] }, {}],
    expect: { nets: [10_000, 9000] },
  },
  {
    name: 'of nothing but undiscountable goods is not even mentioned',
    promotions: [{ then: [off(10)] }],
    lines: [{ flags: ['noDiscount'] }],
    expect: { nets: [10_000], applied: [], rejected: [] },
  },
  {
    name: 'above a hundred takes all there is and no more',
    promotions: [{ then: [off(150)] }],
    expect: { nets: [0], clipped: [] },
  },
];

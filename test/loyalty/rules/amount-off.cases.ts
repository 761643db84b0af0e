import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const off = (amount: number, more: object = {}) => ({ type: 'amountOff' as const, amount, ...more });

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'per receipt is spread by what is left of each line',
    promotions: [{ then: [off(1000)] }],
    lines: [{ price: 10_000 }, { price: 30_000 }],
    expect: { nets: [9750, 29_250] },
  },
  {
    name: 'gives one kopeck of two equal lines to the earlier one',
    promotions: [{ then: [off(1)] }],
    lines: [{ price: 500 }, { price: 500 }],
    expect: { nets: [499, 500] },
  },
  {
    name: 'larger than the receipt takes all and reports the rest',
    promotions: [{ then: [off(25_000)] }],
    expect: { nets: [0], clipped: [{ promotion: 'p1', amount: 15_000 }] },
  },
  {
    name: 'per line is taken off each line whatever its quantity',
    promotions: [{ then: [off(500, { per: 'line' })] }],
    lines: [{ quantity: 3 }, { price: 300 }, { quantity: 0.5 }],
    expect: { nets: [29_500, 0, 4500], clipped: [{ promotion: 'p1', amount: 200 }] },
  },
  {
    name: 'per unit is taken off each whole unit',
    promotions: [{ then: [off(500, { per: 'unit' })] }],
    lines: [{ quantity: 3 }, { quantity: 1 }],
    expect: { nets: [28_500, 9500] },
  },
  {
    name: 'per unit stops at so many units of a line',
    promotions: [{ then: [off(500, { per: 'unit', units: 2 })] }],
    lines: [{ quantity: 3 }, { quantity: 1 }],
    expect: { nets: [29_000, 9500] },
  },
  {
    name: 'per unit passes weighed goods by',
    promotions: [{ then: [off(500, { per: 'unit' })] }],
    lines: [{ quantity: 1.5 }],
    expect: { nets: [15_000], rejected: [{ promotion: 'p1', reason: 'weighed-goods' }] },
  },
  {
    name: 'with a minimum price on every line leaves what fits nowhere as clipped',
    promotions: [{ then: [off(5000)] }],
    lines: [
      { price: 10_000, minPrice: 9000 },
      { price: 10_000, minPrice: 8000 },
    ],
    expect: { nets: [9000, 8000], clipped: [{ promotion: 'p1', amount: 2000 }] },
  },
  ...[{}, { units: 2 }].map((most) => ({
    name: `per unit says of goods by weight that it counts pieces${'units' in most ? ', so many at the most' : ''}`,
    promotions: [{ then: [{ type: 'amountOff' as const, per: 'unit' as const, amount: 500, ...most }] }],
    lines: [{ quantity: 0.5 }],
    expect: { nets: [5000], rejected: [{ promotion: 'p1', reason: 'weighed-goods' }] },
  })),
  {
    name: 'per unit of pieces that cost nothing has nothing left, whatever is weighed beside them',
    promotions: [{ then: [{ type: 'amountOff', per: 'unit', amount: 500 }] }],
    lines: [{ quantity: 0.5 }, { price: 0 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'nothing-left' }] },
  },
];

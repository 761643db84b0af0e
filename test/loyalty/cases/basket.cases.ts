import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const ten = { type: 'percentOff' as const, percent: 10 };
const coffee = { category: ['coffee'] };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'an amount exactly reached is reached',
    promotions: [{ when: { basket: { minAmount: 10_000 } }, then: [ten] }],
    expect: { nets: [9000] },
  },
  {
    name: 'one kopeck less is not',
    promotions: [{ when: { basket: { minAmount: 10_000 } }, then: [ten] }],
    lines: [{ price: 9999 }],
    expect: { rejected: [{ reason: 'basket-amount', missing: { amount: 1 } }] },
  },
  {
    name: 'an amount above the most allowed is refused and nothing is missing',
    promotions: [{ when: { basket: { maxAmount: 9999 } }, then: [ten] }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-amount' }] },
  },
  {
    name: 'quantities count kilograms too: 0.999 kg are a gram short of 1',
    promotions: [{ when: { basket: { minQuantity: 1 } }, then: [ten] }],
    lines: [{ quantity: 0.999 }],
    expect: { rejected: [{ reason: 'basket-quantity', missing: { quantity: 0.001 } }] },
  },
  {
    name: 'goods that may not be discounted count towards a threshold',
    promotions: [{ when: { basket: { minAmount: 20_000 } }, then: [ten] }],
    lines: [{ flags: ['noDiscount'] }, {}],
    expect: { nets: [10_000, 9000] },
  },
  {
    name: 'over gross looks at shelf amounts',
    promotions: [
      { priority: 200, then: [{ type: 'percentOff', percent: 50 }] },
      { priority: 100, when: { basket: { minAmount: 10_000, over: 'gross' } }, then: [ten] },
    ],
    expect: { nets: [4500] },
  },
  {
    name: 'over remaining looks at what earlier promotions left',
    promotions: [
      { priority: 200, then: [{ type: 'percentOff', percent: 50 }] },
      { priority: 100, when: { basket: { minAmount: 10_000 } }, then: [ten] },
    ],
    expect: {
      nets: [5000],
      rejected: [{ promotion: 'p2', reason: 'basket-amount', missing: { amount: 5000 } }],
    },
  },
  {
    name: 'of a list of conditions all must hold',
    promotions: [
      {
        when: { basket: [{ of: coffee, minQuantity: 1 }, { minAmount: 30_000 }] },
        then: [ten],
      },
    ],
    lines: [{ category: 'coffee' }, {}],
    expect: { rejected: [{ reason: 'basket-amount', missing: { amount: 10_000 } }] },
  },
  {
    name: 'the goods asked for may be others than those discounted',
    promotions: [
      { when: { basket: { of: coffee, minQuantity: 1 } }, then: [{ ...ten, of: { category: ['cake'] } }] },
    ],
    lines: [{ category: 'coffee' }, { category: 'cake' }],
    expect: { nets: [10_000, 9000] },
  },
  {
    name: 'a promotion that works twice is asked once, before its first turn',
    promotions: [
      {
        when: { basket: { minAmount: 10_000 } },
        then: [ten, { type: 'amountOff', amount: 1000 }],
      },
    ],
    expect: { nets: [8000] },
  },
  {
    name: 'a promotion that only earns looks at the net before points are paid',
    promotions: [
      { when: { basket: { minAmount: 10_000 } }, then: [{ type: 'points', wallet: 'main', fixed: 5 }] },
    ],
    member: { tier: null },
    receipt: { redeem: { wallet: 'main', max: true } },
    expect: { totals: { paidWithPoints: 5000, earned: { main: 5 } } },
  },
  {
    name: 'a promotion that only earns looks at the net after discounts',
    promotions: [
      { then: [{ type: 'percentOff', percent: 1 }] },
      { when: { basket: { minAmount: 10_000 } }, then: [{ type: 'points', wallet: 'main', fixed: 5 }] },
    ],
    member: { tier: null },
    expect: { rejected: [{ promotion: 'p2', reason: 'basket-amount', missing: { amount: 100 } }] },
  },
];

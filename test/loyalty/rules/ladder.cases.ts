import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const steps = [
  { from: 300_000, percent: 10 },
  { from: 100_000, percent: 5 },
];
const ladder = (more: object = {}) => ({ type: 'ladder' as const, by: 'amount' as const, steps, ...more });

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'one kopeck below the first step gives nothing and says what is missing',
    promotions: [{ then: [ladder()] }],
    lines: [{ price: 99_999 }],
    expect: {
      nets: [99_999],
      rejected: [{ promotion: 'p1', reason: 'basket-amount', missing: { amount: 1 } }],
    },
  },
  {
    name: 'exactly at a step gives it',
    promotions: [{ then: [ladder()] }],
    lines: [{ price: 100_000 }],
    expect: { nets: [95_000] },
  },
  {
    name: 'takes the highest step whatever the order they are written in',
    promotions: [{ then: [ladder()] }],
    lines: [{ price: 300_000 }],
    expect: { nets: [270_000] },
  },
  {
    name: 'looks at what earlier promotions left',
    promotions: [
      { priority: 200, then: [{ type: 'percentOff', percent: 1 }] },
      { priority: 100, then: [ladder()] },
    ],
    lines: [{ price: 100_000 }],
    expect: {
      nets: [99_000],
      rejected: [{ promotion: 'p2', reason: 'basket-amount', missing: { amount: 1000 } }],
    },
  },
  {
    name: 'by quantity counts units and kilograms',
    promotions: [{ then: [ladder({ by: 'quantity', steps: [{ from: 2.5, percent: 10 }] })] }],
    lines: [{ quantity: 2 }, { quantity: 0.5 }],
    expect: { nets: [18_000, 4500] },
  },
  {
    name: 'by quantity says how many units are missing',
    promotions: [{ then: [ladder({ by: 'quantity', steps: [{ from: 3, percent: 10 }] })] }],
    lines: [{ quantity: 2 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 1 } }] },
  },
  {
    name: 'counts only what it may lower: goods of an exclusive promotion help no step',
    promotions: [
      { priority: 200, exclusive: true, then: [{ type: 'percentOff', percent: 50, of: { sku: ['tea'] } }] },
      { priority: 100, then: [ladder()] },
    ],
    // 2,500 of tea are left and 1,000 of milk: 3,500 together, but the ladder is about the milk alone.
    lines: [
      { sku: 'tea', price: 500_000 },
      { sku: 'milk', price: 100_000 },
    ],
    expect: { nets: [250_000, 95_000] },
  },
  {
    name: 'a basket counts goods of an exclusive promotion, a ladder says what is missing without them',
    promotions: [
      { priority: 200, exclusive: true, then: [{ type: 'percentOff', percent: 50, of: { sku: ['tea'] } }] },
      { priority: 100, then: [ladder()] },
      {
        priority: 50,
        stage: 'receipt',
        when: { basket: { minAmount: 300_000 } },
        then: [{ type: 'percentOff', percent: 10 }],
      },
    ],
    lines: [
      { sku: 'tea', price: 500_000 },
      { sku: 'milk', price: 90_000 },
    ],
    expect: {
      nets: [250_000, 81_000],
      rejected: [{ promotion: 'p2', reason: 'basket-amount', missing: { amount: 10_000 } }],
    },
  },
  {
    name: 'misses what is left after earlier discounts: so much at shelf price is the least that may do, here 11 more',
    promotions: [
      { then: [{ type: 'percentOff', percent: 10 }] },
      { then: [{ type: 'ladder', by: 'amount', steps: [{ from: 20_000, percent: 5 }] }] },
    ],
    // 100 less 10 % is 90: 110 are missing. With so much more, 210 less 10 % is 189.
    lines: [{}, { price: 11_000 }],
    expect: {
      nets: [9000, 9900],
      rejected: [{ promotion: 'p2', reason: 'basket-amount', missing: { amount: 1100 } }],
    },
  },
];

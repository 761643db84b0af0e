import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const gift = (more: object = {}) => ({ type: 'gift' as const, sku: 'mug', ...more });

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'tells the cashier to add what is not there',
    promotions: [{ then: [gift()] }],
    expect: { nets: [10_000], gifts: [{ promotion: 'p1', sku: 'mug', quantity: 1, missing: 1 }] },
  },
  {
    name: 'costs nothing once it is on the receipt',
    promotions: [{ then: [gift()] }],
    lines: [{}, { sku: 'mug', price: 4000 }],
    expect: { nets: [10_000, 0], gifts: [{ sku: 'mug', quantity: 1, missing: 0 }] },
  },
  {
    name: 'is so many units of a line, the others are paid',
    promotions: [{ then: [gift({ quantity: 2 })] }],
    lines: [{ sku: 'mug', price: 4000, quantity: 3 }],
    expect: { nets: [4000] },
  },
  {
    name: 'waits for its basket',
    promotions: [{ when: { basket: { minAmount: 20_000 } }, then: [gift()] }],
    expect: {
      gifts: [],
      rejected: [{ promotion: 'p1', reason: 'basket-amount', missing: { amount: 10_000 } }],
    },
  },
];

import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const off = (percent: number, more: object = {}) => ({ type: 'percentOff' as const, percent, ...more });
const tea = { category: ['tea'] };
const group = 'g';

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'of a group the best for the customer is used, whatever its priority',
    promotions: [
      { group, priority: 900, then: [off(10)] },
      { group, priority: 1, then: [off(20)] },
    ],
    expect: { nets: [8000], rejected: [{ promotion: 'p1', reason: 'lost-to', to: 'p2' }] },
  },
  {
    name: 'of equal ones the higher priority is used',
    promotions: [
      { group, priority: 1, then: [off(10)] },
      { group, priority: 2, then: [{ type: 'amountOff', amount: 1000 }] },
    ],
    expect: { applied: [{ promotion: 'p2' }], rejected: [{ promotion: 'p1', reason: 'lost-to', to: 'p2' }] },
  },
  {
    name: 'of equal ones of one priority the first id is used',
    promotions: [
      { id: 'b', group, then: [off(10)] },
      { id: 'a', group, then: [off(10)] },
    ],
    expect: { applied: [{ promotion: 'a' }], rejected: [{ promotion: 'b', reason: 'lost-to', to: 'a' }] },
  },
  {
    // Without p1 the receipt would reach p3 and save 50.00: one of those that apply is used, not none.
    name: 'one that lacks units takes nobody’s place in its group',
    promotions: [
      { group, priority: 900, then: [off(10)] },
      { group, priority: 800, when: { basket: { minQuantity: 5 } }, then: [off(1)] },
      {
        priority: 1,
        stage: 'receipt',
        when: { basket: { minAmount: 10_000 } },
        then: [{ type: 'amountOff', amount: 5000 }],
      },
    ],
    expect: {
      nets: [9000],
      rejected: [
        { promotion: 'p2', reason: 'basket-quantity', missing: { quantity: 4 } },
        { promotion: 'p3', reason: 'basket-amount', missing: { amount: 1000 } },
      ],
    },
  },
  {
    name: 'with conflict priority the first that applies is used',
    program: { defaults: { conflict: 'priority' } },
    promotions: [
      { group, priority: 900, then: [off(10)] },
      { group, priority: 1, then: [off(20)] },
    ],
    expect: { nets: [9000], rejected: [{ promotion: 'p2', reason: 'lost-to', to: 'p1' }] },
  },
  {
    name: 'with conflict priority one that fails its condition does not stand in the way',
    program: { defaults: { conflict: 'priority' } },
    promotions: [
      { group, priority: 900, when: { basket: { minAmount: 20_000 } }, then: [off(10)] },
      { group, priority: 1, then: [off(20)] },
    ],
    expect: {
      nets: [8000],
      rejected: [{ promotion: 'p1', reason: 'basket-amount', missing: { amount: 10_000 } }],
    },
  },
  {
    name: 'one that fails its own condition keeps that reason',
    promotions: [
      { group, then: [off(10)] },
      { group, when: { tiers: ['gold'] }, then: [off(50)] },
      { group, when: { basket: { minAmount: 15_000 } }, then: [off(60)] },
    ],
    member: {},
    expect: {
      nets: [9000],
      rejected: [
        { promotion: 'p2', reason: 'tier' },
        { promotion: 'p3', reason: 'basket-amount', missing: { amount: 5000 } },
      ],
    },
  },
  {
    name: 'points count at what they pay for: 15 points beat 10.00 off',
    promotions: [
      { group, then: [{ type: 'amountOff', amount: 1000 }] },
      { group, then: [{ type: 'points', wallet: 'main', fixed: 15 }] },
    ],
    member: { tier: null },
    expect: {
      nets: [10_000],
      totals: { earned: { main: 15 } },
      rejected: [{ promotion: 'p1', reason: 'lost-to' }],
    },
  },
  {
    name: 'the whole receipt counts: less of its own may leave a threshold that gives more',
    promotions: [
      { group, priority: 20, then: [off(15)] },
      { group, priority: 20, then: [off(10)] },
      { priority: 10, when: { basket: { minAmount: 9000 } }, then: [{ type: 'amountOff', amount: 600 }] },
    ],
    expect: { nets: [8400], rejected: [{ promotion: 'p1', reason: 'lost-to', to: 'p2' }] },
  },
  {
    name: 'two groups are chosen together',
    promotions: [
      { group: 'a', priority: 30, then: [off(30)] },
      { group: 'a', priority: 30, then: [off(25)] },
      { group: 'b', priority: 20, when: { basket: { minAmount: 7500 } }, then: [off(20)] },
      { group: 'b', priority: 20, then: [off(5)] },
    ],
    expect: { nets: [6000] },
  },
  {
    name: 'an exclusive promotion of higher priority closes its lines to the others',
    promotions: [
      { priority: 200, exclusive: true, then: [off(30, { of: tea })] },
      { priority: 100, then: [off(10)] },
    ],
    lines: [{ category: 'tea' }, {}],
    expect: { nets: [7000, 9000] },
  },
  {
    name: 'a promotion whose every line is closed is told so',
    promotions: [
      { priority: 200, exclusive: true, then: [off(30)] },
      { priority: 100, then: [off(10)] },
    ],
    expect: { nets: [7000], rejected: [{ promotion: 'p2', reason: 'exclusive' }] },
  },
  {
    name: 'an exclusive one that comes too late is told so',
    promotions: [
      { priority: 200, then: [off(10)] },
      { priority: 100, exclusive: true, then: [off(30)] },
    ],
    expect: { nets: [9000], rejected: [{ promotion: 'p2', reason: 'exclusive' }] },
  },
  {
    name: 'a line closed in the line stage stays closed in the receipt stage',
    promotions: [
      { priority: 1, exclusive: true, then: [off(30, { of: tea })] },
      { priority: 900, then: [{ type: 'amountOff', amount: 1000 }] },
    ],
    lines: [{ category: 'tea' }, {}],
    expect: { nets: [7000, 9000] },
  },
  {
    name: 'an exclusive promotion of two effects may touch its own lines twice',
    promotions: [{ exclusive: true, then: [off(10), { type: 'amountOff', amount: 1000 }] }],
    expect: { nets: [8000] },
  },
  {
    name: 'goods bought for an exclusive offer are closed too',
    promotions: [
      {
        priority: 200,
        exclusive: true,
        then: [{ type: 'buyGet', buy: { quantity: 1 }, get: { quantity: 1 } }],
      },
      { priority: 100, then: [off(10)] },
    ],
    lines: [{ price: 10_000 }, { price: 5000 }, { price: 3000, quantity: 0.5 }],
    expect: { nets: [10_000, 0, 1350] },
  },
  {
    name: 'goods bought for an ordinary offer are not open to an exclusive one',
    promotions: [
      { priority: 200, then: [{ type: 'buyGet', buy: { quantity: 1 }, get: { quantity: 1 } }] },
      { priority: 100, exclusive: true, then: [off(10)] },
    ],
    lines: [{ price: 10_000 }, { price: 5000 }],
    expect: { nets: [10_000, 0], rejected: [{ promotion: 'p2', reason: 'exclusive' }] },
  },
  {
    name: 'the tier discount keeps out of closed lines',
    program: { tiers: [{ id: 'silver', name: { ru: 'Серебро' }, discountPercent: 5 }] },
    promotions: [{ exclusive: true, then: [off(30, { of: tea })] }],
    member: {},
    lines: [{ category: 'tea' }, {}],
    expect: { nets: [7000, 9500], lines: [{}, { discounts: [{ promotion: 'tier', amount: 500 }] }] },
  },
];

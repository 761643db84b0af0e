import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const points = (more: object) => ({ type: 'points' as const, wallet: 'main', ...more });
const coffee = { category: ['coffee'] };
const member = {};
const noTier = { tier: null };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'percent adds to what the tier earns and is rounded together with it',
    promotions: [{ then: [points({ percent: 2.5 })] }],
    member,
    // 5 % + 2.5 % of 13.99 is 1.04925.
    lines: [{ price: 1399 }],
    expect: { totals: { earned: { main: 1 } } },
  },
  {
    name: 'fixed is given once a receipt, whatever lines match',
    promotions: [{ then: [points({ fixed: 10 })] }],
    member: noTier,
    lines: [{ price: 30_000 }, { price: 10_000 }],
    expect: {
      totals: { earned: { main: 10 } },
      lines: [{ earned: { main: 8 } }, { earned: { main: 2 } }],
    },
  },
  {
    name: 'perUnit counts whole units of matching lines',
    promotions: [{ then: [points({ perUnit: 5, of: coffee })] }],
    member: noTier,
    lines: [
      { category: 'coffee', quantity: 3 },
      { quantity: 2 },
      { category: 'coffee/beans', quantity: 0.5 },
    ],
    expect: { totals: { earned: { main: 15 } } },
  },
  {
    name: 'per counts full amounts of all matching lines together',
    promotions: [{ then: [points({ per: { amount: 10_000, points: 3 } })] }],
    member: noTier,
    lines: [{ price: 9000 }, { price: 9000 }, { price: 1999 }],
    expect: { totals: { earned: { main: 3 } } },
  },
  {
    name: 'per at exactly two amounts gives both',
    promotions: [{ then: [points({ per: { amount: 10_000, points: 3 } })] }],
    member: noTier,
    lines: [{ price: 20_000 }],
    expect: { totals: { earned: { main: 6 } } },
  },
  {
    name: 'several multipliers: the largest one, not their product',
    promotions: [{ then: [points({ multiply: 2 })] }, { then: [points({ multiply: 3 })] }],
    member,
    expect: { totals: { earned: { main: 15 } } },
  },
  {
    name: 'scope tier leaves added percents alone',
    promotions: [{ then: [points({ multiply: 2 })] }, { then: [points({ percent: 10 })] }],
    member,
    expect: { totals: { earned: { main: 20 } } },
  },
  {
    name: 'scope all multiplies added percents too, never fixed points',
    promotions: [
      { then: [points({ multiply: 2, scope: 'all' })] },
      { then: [points({ percent: 10 })] },
      { then: [points({ fixed: 7 })] },
    ],
    member,
    expect: { totals: { earned: { main: 37 } } },
  },
  {
    name: 'a multiplier works on the lines it names',
    promotions: [{ then: [points({ multiply: 2, of: coffee })] }],
    member,
    lines: [{ category: 'coffee' }, {}],
    expect: { lines: [{ earned: { main: 10 } }, { earned: { main: 5 } }] },
  },
  {
    name: 'are not for guests',
    promotions: [{ then: [points({ fixed: 10 })] }],
    expect: { totals: { earned: { main: 0 } }, rejected: [{ promotion: 'p1', reason: 'not-a-member' }] },
  },
  {
    name: 'are not earned on lines that may not earn',
    promotions: [{ then: [points({ percent: 10 })] }],
    member,
    lines: [{ flags: ['noPoints'] }, {}],
    expect: { lines: [{ earned: { main: 0 } }, { earned: { main: 15 } }] },
  },
  {
    name: 'say where they come from, and the parts sum up',
    promotions: [{ then: [points({ multiply: 2 })] }, { then: [points({ percent: 1 })] }],
    member,
    expect: {
      totals: { earned: { main: 11 } },
      applied: [
        { promotion: 'p1', points: { main: 5 } },
        { promotion: 'p2', points: { main: 1 } },
      ],
    },
  },
  {
    name: 'per says how much more earns the first points',
    promotions: [{ then: [points({ per: { amount: 20_000, points: 5 } })] }],
    member: noTier,
    lines: [{ price: 9000 }, { price: 1000, flags: ['noPoints'] }],
    expect: {
      rejected: [{ promotion: 'p1', reason: 'basket-amount', missing: { amount: 11_000 } }],
    },
  },
  {
    name: 'per counts what money pays: what points pay is missing too',
    promotions: [{ then: [points({ per: { amount: 10_000, points: 5 } })] }],
    member: noTier,
    receipt: { redeem: { wallet: 'main', points: 40 } },
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-amount', missing: { amount: 4000 } }] },
  },
  {
    name: 'per promises nothing for a sum that brings no points',
    promotions: [{ then: [points({ per: { amount: 20_000, points: 0 } })] }],
    member: noTier,
    expect: { rejected: [{ promotion: 'p1', reason: 'nothing-to-earn' }], totals: { earned: { main: 0 } } },
  },
  {
    name: 'zero points, fixed or a percent, leave the other points alone',
    promotions: [{ then: [points({ fixed: 0 })] }, { then: [points({ percent: 0 })] }],
    member,
    expect: {
      totals: { earned: { main: 5 } },
      rejected: [
        { promotion: 'p1', reason: 'nothing-to-earn' },
        { promotion: 'p2', reason: 'nothing-to-earn' },
      ],
    },
  },
  ...[
    { percent: 10 },
    { fixed: 10 },
    { perUnit: 10 },
    { multiply: 2 },
    { per: { amount: 100, points: 1 } },
  ].map((way) => ({
    name: `of goods that bring none say so: ${Object.keys(way).join()}`,
    promotions: [{ then: [points({ ...way, of: coffee })] }],
    member,
    lines: [{ category: 'coffee', flags: ['noPoints' as const] }, {}],
    expect: { rejected: [{ promotion: 'p1', reason: 'nothing-to-earn' }] },
  })),
  {
    name: 'find nothing to earn on where points paid for everything',
    promotions: [{ then: [points({ percent: 10 })] }],
    program: {
      wallets: [
        {
          id: 'main',
          name: { ru: 'баллы', en: 'points' },
          value: 100,
          redeem: { maxShare: 100, minPayable: 0 },
        },
      ],
    },
    member: noTier,
    receipt: { redeem: { wallet: 'main', points: 100 } },
    expect: { totals: { net: 0 }, rejected: [{ promotion: 'p1', reason: 'nothing-to-earn' }] },
  },
  {
    name: 'perUnit says of goods by weight that it counts pieces',
    promotions: [{ then: [points({ perUnit: 5 })] }],
    member: noTier,
    lines: [{ quantity: 0.5 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'weighed-goods' }] },
  },
  {
    name: 'a multiplier beaten by a larger one names it',
    promotions: [{ then: [points({ multiply: 2 })] }, { then: [points({ multiply: 3 })] }],
    member,
    expect: { rejected: [{ promotion: 'p1', reason: 'lost-to', to: 'p2' }] },
  },
  {
    name: 'of equal multipliers the later one names the earlier',
    promotions: [{ then: [points({ multiply: 2 })] }, { then: [points({ multiply: 2 })] }],
    member,
    expect: { rejected: [{ promotion: 'p2', reason: 'lost-to', to: 'p1' }] },
  },
  {
    name: 'a multiplier of everything beaten on the percents alone names who multiplies them',
    promotions: [
      { then: [points({ multiply: 2, scope: 'all' })] },
      { then: [points({ multiply: 3, scope: 'all' })] },
      { then: [points({ percent: 10 })] },
    ],
    member: noTier,
    expect: {
      totals: { earned: { main: 30 } },
      rejected: [{ promotion: 'p1', reason: 'lost-to', to: 'p2' }],
    },
  },
  {
    name: 'two multipliers with nothing to multiply did not beat each other',
    promotions: [
      { then: [points({ multiply: 2 })] },
      { then: [points({ multiply: 3, scope: 'all' })] },
      { then: [points({ fixed: 10 })] },
    ],
    member: noTier,
    expect: {
      rejected: [
        { promotion: 'p1', reason: 'nothing-to-earn' },
        { promotion: 'p2', reason: 'nothing-to-earn' },
      ],
    },
  },
  {
    name: 'a threshold tells more than a multiplier that another one beat',
    promotions: [
      { then: [points({ multiply: 2 }), points({ per: { amount: 15_000, points: 1 } })] },
      { then: [points({ multiply: 3 })] },
    ],
    member,
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-amount', missing: { amount: 5000 } }] },
  },
];

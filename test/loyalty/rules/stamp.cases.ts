import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const program = {
  stampCards: [
    {
      id: 'coffee',
      of: { category: ['coffee'] },
      target: 6,
      then: { type: 'unitsOff' as const, units: 1, percent: 100 },
    },
  ],
};
const stamp = { type: 'stamp' as const, card: 'coffee', count: 2 };
const cup = { category: 'coffee', price: 20_000 };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'adds to the card once a receipt',
    program,
    promotions: [{ then: [stamp] }],
    member: { stamps: { coffee: 3 } },
    lines: [{ ...cup, quantity: 4 }],
    expect: { stamps: [{ card: 'coffee', earned: 2, used: 0, total: 5, target: 6 }] },
  },
  {
    name: 'is not for guests',
    program,
    promotions: [{ then: [stamp] }],
    lines: [cup],
    expect: { stamps: [], rejected: [{ promotion: 'p1', reason: 'not-a-member' }] },
  },
  {
    name: 'a full card gives its effect on its goods and starts again',
    program,
    promotions: [{ then: [stamp] }],
    member: { stamps: { coffee: 7 }, tier: null },
    lines: [{}, cup],
    expect: { nets: [10_000, 0], stamps: [{ card: 'coffee', earned: 2, used: 6, total: 3 }] },
  },
];

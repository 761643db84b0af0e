import { dairy, ladderOf, milk, off, tea, type WarningCase } from './warned.ts';

const fine: string[] = [];

/** Exclusive promotions that come too late, each beside neighbours that come in time. */
export const exclusiveCases: readonly WarningCase[] = [
  [
    'an exclusive one too late',
    [
      { priority: 2, then: [off(5)] },
      { priority: 1, exclusive: true, then: [off(9, { of: tea })] },
    ],
    ['exclusive-too-late promotions[1].priority'],
  ],
  [
    'an exclusive one after one that can never apply',
    [
      { priority: 2, when: { tiers: [] }, then: [off(5)] },
      { priority: 1, exclusive: true, then: [off(9, { of: tea })] },
    ],
    ['never-applies promotions[0].when.tiers'],
  ],
  [
    'an exclusive one of other goods',
    [
      { priority: 2, then: [off(5, { of: milk })] },
      { priority: 1, exclusive: true, then: [off(9, { of: tea })] },
    ],
    fine,
  ],
  [
    'an exclusive one that comes first',
    [
      { priority: 2, exclusive: true, then: [off(9, { of: tea })] },
      { priority: 1, then: [off(5)] },
    ],
    fine,
  ],
  [
    'an exclusive one of another week',
    [
      { priority: 2, when: { to: '2026-12-31T23:59' }, then: [off(5)] },
      { priority: 1, when: { from: '2027-01-01T00:00' }, exclusive: true, then: [off(9, { of: tea })] },
    ],
    fine,
  ],
  [
    'an exclusive one of the same group',
    [
      { priority: 2, group: 'g', then: [off(5)] },
      { priority: 1, group: 'g', exclusive: true, then: [off(9, { of: tea })] },
    ],
    fine,
  ],
  [
    'an exclusive one of the receipt stage that comes first of all',
    [
      { priority: 500, exclusive: true, stage: 'receipt', then: [off(9, { of: tea })] },
      { priority: 1, then: [off(5)] },
    ],
    ['exclusive-too-late promotions[0].exclusive'],
  ],
  [
    'an exclusive ladder that comes first of all',
    [
      { priority: 500, exclusive: true, then: [ladderOf(tea)] },
      { priority: 1, then: [off(5)] },
    ],
    ['exclusive-too-late promotions[0].exclusive'],
  ],
  [
    'an exclusive sum off the receipt that comes first of all',
    [
      { priority: 500, exclusive: true, then: [{ type: 'amountOff', amount: 5, of: tea }] },
      { priority: 1, then: [off(5)] },
    ],
    ['exclusive-too-late promotions[0].exclusive'],
  ],
  [
    'an exclusive sum off the receipt of other goods',
    [
      { priority: 500, exclusive: true, then: [{ type: 'amountOff', amount: 5, of: tea }] },
      { priority: 1, then: [off(5, { of: milk })] },
    ],
    fine,
  ],
  [
    'an exclusive one of the receipt stage before another of that stage',
    [
      { priority: 500, exclusive: true, stage: 'receipt', then: [off(9, { of: tea })] },
      { priority: 1, stage: 'receipt', then: [off(5)] },
    ],
    fine,
  ],
  [
    'an exclusive one of the receipt stage after another of that stage',
    [
      { priority: 1, exclusive: true, stage: 'receipt', then: [off(9, { of: tea })] },
      { priority: 500, stage: 'receipt', then: [off(5)] },
    ],
    ['exclusive-too-late promotions[0].priority'],
  ],
  [
    'an exclusive one below a ladder, which comes after all goods by themselves',
    [
      { priority: 500, then: [ladderOf({})] },
      { priority: 1, exclusive: true, then: [off(9, { of: tea })] },
    ],
    fine,
  ],
  [
    'an exclusive one that has closed its goods before its own ladder',
    [
      { priority: 500, exclusive: true, then: [off(9, { of: tea }), ladderOf(tea)] },
      { priority: 1, then: [off(5, { of: tea })] },
    ],
    ['never-applies promotions[1]'],
  ],
  [
    'an exclusive one above one and below another',
    [
      { priority: 900, then: [off(5, { of: dairy })] },
      { priority: 500, exclusive: true, then: [off(9, { of: dairy })] },
      { priority: 1, then: [off(5, { of: milk })] },
    ],
    ['exclusive-too-late promotions[1].priority', 'overlap promotions[2]'],
  ],
];

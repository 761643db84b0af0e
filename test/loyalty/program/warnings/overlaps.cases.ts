import { dairy, milk, off, points, tea, type WarningCase } from './warned.ts';

const fine: string[] = [];
const later = { when: { to: '2035-01-01T00:00' } };

/** Two groups of so many promotions, each about goods of its own. */
const twoGroups = (size: number): WarningCase[1] =>
  Array.from({ length: 2 * size }, (_, i) => ({
    group: i < size ? 'a' : 'b',
    then: [off(10, { of: { sku: [`goods-${i}`] } })],
  }));
const underThreshold: WarningCase[1][number] = {
  when: { basket: { minAmount: 100_000 } },
  then: [off(1, { of: { sku: ['other'] } })],
};

/** Promotions of which one makes another useless. */
export const overlapCases: readonly WarningCase[] = [
  ['two promotions of one thing', [{ then: [off(10)] }, { then: [off(5)] }], ['overlap promotions[1]']],
  [
    'the same goods written another way',
    [
      { then: [off(10, { of: { category: ['dairy/milk', 'dairy'] } })] },
      { then: [off(5, { of: { category: ['dairy'], except: { category: ['tea'] } } })] },
    ],
    ['overlap promotions[1]'],
  ],
  [
    'the same goods by another effect',
    [{ then: [off(10, { of: tea })] }, { then: [{ type: 'amountOff', amount: 5, per: 'unit', of: tea }] }],
    ['overlap promotions[1]'],
  ],
  [
    'a part of the goods',
    [{ then: [off(10, { of: dairy })] }, { then: [off(5, { of: milk })] }],
    ['overlap promotions[1]'],
  ],
  [
    'a part of the goods before all of them',
    [
      { then: [off(10, { of: { sku: ['1'] } })] },
      { then: [{ type: 'amountOff', amount: 5, per: 'unit', of: { sku: ['1', '2'] } }] },
    ],
    ['overlap promotions[1]'],
  ],
  [
    'goods of which only some are the same',
    [{ then: [off(10, { of: { sku: ['1', '3'] } })] }, { then: [off(5, { of: { sku: ['1', '2'] } })] }],
    fine,
  ],
  [
    'a part of the goods, of one group',
    [
      { group: 'g', then: [off(5, { of: dairy })] },
      { group: 'g', then: [{ type: 'amountOff', amount: 5, of: milk }] },
    ],
    fine,
  ],
  ['goods beside a percent of everything', [{ then: [off(5)] }, { then: [off(10, { of: milk })] }], fine],
  [
    'the same goods in some of the stores',
    [{ then: [off(10, { of: tea })] }, { when: { stores: ['a'] }, then: [off(5, { of: tea })] }],
    ['overlap promotions[1]'],
  ],
  [
    'the same goods in stores of which one is the same',
    [
      { when: { stores: ['a', 'b'] }, then: [off(10, { of: tea })] },
      { when: { stores: ['b', 'c'] }, then: [off(5, { of: tea })] },
    ],
    fine,
  ],
  [
    'the same goods for members',
    [{ then: [off(10, { of: tea })] }, { when: { audience: 'members' }, then: [off(5, { of: tea })] }],
    fine,
  ],
  [
    'the same percent of points twice',
    [{ then: [points({ percent: 5 })] }, { then: [points({ percent: 5 })] }],
    ['overlap promotions[1]'],
  ],
  [
    'points of one group',
    [
      { group: 'g', then: [points({ percent: 5 })] },
      { group: 'g', then: [points({ percent: 5 })] },
    ],
    fine,
  ],
  [
    'points in another month',
    [
      { then: [points({ percent: 5 })] },
      { when: { from: '2027-12-01T00:00' }, then: [points({ percent: 5 })] },
    ],
    fine,
  ],
  [
    'points of other goods',
    [{ then: [points({ percent: 5, of: milk })] }, { then: [points({ percent: 5, of: tea })] }],
    fine,
  ],
  [
    'two of one group',
    [
      { group: 'g', then: [off(5)] },
      { group: 'g', then: [{ type: 'amountOff', amount: 5 }] },
    ],
    fine,
  ],
  [
    'two of two groups',
    [
      { group: 'g', then: [off(5)] },
      { group: 'h', then: [off(4)] },
    ],
    ['overlap promotions[1]'],
  ],
  [
    'one after the other',
    [
      { when: { to: '2026-12-31T23:59' }, then: [off(5)] },
      { when: { from: '2027-01-01T00:00' }, then: [off(4)] },
    ],
    fine,
  ],
  [
    'one that is still there when the other begins',
    [
      { when: { to: '2027-01-01T00:00' }, then: [off(5)] },
      { when: { from: '2027-01-01T00:00' }, then: [off(4)] },
    ],
    ['overlap promotions[1]'],
  ],
  [
    'codes of coupons that differ in letter case',
    [
      { when: { coupon: 'spring' }, then: [off(5, { of: tea })] },
      { when: { coupon: 'SPRING' }, then: [off(4, { of: tea })] },
    ],
    ['overlap promotions[1]'],
  ],
  [
    'another code of a coupon',
    [
      { when: { coupon: 'SPRING' }, then: [off(5, { of: tea })] },
      { when: { coupon: 'SUMMER' }, then: [off(4, { of: tea })] },
    ],
    fine,
  ],
  [
    'the same goods beside one that ends before it starts',
    [
      { when: { from: '2031-01-01T00:00' }, then: [off(5, { of: tea })] },
      { ...later, then: [off(4, { of: tea })] },
    ],
    ['never-applies promotions[0].when.to'],
  ],
  [
    'too much beside one that ends before it starts',
    [
      { when: { from: '2031-01-01T00:00' }, then: [off(60)] },
      { ...later, then: [off(50)] },
    ],
    ['never-applies promotions[0].when.to'],
  ],
  [
    'other weekdays',
    [
      { when: { weekdays: [1] }, then: [off(5)] },
      { when: { weekdays: [2] }, then: [off(4)] },
    ],
    fine,
  ],
  [
    'stores in another order',
    [
      { when: { stores: ['a', 'b'] }, then: [off(5)] },
      { when: { stores: ['b', 'a'] }, then: [off(4)] },
    ],
    ['overlap promotions[1]'],
  ],
  [
    'another tier',
    [
      { when: { tiers: ['gold'] }, then: [off(5)] },
      { when: { tiers: ['silver'] }, then: [off(4)] },
    ],
    fine,
  ],
  [
    'more groups than can be searched under a threshold on the whole receipt',
    [...twoGroups(33), underThreshold],
    ['many-alternatives promotions[66]'],
  ],
  ['fewer of them, which are searched to the end', [...twoGroups(31), underThreshold], fine],
  [
    'more groups than can be searched that all work on everything',
    twoGroups(33).map((one, i) => (i % 33 === 32 ? { ...one, then: [off(i < 33 ? 1 : 2)] } : one)),
    ['many-alternatives promotions[32].group', 'overlap promotions[65]'],
  ],
  ['as many groups that keep to their own goods', twoGroups(33), fine],
];

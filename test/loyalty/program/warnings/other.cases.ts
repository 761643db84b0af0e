import { doesNothingCases } from './does-nothing.cases.ts';
import { exclusiveCases } from './exclusive.cases.ts';
import { overlapCases } from './overlaps.cases.ts';
import { dairy, milk, off, points, tea, tierOf, type WarningCase, walletOf } from './warned.ts';

const fine: string[] = [];
const over = (path: string): string[] => [`over-hundred-percent ${path}`];
const effect = 'promotions[0].then[0]';

const generous: readonly WarningCase[] = [
  ['goods that become free', [{ then: [off(101)] }], over(effect)],
  ['goods at no price', [{ then: [off(100)] }], fine],
  [
    'a sum above the dearest goods',
    [{ then: [{ type: 'amountOff', amount: 501, per: 'unit', of: { price: { max: 500 } } }] }],
    over(effect),
  ],
  [
    'a sum above the smallest receipt',
    [{ when: { basket: { minAmount: 500 } }, then: [{ type: 'amountOff', amount: 501 }] }],
    over(effect),
  ],
  [
    'a sum of the smallest receipt',
    [{ when: { basket: { minAmount: 500 } }, then: [{ type: 'amountOff', amount: 500 }] }],
    fine,
  ],
  ['points worth more than is paid', [{ then: [points({ per: { amount: 100, points: 2 } })] }], over(effect)],
  [
    'points worth what is paid',
    [{ then: [points({ per: { amount: 100, points: 1 } })] }],
    fine,
    { tiers: [] },
  ],
  [
    'points worth what is paid beside those of the tier',
    [{ then: [points({ per: { amount: 100, points: 1 } })] }],
    over('promotions[0].then'),
  ],
  [
    'points for a unit above its price',
    [{ then: [points({ perUnit: 6, of: { price: { max: 500 } } })] }],
    over(effect),
  ],
  [
    'points above the smallest receipt',
    [{ when: { basket: { minAmount: 500 } }, then: [points({ fixed: 6 })] }],
    over(effect),
  ],
  ['welcome points', [{ then: [points({ fixed: 500 })] }], fine],
  [
    'a tier of more than everything',
    [],
    over('tiers[0].earnPercent'),
    { tiers: [tierOf('a', { earnPercent: 101 })] },
  ],
  [
    'a multiplier of a large tier',
    [{ then: [points({ multiply: 3 })] }],
    over(effect),
    { tiers: [tierOf('a', { earnPercent: 40 })] },
  ],
  [
    'percents that together are too much',
    [{ then: [off(60, { of: dairy })] }, { then: [off(50, { of: milk })] }],
    ['overlap promotions[1]', ...over('promotions[1].then')],
  ],
  [
    'percents of one group',
    [
      { group: 'g', then: [off(60, { of: dairy })] },
      { group: 'g', then: [off(50, { of: tea })] },
    ],
    fine,
  ],
  ['percents of other goods', [{ then: [off(60, { of: tea })] }, { then: [off(50, { of: milk })] }], fine],
  [
    'percents of other tiers',
    [
      { when: { tiers: ['gold'] }, then: [off(60, { of: dairy })] },
      { when: { tiers: ['silver'] }, then: [off(50, { of: milk })] },
    ],
    fine,
  ],
  [
    'a percent beside the discount of a tier',
    [{ then: [off(60)] }],
    over('promotions[0].then'),
    { tiers: [tierOf('a', { discountPercent: 50 })] },
  ],
  [
    'points of two promotions and the tier',
    [{ then: [points({ percent: 50 })] }, { then: [points({ percent: 45 })] }],
    over('promotions[1].then'),
  ],
  [
    'points of two promotions',
    [{ then: [points({ percent: 50 })] }, { then: [points({ percent: 40 })] }],
    fine,
  ],
  [
    'points of two groups of customers',
    [
      { when: { audience: 'members', purchases: { max: 1 } }, then: [points({ percent: 60 })] },
      { when: { purchases: { min: 2 } }, then: [points({ percent: 60 })] },
    ],
    fine,
  ],
];

const gift = (more: object = {}) => ({ type: 'gift', sku: 'mug', ...more }) as never;
const ofMug = (more: object) => ({
  when: { basket: { of: { sku: ['mug', 'cup'] }, ...more } },
  then: [gift()],
});
const ownBasket = ['gift-in-own-basket promotions[0].then[0].sku'];

const gifts: readonly WarningCase[] = [
  ['a gift that is the basket it asks for', [ofMug({ minQuantity: 1 })], ownBasket],
  ['two gifts that are', [{ ...ofMug({ minQuantity: 2 }), then: [gift({ quantity: 2 })] }], ownBasket],
  ['a gift for any goods', [{ when: { basket: { minQuantity: 1 } }, then: [gift()] }], ownBasket],
  ['a gift that is a part of the basket it asks for', [ofMug({ minQuantity: 2 })], fine],
  ['a gift for a sum', [ofMug({ minAmount: 100_000 })], fine],
  [
    'a gift for other goods',
    [{ when: { basket: { of: { sku: ['cup'] }, minQuantity: 1 } }, then: [gift()] }],
    fine,
  ],
  [
    'a gift for the same and other goods',
    [
      {
        when: { basket: [{ minQuantity: 1 }, { of: { sku: ['cup'] }, minQuantity: 1 }] },
        then: [gift()],
      },
    ],
    fine,
  ],
];

const numbers: readonly WarningCase[] = [
  [
    'a multiplier that leaves percents alone',
    [{ then: [points({ multiply: 2 })] }, { then: [points({ percent: 1 })] }],
    [`multiplies-tier-only ${effect}.scope`],
  ],
  [
    'a multiplier of everything',
    [{ then: [points({ multiply: 2, scope: 'all' })] }, { then: [points({ percent: 1 })] }],
    fine,
  ],
  [
    'a multiplier beside percents of other goods',
    [{ then: [points({ multiply: 2, of: milk })] }, { then: [points({ percent: 1, of: tea })] }],
    fine,
  ],
  [
    'two steps from one sum',
    [
      {
        then: [
          {
            type: 'ladder',
            by: 'amount',
            steps: [
              { from: 1, percent: 5 },
              { from: 1, percent: 6 },
            ],
          },
        ],
      },
    ],
    [`ladder-step ${effect}.steps[1].from`],
  ],
  [
    'a step that the basket does not allow',
    [
      {
        when: { basket: { maxAmount: 1000 } },
        then: [
          {
            type: 'ladder',
            by: 'amount',
            steps: [
              { from: 1000, percent: 5 },
              { from: 1001, percent: 6 },
            ],
          },
        ],
      },
    ],
    [`ladder-step ${effect}.steps[1].from`],
  ],
  [
    'a step that goes down',
    [
      {
        then: [
          {
            type: 'ladder',
            by: 'quantity',
            steps: [
              { from: 5, percent: 4 },
              { from: 2, percent: 5 },
            ],
          },
        ],
      },
    ],
    [`ladder-step ${effect}.steps[0].percent`],
  ],
  ['two tiers from one sum', [], ['same-tier tiers[1].from'], { tiers: [tierOf('a'), tierOf('b')] }],
  ['tiers that nothing counts for', [], ['no-tier-rule tierRule'], { tierRule: null }],
  ['one tier that nothing counts for', [], fine, { tiers: [tierOf('a')], tierRule: null }],
  [
    'a reward that costs more than it gives',
    [],
    ['reward-too-dear rewards[0].cost'],
    { rewards: [{ id: 'r', wallet: 'main', cost: 6, then: { type: 'amountOff', amount: 500 } }] },
  ],
  [
    'a reward of points that pay for nothing else',
    [],
    fine,
    {
      wallets: [walletOf('main')],
      rewards: [{ id: 'r', wallet: 'main', cost: 6, then: { type: 'amountOff', amount: 500 } }],
    },
  ],
  [
    'more to pick than there is',
    [],
    ['too-few-options choices[0].pick'],
    { choices: [{ id: 'c', pick: 2, options: [{ id: 'o', earnPercent: 1 }] }] },
  ],
  [
    'a group with a slip of the pen',
    [
      { group: 'dairy', then: [off(5)] },
      { group: 'dairy', then: [{ type: 'amountOff', amount: 5 }] },
      { group: 'diary', then: [off(4, { of: tea })] },
    ],
    ['group-of-one promotions[2].group'],
  ],
  [
    'a first purchase that is one again after a year',
    [{ when: { purchases: { max: 0 } }, then: [off(5)] }],
    ['purchases-in-window promotions[0].when.purchases'],
    { tierRule: { by: 'spend', windowDays: 365 } },
  ],
  [
    'a first purchase of all there were',
    [{ when: { purchases: { max: 0 } }, then: [off(5)] }],
    fine,
    { tierRule: { by: 'spend' } },
  ],
  [
    'a first purchase once a member',
    [{ when: { purchases: { max: 0 } }, limit: { perMember: 1 }, then: [off(5)] }],
    fine,
    { tierRule: { by: 'spend', windowDays: 365 } },
  ],
  [
    'a first purchase of the first year',
    [{ when: { purchases: { max: 0 }, memberForDays: { max: 364 } }, then: [off(5)] }],
    fine,
    { tierRule: { by: 'spend', windowDays: 365 } },
  ],
  [
    'a first purchase when the window is over',
    [{ when: { purchases: { max: 0 }, memberForDays: { max: 365 } }, then: [off(5)] }],
    ['purchases-in-window promotions[0].when.purchases'],
    { tierRule: { by: 'spend', windowDays: 365 } },
  ],
  [
    'a tenth purchase within a year',
    [{ when: { purchases: { min: 9 } }, then: [off(5)] }],
    fine,
    { tierRule: { by: 'spend', windowDays: 365 } },
  ],
  [
    'days that limit nothing',
    [{ limit: { perMemberDays: 7 }, then: [off(5)] }],
    ['limit-without-count promotions[0].limit.perMemberDays'],
  ],
  [
    'a last night that ends at midnight',
    [{ when: { to: '2029-12-31T23:59', hours: [['22:00', '02:00']] }, then: [off(5)] }],
    ['night-cut-off promotions[0].when.to'],
  ],
  [
    'a last night that ends in the morning',
    [{ when: { to: '2030-01-01T01:59', hours: [['22:00', '02:00']] }, then: [off(5)] }],
    fine,
  ],
  [
    'an evening up to midnight',
    [{ when: { to: '2029-12-31T23:59', weekdays: [5], hours: [['22:00', '00:00']] }, then: [off(5)] }],
    fine,
  ],
  [
    'the night of one day and the day after it',
    [
      { when: { weekdays: [5], hours: [['22:00', '02:00']] }, then: [off(60, { of: dairy })] },
      { when: { weekdays: [6] }, then: [off(60, { of: milk })] },
    ],
    ['overlap promotions[1]', ...over('promotions[1].then')],
  ],
  [
    'a coupon nobody takes',
    [{ then: [{ type: 'coupon', series: 'next', validDays: 5 }] }],
    [`coupon-for-nothing ${effect}.series`],
  ],
  ['a series nobody takes', [], ['coupon-for-nothing couponSeries[0]'], { couponSeries: [{ id: 'mail' }] }],
  [
    'a coupon that is taken',
    [
      { then: [{ type: 'coupon', series: 'next', validDays: 5 }] },
      { when: { coupon: { series: 'next' } }, then: [off(5)] },
    ],
    fine,
  ],
  ['no end', [{ when: { to: null }, then: [off(5)] }], ['no-end promotions[0].when.to']],
  ['no end but so many uses in all', [{ when: { to: null }, limit: { total: 100 }, then: [off(5)] }], fine],
  [
    'a text in one language',
    [{ then: [{ type: 'message', text: { ru: 'Спасибо' } }] }],
    [`language-missing ${effect}.text`],
  ],
  [
    'a name of a reward in one language',
    [],
    ['language-missing rewards[0].name'],
    { rewards: [{ id: 'r', name: { en: 'Ten off' }, wallet: 'main', cost: 6, then: off(10) }] },
  ],
];

/** Programs that must give a warning, each beside neighbours that must not. */
export const otherCases: readonly WarningCase[] = [
  ...doesNothingCases,
  ...overlapCases,
  ...exclusiveCases,
  ...generous,
  ...gifts,
  ...numbers,
];

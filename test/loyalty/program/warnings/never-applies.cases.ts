import { dairy, ladderOf, milk, off, points, tea, tierOf, type WarningCase } from './warned.ts';

const never = (field: string, promotion = 0): string[] => [`never-applies promotions[${promotion}]${field}`];
const fine: string[] = [];

/** Promotions that can never apply, each beside its neighbour that can. */
export const neverCases: readonly WarningCase[] = [
  ['ends before it starts', [{ when: { from: '2031-01-01T00:00' }, then: [off(5)] }], never('.when.to')],
  ['lasts one minute', [{ when: { from: '2030-01-01T00:00' }, then: [off(5)] }], fine],
  ['names no weekday', [{ when: { weekdays: [] }, then: [off(5)] }], never('.when.weekdays')],
  [
    'is for a Sunday between Monday and Saturday',
    [{ when: { from: '2026-12-07T00:00', to: '2026-12-12T23:59', weekdays: [7] }, then: [off(5)] }],
    never('.when.weekdays'),
  ],
  [
    'is for a Sunday that begins in its last minute',
    [{ when: { from: '2026-12-07T00:00', to: '2026-12-13T00:00', weekdays: [7] }, then: [off(5)] }],
    fine,
  ],
  ['names no hours', [{ when: { hours: [] }, then: [off(5)] }], never('.when.hours')],
  [
    'has hours that end when they start',
    [{ when: { hours: [['10:00', '10:00']] }, then: [off(5)] }],
    never('.when.hours'),
  ],
  ['has the whole day', [{ when: { hours: [['00:00', '24:00']] }, then: [off(5)] }], fine],
  [
    'ends before its hours begin',
    [
      {
        when: { from: '2026-12-07T08:00', to: '2026-12-07T09:59', hours: [['10:00', '14:00']] },
        then: [off(5)],
      },
    ],
    never('.when.hours'),
  ],
  [
    'ends in the first minute of its hours',
    [
      {
        when: { from: '2026-12-07T08:00', to: '2026-12-07T10:00', hours: [['10:00', '14:00']] },
        then: [off(5)],
      },
    ],
    fine,
  ],
  [
    'is for a night that begins before its start',
    [
      {
        when: {
          from: '2026-12-12T00:00',
          to: '2026-12-12T01:00',
          weekdays: [5],
          hours: [['22:00', '02:00']],
        },
        then: [off(5)],
      },
    ],
    fine,
  ],
  [
    'is for a night of another day',
    [
      {
        when: {
          from: '2026-12-12T00:00',
          to: '2026-12-12T01:00',
          weekdays: [6],
          hours: [['22:00', '02:00']],
        },
        then: [off(5)],
      },
    ],
    never('.when.hours'),
  ],
  ['is for no store', [{ when: { stores: [] }, then: [off(5)] }], never('.when.stores')],
  ['is for no tier', [{ when: { tiers: [] }, then: [off(5)] }], never('.when.tiers')],
  ['is for no segment', [{ when: { segments: [] }, then: [off(5)] }], never('.when.segments')],
  ['is for no club', [{ when: { clubs: [] }, then: [off(5)] }], never('.when.clubs')],
  [
    'asks a guest for a tier',
    [{ when: { audience: 'guests', tiers: ['silver'] }, then: [off(5)] }],
    never('.when.audience'),
  ],
  [
    'asks a guest for a birthday',
    [{ when: { audience: 'guests', birthday: {} }, then: [off(5)] }],
    never('.when.audience'),
  ],
  ['is for guests', [{ when: { audience: 'guests' }, then: [off(5)] }], fine],
  [
    'gives points to guests',
    [{ when: { audience: 'guests' }, then: [points({ fixed: 5 })] }],
    never('.when.audience'),
  ],
  [
    'gives points to guests beside a discount',
    [{ when: { audience: 'guests' }, then: [off(5), points({ fixed: 5 })] }],
    fine,
  ],
  [
    'counts uses of guests',
    [{ when: { audience: 'guests' }, limit: { perMember: 1 }, then: [off(5)] }],
    never('.limit.perMember'),
  ],
  [
    'asks for a tenure that nobody has',
    [{ when: { memberForDays: { min: 5, max: 4 } }, then: [off(5)] }],
    never('.when.memberForDays'),
  ],
  ['asks for one number of purchases', [{ when: { purchases: { min: 5, max: 5 } }, then: [off(5)] }], fine],
  [
    'asks for more purchases than it allows',
    [{ when: { purchases: { min: 6, max: 5 } }, then: [off(5)] }],
    never('.when.purchases'),
  ],
  [
    'asks for a larger basket than it allows',
    [{ when: { basket: { minAmount: 5, maxAmount: 4 } }, then: [off(5)] }],
    never('.when.basket'),
  ],
  [
    'asks for a basket to the kopeck',
    [{ when: { basket: { minAmount: 5, maxAmount: 5 } }, then: [off(5)] }],
    fine,
  ],
  [
    'asks for goods that are none',
    [{ when: { basket: { of: { sku: [] }, minQuantity: 1 } }, then: [off(5)] }],
    never('.when.basket.of'),
  ],
  [
    'asks for more milk than it allows of dairy',
    [
      {
        when: {
          basket: [
            { of: milk, minAmount: 500 },
            { of: dairy, maxAmount: 400 },
          ],
        },
        then: [off(5)],
      },
    ],
    never('.when.basket'),
  ],
  [
    'asks for more dairy than it allows of milk',
    [
      {
        when: {
          basket: [
            { of: dairy, minAmount: 500 },
            { of: milk, maxAmount: 400 },
          ],
        },
        then: [off(5)],
      },
    ],
    fine,
  ],
  ['names no goods', [{ then: [off(5, { of: { sku: [] } })] }], never('.then')],
  ['excepts all goods', [{ then: [off(5, { of: { except: {} } })] }], never('.then')],
  ['excepts more than it names', [{ then: [off(5, { of: { ...milk, except: dairy } })] }], never('.then')],
  ['excepts a part of what it names', [{ then: [off(5, { of: { ...dairy, except: milk } })] }], fine],
  [
    'names prices that are none',
    [{ then: [off(5, { of: { price: { min: 500, max: 400 } } })] }],
    never('.then'),
  ],
  [
    'buys goods that are none',
    [
      {
        then: [{ type: 'buyGet', buy: { of: { sku: [] }, quantity: 1 }, get: { of: milk, quantity: 1 } }],
      },
    ],
    never('.then'),
  ],
  [
    'has one effect without goods and one with',
    [{ then: [off(5, { of: { sku: [] } }), off(5, { of: milk })] }],
    fine,
  ],
  [
    'stands behind an exclusive one of all its goods',
    [{ priority: 200, exclusive: true, then: [off(5, { of: dairy })] }, { then: [off(9, { of: milk })] }],
    never('', 1),
  ],
  [
    'works on the whole receipt behind an exclusive one of lower priority on single goods',
    [
      { priority: 500, then: [ladderOf(milk)] },
      { priority: 1, exclusive: true, then: [off(5, { of: dairy })] },
    ],
    never(''),
  ],
  [
    'stands behind an exclusive one that asks for the same coupon in other letters',
    [
      { priority: 200, exclusive: true, when: { coupon: 'Spring' }, then: [off(5, { of: dairy })] },
      { when: { coupon: 'SPRING' }, then: [off(9, { of: milk })] },
    ],
    never('', 1),
  ],
  [
    'stands behind an exclusive one of a part of its goods',
    [{ priority: 200, exclusive: true, then: [off(5, { of: milk })] }, { then: [off(9, { of: dairy })] }],
    fine,
  ],
  [
    'stands behind an exclusive one that is for one tier',
    [
      { priority: 200, exclusive: true, when: { tiers: ['gold'] }, then: [off(5, { of: dairy })] },
      { then: [off(9, { of: milk })] },
    ],
    fine,
  ],
  [
    'stands behind an exclusive one that is used up some day',
    [
      { priority: 200, exclusive: true, limit: { total: 5 }, then: [off(5, { of: dairy })] },
      { then: [off(9, { of: milk })] },
    ],
    fine,
  ],
  [
    'goes on in the night when the exclusive one before it is over',
    [
      { priority: 200, exclusive: true, when: { weekdays: [5] }, then: [off(5, { of: dairy })] },
      { when: { weekdays: [5], hours: [['22:00', '02:00']] }, then: [off(9, { of: milk })] },
    ],
    fine,
  ],
  [
    'stands behind an exclusive one and gives points too',
    [
      { priority: 200, exclusive: true, then: [off(5, { of: dairy })] },
      { then: [off(9, { of: milk }), points({ fixed: 5 })] },
    ],
    fine,
  ],
  [
    'is the second of a group in which the first always applies',
    [
      { priority: 200, group: 'g', then: [off(5, { of: dairy })] },
      { group: 'g', when: { tiers: ['gold'] }, then: [off(9, { of: milk })] },
    ],
    never('.group', 1),
    { defaults: { conflict: 'priority' } },
  ],
  [
    'is the second of a group in which the first asks for more',
    [
      { priority: 200, group: 'g', when: { tiers: ['gold'] }, then: [off(5, { of: dairy })] },
      { group: 'g', then: [off(9, { of: milk })] },
    ],
    fine,
    { defaults: { conflict: 'priority' } },
  ],
  [
    'is the smaller percent of a group on the same goods',
    [
      { group: 'g', then: [off(5, { of: milk })] },
      { group: 'g', then: [off(9, { of: dairy })] },
    ],
    never('.group'),
  ],
  [
    'is the smaller percent of a group on more goods',
    [
      { group: 'g', then: [off(5, { of: dairy })] },
      { group: 'g', then: [off(9, { of: milk })] },
    ],
    fine,
  ],
  [
    'is the smaller percent of a group where a threshold may prefer it',
    [
      { group: 'g', then: [off(5, { of: milk })] },
      { group: 'g', then: [off(9, { of: dairy })] },
      { when: { basket: { minAmount: 10_000 } }, then: [off(1, { of: tea })] },
    ],
    fine,
  ],
  [
    'wants a coupon that only itself issues',
    [
      {
        when: { coupon: { series: 'next' } },
        then: [off(5), { type: 'coupon', series: 'next', validDays: 5 }],
      },
    ],
    never('.when.coupon.series'),
  ],
  [
    'wants a coupon of a promotion that never applies',
    [
      { when: { stores: [] }, then: [{ type: 'coupon', series: 'next', validDays: 5 }] },
      { when: { coupon: { series: 'next' } }, then: [off(5)] },
    ],
    [...never('.when.stores'), ...never('.when.coupon.series', 1)],
  ],
  [
    'wants a coupon that another one gives for a coupon of elsewhere',
    [
      { when: { coupon: { series: 'mail' } }, then: [{ type: 'coupon', series: 'next', validDays: 5 }] },
      { when: { coupon: { series: 'next' } }, then: [off(5)] },
    ],
    fine,
    { couponSeries: [{ id: 'mail' }] },
  ],
  [
    'is for the only tier there is',
    [{ when: { tiers: ['one'] }, then: [off(5)] }],
    fine,
    { tiers: [tierOf('one')] },
  ],
];

import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const group = (buy: number, get: number, more: object = {}) => ({
  type: 'buyGet' as const,
  buy: { quantity: buy },
  get: { quantity: get },
  ...more,
});
const coffee = { category: ['coffee'] };
const cake = { category: ['cake'] };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'with one unit missing says so',
    promotions: [{ then: [group(2, 1)] }],
    lines: [{ quantity: 2 }],
    expect: {
      nets: [20_000],
      rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 1 } }],
    },
  },
  {
    name: 'does not depend on how the goods are split over lines',
    promotions: [{ then: [group(2, 1)] }],
    lines: [{ quantity: 1 }, { quantity: 2 }, { quantity: 3 }],
    expect: { totals: { discount: 20_000 } },
  },
  {
    name: 'gives the dearest units when told to',
    promotions: [{ then: [group(1, 1, { pick: 'dearest', times: 1 })] }],
    lines: [{ price: 3000 }, { price: 9000 }, { price: 6000 }],
    expect: { nets: [3000, 0, 6000] },
  },
  {
    name: 'stops after so many groups',
    promotions: [{ then: [group(1, 1, { times: 2 })] }],
    lines: [{ quantity: 10 }],
    expect: { nets: [80_000] },
  },
  {
    name: 'counts groups of one receipt by its limit too',
    promotions: [{ limit: { perReceipt: 1 }, then: [group(1, 1)] }],
    lines: [{ quantity: 10 }],
    expect: { nets: [90_000] },
  },
  {
    name: 'partial: buy 2 get 3, of three taken one is free',
    promotions: [{ then: [group(2, 3, { partial: true })] }],
    lines: [{ quantity: 3 }],
    expect: { nets: [20_000] },
  },
  {
    name: 'partial: buy 2 get 3, of nine five are free',
    promotions: [{ then: [group(2, 3, { partial: true })] }],
    lines: [{ quantity: 9 }],
    expect: { nets: [40_000] },
  },
  {
    name: 'partial counts the incomplete group among its times',
    promotions: [{ then: [group(2, 3, { partial: true, times: 1 })] }],
    lines: [{ quantity: 9 }],
    expect: { nets: [60_000] },
  },
  {
    name: 'with different goods gives the goods it names',
    promotions: [
      {
        then: [
          { type: 'buyGet', buy: { of: coffee, quantity: 1 }, get: { of: cake, quantity: 1, percent: 50 } },
        ],
      },
    ],
    lines: [
      { category: 'coffee', quantity: 2 },
      { category: 'cake', price: 4000, quantity: 3 },
    ],
    expect: { nets: [20_000, 8000] },
  },
  {
    name: 'with overlapping goods makes as many groups as fit: the free unit comes from the goods both lists hold',
    promotions: [
      { then: [{ type: 'buyGet', buy: { of: {}, quantity: 2 }, get: { of: cake, quantity: 1 } }] },
    ],
    lines: [
      { category: 'coffee', price: 1000 },
      { category: 'cake', price: 4000, quantity: 2 },
    ],
    expect: { nets: [1000, 4000] },
  },
  {
    name: 'with overlapping goods leaves enough of them to be bought',
    promotions: [
      { then: [{ type: 'buyGet', buy: { of: cake, quantity: 1 }, get: { of: {}, quantity: 1 } }] },
    ],
    lines: [
      { category: 'cake', price: 1000, quantity: 1 },
      { category: 'coffee', price: 4000 },
    ],
    expect: { nets: [1000, 0] },
  },
  {
    name: 'asks for the other goods when only one side is there',
    promotions: [
      { then: [{ type: 'buyGet', buy: { of: coffee, quantity: 2 }, get: { of: cake, quantity: 1 } }] },
    ],
    lines: [{ category: 'coffee', quantity: 1 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 2 } }] },
  },
  {
    name: 'values the got units of a line together and rounds once',
    promotions: [
      { priority: 200, then: [{ type: 'percentOff', percent: 33.33 }] },
      { priority: 100, then: [group(1, 2)] },
    ],
    // 3 x 0.99 less 33.33 % (0.99) leaves 1.98; two of three units are worth 1.32.
    lines: [{ quantity: 3, price: 99 }],
    expect: { nets: [66] },
  },
  {
    name: 'does not count weighed goods',
    promotions: [{ then: [group(1, 1)] }],
    lines: [{ quantity: 2.5 }, { quantity: 1 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 1 } }] },
  },
  {
    name: 'never uses a unit that another quantity effect has used',
    promotions: [
      { priority: 200, then: [group(1, 1)] },
      { priority: 100, then: [group(1, 1)] },
    ],
    lines: [{ quantity: 3 }],
    expect: {
      nets: [20_000],
      rejected: [{ promotion: 'p2', reason: 'basket-quantity', missing: { quantity: 1 } }],
    },
  },
  {
    name: 'counts ten thousand units without counting them one by one',
    promotions: [{ then: [group(2, 1)] }],
    lines: [{ quantity: 10_000 }],
    expect: { nets: [66_670_000] },
  },
  {
    name: 'as one sum gives the odd kopeck to the earlier line, not to the cheaper one',
    promotions: [
      {
        stage: 'receipt',
        then: [
          {
            type: 'buyGet',
            buy: { of: { sku: ['sku-3'] }, quantity: 1 },
            get: { of: { sku: ['sku-1', 'sku-2'] }, quantity: 2, percent: 50 },
          },
        ],
      },
    ],
    lines: [{ price: 153 }, { price: 99 }, {}],
    expect: { nets: [153 - 77, 99 - 49, 10_000] },
  },
  ...(
    [
      [2, 3, 2, 1],
      [2, 3, 1, 2],
      [1, 3, 1, 1],
    ] as const
  ).map(([buy, get, quantity, missing]) => ({
    name: `partial: buy ${buy} get ${get}, of ${quantity} taken ${missing} more gives the first free one`,
    promotions: [{ then: [group(buy, get, { partial: true })] }],
    lines: [{ quantity }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: missing } }] },
  })),
  {
    name: 'partial of different goods asks for one of those it gives',
    promotions: [
      {
        then: [
          {
            type: 'buyGet',
            partial: true,
            buy: { of: coffee, quantity: 2 },
            get: { of: cake, quantity: 3 },
          },
        ],
      },
    ],
    lines: [{ category: 'coffee', quantity: 3 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 1 } }] },
  },
];

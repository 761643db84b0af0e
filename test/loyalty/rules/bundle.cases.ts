import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const coffee = { category: ['coffee'] };
const cake = { category: ['cake'] };
const set = (price: number, more: object = {}) => ({
  type: 'bundle' as const,
  items: [
    { of: coffee, quantity: 1 },
    { of: cake, quantity: 1 },
  ],
  price,
  ...more,
});

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'makes the set cost its price, spread by what its units are worth',
    promotions: [{ then: [set(20_000)] }],
    lines: [
      { category: 'coffee', price: 15_000 },
      { category: 'cake', price: 10_000 },
    ],
    expect: { nets: [12_000, 8000], totals: { discount: 5000 } },
  },
  {
    name: 'takes the dearest matching units first',
    promotions: [{ then: [set(20_000, { times: 1 })] }],
    lines: [
      { category: 'coffee', price: 15_000 },
      { category: 'coffee', price: 18_000 },
      { category: 'cake', price: 10_000 },
    ],
    expect: { totals: { discount: 8000, net: 35_000 } },
  },
  {
    name: 'takes the cheapest when told to',
    promotions: [{ then: [set(20_000, { times: 1, pick: 'cheapest' })] }],
    lines: [
      { category: 'coffee', price: 15_000 },
      { category: 'coffee', price: 18_000 },
      { category: 'cake', price: 10_000 },
    ],
    expect: { totals: { discount: 5000 } },
  },
  {
    name: 'of several sets is one sum',
    promotions: [{ then: [set(20_000)] }],
    lines: [
      { category: 'coffee', price: 15_000, quantity: 2 },
      { category: 'cake', price: 10_000, quantity: 3 },
    ],
    expect: { totals: { discount: 10_000, net: 50_000 } },
  },
  {
    name: 'does not charge more than the goods are worth',
    promotions: [{ then: [set(30_000)] }],
    lines: [
      { category: 'coffee', price: 15_000 },
      { category: 'cake', price: 10_000 },
    ],
    expect: { totals: { discount: 0 }, rejected: [{ promotion: 'p1', reason: 'nothing-left' }] },
  },
  {
    name: 'leaves out a further set that would cost more than its goods',
    promotions: [{ then: [set(20_000)] }],
    lines: [
      { category: 'coffee', price: 15_000 },
      { category: 'cake', price: 10_000 },
      { category: 'coffee', price: 9000 },
      { category: 'cake', price: 8000 },
    ],
    expect: { totals: { discount: 5000 } },
  },
  {
    name: 'says how many units are missing',
    promotions: [{ then: [set(20_000)] }],
    lines: [{ category: 'coffee', price: 15_000 }],
    expect: { rejected: [{ promotion: 'p1', reason: 'basket-quantity', missing: { quantity: 1 } }] },
  },
  {
    name: 'with overlapping items finds the only way to fill them',
    promotions: [
      {
        then: [
          {
            type: 'bundle',
            items: [
              { of: {}, quantity: 1 },
              { of: coffee, quantity: 1 },
            ],
            price: 10_000,
          },
        ],
      },
    ],
    // The coffee is the dearest and fits both items: it has to go where only it fits.
    lines: [
      { category: 'coffee', price: 15_000 },
      { category: 'cake', price: 10_000 },
    ],
    expect: { totals: { discount: 15_000 } },
  },
];

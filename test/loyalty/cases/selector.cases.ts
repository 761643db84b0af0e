import type { LoyaltyCase } from '../../support/loyalty-case.ts';

type Of = NonNullable<NonNullable<LoyaltyCase['lines']>[number]>;

/** Which of the lines ten percent off `of` reaches. */
const row = (name: string, of: object, lines: readonly Of[], hit: readonly boolean[]): LoyaltyCase => ({
  name,
  promotions: [{ then: [{ type: 'percentOff', percent: 10, of }] }],
  lines,
  expect: { nets: hit.map((reached) => (reached ? 9000 : 10_000)) },
});

export const cases: readonly LoyaltyCase[] = [
  row(
    'a category holds everything below it',
    { category: ['dairy'] },
    [{ category: 'dairy' }, { category: 'dairy/milk/uht' }],
    [true, true],
  ),
  row(
    'a category is not the beginning of a word',
    { category: ['dairy'] },
    [{ category: 'dairyfree' }],
    [false],
  ),
  row(
    'a deep category leaves its neighbours alone',
    { category: ['dairy/milk'] },
    [{ category: 'dairy/cheese' }, { category: 'dairy' }],
    [false, false],
  ),
  row('values of a key are alternatives', { sku: ['sku-1', 'sku-3'] }, [{}, {}, {}], [true, false, true]),
  row(
    'keys are joined by and',
    { category: ['tea'], brand: ['X'] },
    [{ category: 'tea', brand: 'X' }, { category: 'tea' }, { brand: 'X' }],
    [true, false, false],
  ),
  row(
    'one of several tags is enough',
    { tag: ['red', 'blue'] },
    [{ tags: ['green', 'blue'] }, { tags: ['green'] }, {}],
    [true, false, false],
  ),
  row('prices include both ends', { price: { min: 10_000, max: 10_000 } }, [{}], [true]),
  row('prices below and above are out', { price: { min: 10_001 } }, [{}], [false]),
  row(
    'the unit price counts, not the line',
    { price: { max: 10_000 } },
    [{ price: 5000, quantity: 2 }],
    [true],
  ),
  row('except takes lines out', { except: { sku: ['sku-2'] } }, [{}, {}], [true, false]),
  row(
    'except inside except puts them back',
    { except: { category: ['tea'], except: { brand: ['X'] } } },
    [{ category: 'tea' }, { category: 'tea', brand: 'X' }],
    [false, true],
  ),
  row('an empty list names nothing', { sku: [] }, [{}], [false]),
  row(
    'a category named twice counts once',
    { category: ['dairy', 'dairy/milk'] },
    [{ category: 'dairy/milk' }],
    [true],
  ),
];

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramInput } from '../../../src/contracts/program.ts';
import { caseProgram, caseReceipt, type LoyaltyCase, quoteCase } from '../../support/loyalty-case.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { quoteDocument } from '../../support/quote-document.ts';

type Promotions = NonNullable<LoyaltyCase['promotions']>;

const of = (category: string) => ({ category: [category] });
const off = (percent: number, category: string) => ({
  type: 'percentOff' as const,
  percent,
  of: of(category),
});

/** So many promotions of one group that take 1 % off. */
const alternatives = (group: string, count: number, category: string): Promotions =>
  Array.from({ length: count }, (_, i) => ({ id: `${group}${i}`, group, then: [off(1, category)] }));

/** 20 % of two goods each keep a customer below what 1 % leaves in reach; a third group has nothing to do with it. */
const reach = (others: number, goods: object = {}): LoyaltyCase => ({
  name: '',
  expect: {},
  promotions: [
    { id: 'a1', group: 'A', priority: 200, then: [off(20, 'k1')] },
    { id: 'a2', group: 'A', then: [off(1, 'k1')] },
    { id: 'b1', group: 'B', priority: 200, then: [off(20, 'k2')] },
    { id: 'b2', group: 'B', then: [off(1, 'k2')] },
    {
      id: 'x',
      priority: 50,
      when: { basket: { of: { category: ['k1', 'k2'] }, minAmount: 19_500 } },
      then: [{ type: 'amountOff', amount: 10_000, of: goods }],
    },
    ...alternatives('f', others, 'k3'),
  ],
  lines: [{ category: 'k1' }, { category: 'k2' }, { category: 'k3' }],
});

const appliedOf = (written: LoyaltyCase): readonly string[] =>
  quoteCase(written)
    .applied.map(({ promotion }) => promotion)
    .sort();

describe('more groups than can all be tried together', () => {
  it('find the receipt that saves most, as few do', () => {
    expect(quoteCase(reach(64)).totals.discount).toBe(10_300);
    expect(quoteCase(reach(65)).totals.discount).toBe(10_300);
    expect(appliedOf(reach(65))).toEqual(['a2', 'b2', 'f0', 'x']);
  });

  it('are decided apart where they do not meet', () => {
    const goods = { category: ['k1', 'k2'] };
    expect(appliedOf(reach(400, goods))).toEqual(['a2', 'b2', 'f0', 'x']);
  });

  it('are changed two at a time where they meet and are too many', () => {
    expect(appliedOf(reach(400))).toEqual(['a2', 'b2', 'f0', 'x']);
  });

  it('do so for a member who also earns points', () => {
    expect(appliedOf({ ...reach(65), member: {} })).toEqual(['a2', 'b2', 'f0', 'x']);
  });

  it('find the same whatever the order of promotions', () => {
    const program = caseProgram(reach(65)) as ProgramInput & { promotions: object[] };
    const document = { member: null, receipt: caseReceipt(reach(65)), context: {} };
    const turned = { ...program, promotions: [...program.promotions].reverse() } as ProgramInput;
    expect(quoteDocument({ ...document, program: turned })).toEqual(quoteDocument({ ...document, program }));
  });

  it('say of every promotion that was not taken what it lost to or what it lacked', () => {
    const written = reach(65);
    const promotions: Promotions = [
      ...(written.promotions ?? []),
      { id: 'a3', group: 'A', when: { basket: { of: of('k1'), minAmount: 50_000 } }, then: [off(9, 'k1')] },
    ];
    const { rejected } = quoteCase({ ...written, promotions });
    expect(rejected).toHaveLength(2 + 1 + 64);
    expect(rejected).toContainEqual({ promotion: 'a1', reason: 'lost-to', to: 'a2' });
    expect(rejected).toContainEqual({
      promotion: 'a3',
      reason: 'basket-amount',
      missing: { amount: 40_000 },
    });
    expect(rejected).toContainEqual({ promotion: 'f64', reason: 'lost-to', to: 'f0' });
  });

  it('take the best of each of fifty groups of twenty', () => {
    const groups = Array.from({ length: 50 }, (_, g) => g);
    const promotions = groups.flatMap((g) =>
      Array.from({ length: 20 }, (_, i) => ({
        id: `g${g}-${i}`,
        group: `g${g}`,
        then: [off(1 + ((i * 7 + g) % 20), `c${g}`)],
      })),
    );
    const lines = Array.from({ length: 200 }, (_, i) => ({ category: `c${i % 50}` }));
    const written = { name: '', expect: {}, promotions, lines, member: {} };
    expect(quoteCase(written).totals.discount).toBe(200 * 2000);
  });

  it('decide contested goods as they would without a group that has nothing to do with them', () => {
    const goods = fc.constantFrom('k1', 'k2', 'k3', 'k4');
    const contested = fc.record({
      group: fc.constantFrom('A', 'B', 'C'),
      priority: fc.integer({ min: 90, max: 110 }),
      percent: fc.integer({ min: 1, max: 40 }),
      category: goods,
      least: fc.option(fc.integer({ min: 5000, max: 10_000 }), { nil: null }),
    });
    const always = fc.record({
      priority: fc.integer({ min: 80, max: 120 }),
      amount: fc.integer({ min: 100, max: 6000 }),
      categories: fc.uniqueArray(goods, { minLength: 1, maxLength: 2 }),
      least: fc.integer({ min: 5000, max: 20_000 }),
    });
    const lists = fc.tuple(
      fc.array(contested, { minLength: 3, maxLength: 8 }),
      fc.array(always, { maxLength: 3 }),
    );
    fc.assert(
      fc.property(lists, ([rivals, others]) => {
        const promotions: Promotions = [
          ...rivals.map(({ group, priority, percent, category, least }) => ({
            group,
            priority,
            when: least === null ? {} : { basket: { of: of(category), minAmount: least } },
            then: [off(percent, category)],
          })),
          ...others.map(({ priority, amount, categories, least }) => ({
            priority,
            when: { basket: { of: { category: categories }, minAmount: least } },
            then: [{ type: 'amountOff' as const, amount, of: { category: categories } }],
          })),
        ];
        const lines = ['k1', 'k2', 'k3', 'k4'].map((category) => ({ category }));
        const few = quoteCase({ name: '', expect: {}, promotions, lines });
        const many = quoteCase({
          name: '',
          expect: {},
          promotions: [...promotions, ...alternatives('f', 40, 'k8'), ...alternatives('h', 40, 'k9')],
          lines: [...lines, { category: 'k8' }, { category: 'k9' }],
        });
        expect(many.lines.slice(0, 4)).toEqual(few.lines);
      }),
      propertySettings(),
    );
  });
});

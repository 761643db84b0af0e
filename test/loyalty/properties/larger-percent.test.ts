import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Program, type ProgramInput, programSchema } from '../../../src/contracts/program.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { type CasePromotion, quoteCase } from '../../support/loyalty-case.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { discounts, receipts, selectors } from '../../support/random-loyalty.ts';

// A larger percent never costs the customer more. It holds for every effect with a percent and for the tier's, beside
// any sums, prices and uncapped percents, in groups and without, at both stages, above every minimum price. Four things make
// it untrue by their meaning (docs/decisions/0133): three and the cap are left out here, and all are shown below; a sum that
// is shared over lines may cost a kopeck a line.

type Promotion = NonNullable<ProgramInput['promotions']>[number];
type Effect = Promotion['then'][number];

const context = quoteContextSchema.parse({});
const netOf = (program: Program, receipt: Receipt): number =>
  quote(compileProgram(program), { ...member }, { ...receipt, redeem: null }, context).totals.net;
const member = {
  ...{ id: 'm', tier: 'one', spend: 0, purchases: 0, segments: [], clubs: [], choices: {}, stamps: {} },
  ...{ wallets: {}, used: {} },
};

const place = fc.record({
  priority: fc.constantFrom(1, 2, 3),
  group: fc.option(fc.constantFrom('g', 'h'), { nil: null }),
  stage: fc.constantFrom('line' as const, 'receipt' as const),
});

const isPlain = (effect: Effect): boolean =>
  effect.type === 'amountOff' ||
  effect.type === 'fixedPrice' ||
  (effect.type === 'percentOff' && effect.maxAmount == null);
const beside = fc.array(
  fc.tuple(place, fc.array(discounts.filter(isPlain), { minLength: 1, maxLength: 2 })),
  { maxLength: 4 },
);

/** A percent and how much it is raised by, both in hundredths of a percent; together at most 100 %. */
const raise = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 6000 }))
  .map(([from, by]) => [from / 100, Math.min(10_000, from + by) / 100] as const);

const few = fc.integer({ min: 1, max: 3 });
const pick = fc.constantFrom('cheapest' as const, 'dearest' as const);

/** An effect whose percent is asked for: the same effect with a smaller and with a larger one. */
const effects: readonly (readonly [string, fc.Arbitrary<(percent: number) => Effect>])[] = [
  ['percentOff', selectors.map((of) => (percent) => ({ type: 'percentOff', percent, of }))],
  [
    'buyGet',
    fc
      .record({ buy: selectors, get: selectors, bought: few, got: few, partial: fc.boolean(), pick })
      .map(({ buy, get, bought, got, ...more }) => (percent) => ({
        type: 'buyGet',
        buy: { of: buy, quantity: bought },
        get: { of: get, quantity: got, percent },
        ...more,
      })),
  ],
  [
    'unitsOff',
    fc
      .record({ units: few, of: selectors, pick })
      .map((effect) => (percent) => ({ type: 'unitsOff', percent, ...effect })),
  ],
  [
    'ladder',
    fc
      .record({ by: fc.constantFrom('amount' as const, 'quantity' as const), of: selectors })
      .map((effect) => (percent) => ({
        type: 'ladder',
        ...effect,
        steps: [
          { from: 2, percent: percent / 2 },
          { from: 1500, percent },
        ].map((step) => ({ ...step, percent: Math.floor(step.percent * 100) / 100 })),
      })),
  ],
];

const name = { ru: 'Акция' };
const programOf = (promotions: readonly Promotion[], discountPercent = 0): Program =>
  programSchema.parse({
    schema: 1,
    id: 'larger',
    currency: 'RUB',
    timezone: 'UTC',
    tiers: [{ id: 'one', name, discountPercent }],
    promotions,
  });

type Beside = readonly (readonly [Partial<Promotion>, Effect[]])[];
/** What sharing a sum over lines may cost: a kopeck of each line, or nothing where no sum is shared. */
function slackOf(receipt: Receipt, list: Beside, where: Partial<Promotion>, raised: Effect): number {
  const all = [...list, [where, [raised]] as const];
  const isShared = all.some(
    ([{ stage }, effects]) =>
      stage === 'receipt' ||
      effects.some((effect) => effect.type === 'ladder' || ('per' in effect && effect.per === 'receipt')),
  );
  return isShared ? receipt.lines.length : 0;
}
const others = (list: Beside): Promotion[] =>
  list.map(([where, then], i) => ({ id: `p${i}`, name, ...where, then }));

describe('a larger percent never costs the customer more', () => {
  it.each(effects)('of %s', (_kind, effect) => {
    fc.assert(
      fc.property(effect, place, raise, beside, receipts, (make, where, [small, large], list, receipt) => {
        const netAt = (percent: number): number =>
          netOf(
            programOf([...others(list), { id: 'raised', name, ...where, then: [make(percent)] }]),
            receipt,
          );
        const slack = slackOf(receipt, list, where, make(large));
        expect(netAt(large)).toBeLessThanOrEqual(netAt(small) + slack);
      }),
      propertySettings(),
    );
  });

  it('of a tier', () => {
    fc.assert(
      fc.property(raise, beside, receipts, ([small, large], list, receipt) => {
        const netAt = (percent: number): number => netOf(programOf(others(list), percent), receipt);
        // The tier's percent is shared over all lines.
        expect(netAt(large)).toBeLessThanOrEqual(netAt(small) + receipt.lines.length);
      }),
      propertySettings(),
    );
  });
});

describe('a larger percent costs more where the program says so itself', () => {
  const paid = (promotions: readonly CasePromotion[], lines?: readonly object[]): number =>
    quoteCase({ name: '', expect: {}, promotions, ...(lines === undefined ? {} : { lines }) }).totals.net;
  const off = (percent: number, more: object = {}): Effect => ({ type: 'percentOff', percent, ...more });

  it('in front of a threshold on what is left', () => {
    const threshold: CasePromotion = {
      priority: 1,
      when: { basket: { minAmount: 9500 } },
      then: [{ type: 'amountOff', amount: 1000 }],
    };
    expect(paid([{ then: [off(5)] }, threshold])).toBe(8500);
    expect(paid([{ then: [off(6)] }, threshold])).toBe(9400);
  });

  it('where it is exclusive and closes the lines to more', () => {
    const more: CasePromotion = { priority: 1, then: [off(50)] };
    expect(paid([{ exclusive: true, then: [off(0)] }, more])).toBe(5000);
    expect(paid([{ exclusive: true, then: [off(1)] }, more])).toBe(9900);
  });

  it('where it takes the units that a better offer wants', () => {
    const better: CasePromotion = { priority: 1, then: [{ type: 'unitsOff', units: 1, percent: 50 }] };
    const taker = (percent: number): CasePromotion => ({ then: [{ type: 'unitsOff', units: 1, percent }] });
    expect(paid([taker(0), better])).toBe(5000);
    expect(paid([taker(1), better])).toBe(9900);
  });

  it('by a kopeck, where a cap is shared over other lines', () => {
    const lines = [
      { sku: 'a', price: 75 },
      { sku: 'b', price: 809, quantity: 4 },
    ];
    const fixed: CasePromotion = {
      priority: 1,
      then: [{ type: 'fixedPrice', price: 1, of: { sku: ['b'] } }],
    };
    expect(paid([{ then: [off(10, { maxAmount: 229 })] }, fixed], lines)).toBe(73);
    expect(paid([{ then: [off(10.06, { maxAmount: 229 })] }, fixed], lines)).toBe(74);
  });

  it('by a kopeck, where a percent of the receipt is shared over other lines', () => {
    const lines = [
      { sku: 'a', price: 1000, quantity: 2 },
      { sku: 'b', price: 1001, quantity: 4 },
      { sku: 'c', price: 99, quantity: 3, minPrice: 99 },
    ];
    const raised = (percent: number): CasePromotion => ({
      id: 'z',
      then: [{ type: 'unitsOff', units: 1, percent, of: { sku: ['a'] } }],
    });
    const b = { sku: ['b'] };
    const beside: CasePromotion[] = [
      { id: 'p0', stage: 'receipt', then: [off(54.85)] },
      {
        id: 'p1',
        then: [
          { type: 'amountOff', amount: 426, per: 'receipt', of: { price: { max: 1000 } } },
          { type: 'fixedPrice', price: 918, of: b },
        ],
      },
      {
        id: 'p2',
        priority: 200,
        stage: 'receipt',
        then: [{ type: 'amountOff', amount: 807, per: 'unit', units: 3, of: b }],
      },
    ];
    expect(paid([raised(88.65), ...beside], lines)).toBe(775);
    expect(paid([raised(88.75), ...beside], lines)).toBe(776);
  });
});

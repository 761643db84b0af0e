import fc from 'fast-check';
import type { z } from 'zod';
import type { effectSchema } from '../../src/contracts/effects.ts';
import { type Member, memberSchema } from '../../src/contracts/member.ts';
import { type Program, programSchema } from '../../src/contracts/program.ts';
import { type Receipt, receiptSchema } from '../../src/contracts/receipt.ts';
import type { Selector } from '../../src/contracts/selector.ts';

// Random programs and carts, small enough that effects meet each other all the time: few goods, few categories, prices
// that do not divide evenly.

type EffectInput = z.input<typeof effectSchema>;

const categories = ['a', 'a/x', 'a/y', 'b', 'b/z', 'c'];
const tags = ['red', 'blue'];
export const skus = ['s1', 's2', 's3', 's4', 's5'];

const some = <T>(values: readonly T[], most = 2): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const narrow: fc.Arbitrary<Selector> = fc.oneof(
  fc.record({ category: some(categories) }),
  fc.record({ sku: some(skus, 3) }),
  fc.record({ tag: some(tags, 1) }),
  fc.record({
    price: fc.record({ min: fc.constantFrom(0, 50, 300), max: fc.constantFrom(400, 1000, 9999) }),
  }),
  fc.record({ category: some(categories), except: fc.record({ sku: some(skus) }) }),
);
/** A selector; every third one is `{}`. */
export const selectors: fc.Arbitrary<Selector> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: narrow },
);

const percent = fc.oneof(
  fc.constantFrom(5, 10, 33.33, 50, 100),
  fc.integer({ min: 1, max: 10_000 }).map((points) => points / 100),
);
const amount = fc.integer({ min: 1, max: 3000 });
const few = fc.integer({ min: 1, max: 3 });
const pick = fc.constantFrom('cheapest' as const, 'dearest' as const);
const cap = fc.option(amount, { nil: null, freq: 3 });

/** Effects that lower prices. */
export const discounts: fc.Arbitrary<EffectInput> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('percentOff' as const),
      percent,
      of: selectors,
      maxAmount: cap,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('amountOff' as const),
      amount,
      of: selectors,
      per: fc.constantFrom('receipt' as const, 'line' as const, 'unit' as const),
      units: fc.option(few, { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('fixedPrice' as const), price: amount, of: selectors }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('buyGet' as const),
      buy: fc.record({ of: selectors, quantity: few }),
      get: fc.record({ of: selectors, quantity: few, percent }),
      times: fc.option(few, { nil: null }),
      partial: fc.boolean(),
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('bundle' as const),
      items: fc.array(fc.record({ of: selectors, quantity: fc.integer({ min: 1, max: 2 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      price: amount,
      times: fc.option(few, { nil: null }),
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({
        type: fc.constant('unitsOff' as const),
        units: few,
        percent,
        of: selectors,
        pick,
        maxAmount: cap,
      }),
      fc.record({
        type: fc.constant('unitsOff' as const),
        units: few,
        amount,
        of: selectors,
        pick,
        maxAmount: cap,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('ladder' as const),
      by: fc.constantFrom('amount' as const, 'quantity' as const),
      of: selectors,
      steps: fc.array(fc.record({ from: fc.integer({ min: 1, max: 4000 }), percent }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('gift' as const),
      sku: fc.constantFrom(...skus),
      quantity: few,
    }),
  },
);

const points = fc.record({
  type: fc.constant('points' as const),
  wallet: fc.constantFrom('main', 'fine'),
  of: selectors,
});
/** Effects that earn. */
export const earnings: fc.Arbitrary<EffectInput> = fc.oneof(
  fc
    .tuple(points, fc.constantFrom(1.5, 2, 3), fc.constantFrom('tier' as const, 'all' as const))
    .map(([effect, multiply, scope]) => ({ ...effect, multiply, scope })),
  fc.tuple(points, percent).map(([effect, value]) => ({ ...effect, percent: value })),
  fc.tuple(points, fc.integer({ min: 1, max: 50 })).map(([effect, fixed]) => ({ ...effect, fixed })),
  fc.tuple(points, few).map(([effect, perUnit]) => ({ ...effect, perUnit })),
  fc
    .tuple(points, fc.integer({ min: 50, max: 900 }), few)
    .map(([effect, each, given]) => ({ ...effect, per: { amount: each, points: given } })),
);

const basket = fc.record({
  of: selectors,
  minAmount: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: null }),
  maxAmount: fc.option(fc.integer({ min: 2000, max: 9000 }), { nil: null, freq: 6 }),
  minQuantity: fc.option(fc.constantFrom(1, 2, 2.5), { nil: null, freq: 3 }),
  over: fc.constantFrom('remaining' as const, 'gross' as const),
});

/** Promotions of one program; ids are given out by position. */
export const promotions = fc
  .array(
    fc.record({
      priority: fc.constantFrom(1, 2, 3, 100),
      exclusive: fc.boolean().chain((may) => (may ? fc.boolean() : fc.constant(false))),
      group: fc.option(fc.constantFrom('g', 'h'), { nil: null, freq: 3 }),
      stage: fc.constantFrom('line' as const, 'line' as const, 'receipt' as const),
      when: fc.option(fc.record({ basket }), { nil: {}, freq: 2 }),
      then: fc.array(fc.oneof({ weight: 4, arbitrary: discounts }, { weight: 1, arbitrary: earnings }), {
        minLength: 1,
        maxLength: 2,
      }),
      limit: fc.option(fc.record({ perReceipt: few }), { nil: null, freq: 6 }),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((promotion, i) => ({ ...promotion, id: `p${i}`, name: { ru: 'Акция' } })));

const wallet = {
  id: 'main',
  name: { ru: 'баллы' },
  value: 100,
};

/** A whole program: two wallets, two tiers. */
export const programs: fc.Arbitrary<Program> = fc
  .record({
    promotions,
    rounding: fc.constantFrom('floor' as const, 'half-up' as const, 'half-even' as const),
    earnOnPointsPaid: fc.boolean(),
    maxShare: fc.constantFrom(30, 50, 100),
    minPayable: fc.constantFrom(0, 1, 100),
    step: fc.constantFrom(1, 3),
    earnPercent: fc.constantFrom(0, 3, 5.55),
    discountPercent: fc.constantFrom(0, 0, 3),
    roundTotalDownTo: fc.constantFrom(1, 10, 100),
  })
  .map((r) =>
    programSchema.parse({
      schema: 1,
      id: 'random',
      currency: 'RUB',
      timezone: 'Europe/Moscow',
      wallets: [
        {
          ...wallet,
          rounding: r.rounding,
          earnOnPointsPaid: r.earnOnPointsPaid,
          redeem: { maxShare: r.maxShare, minPayable: r.minPayable, step: r.step },
        },
        { ...wallet, id: 'fine', scale: 2, value: 30, redeem: { maxShare: r.maxShare, step: r.step } },
      ],
      tiers: [
        { id: 'one', name: { ru: 'Первый' }, earnPercent: r.earnPercent, discountPercent: r.discountPercent },
      ],
      tierRule: { by: 'spend' },
      promotions: r.promotions,
      receipt: { roundTotalDownTo: r.roundTotalDownTo },
    }),
  );

/** One line without its id. */
export const lines = fc.record({
  sku: fc.constantFrom(...skus),
  category: fc.constantFrom(...categories),
  tags: fc.subarray(tags),
  quantity: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(0.5, 0.333, 1.25) },
  ),
  price: fc.oneof(fc.constantFrom(0, 1, 99, 100, 1000), fc.integer({ min: 1, max: 1500 })),
  minPrice: fc.option(fc.integer({ min: 0, max: 900 }), { nil: null, freq: 4 }),
  flags: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(['noDiscount' as const, 'noPoints' as const, 'noRedeem' as const]) },
  ),
});

export const receiptOf = (list: readonly object[], redeem: unknown = null): Receipt =>
  receiptSchema.parse({
    purchaseId: 'P-1',
    at: '2026-12-05T12:30:00+03:00',
    store: 's1',
    till: 't1',
    lines: list.map((line, i) => ({ id: String(i + 1), ...line })),
    redeem,
  });

const requests = fc.oneof(
  fc.constant(null),
  fc.constant({ wallet: 'main', max: true as const }),
  fc.record({ wallet: fc.constant('main'), points: fc.integer({ min: 0, max: 40 }) }),
);

/** A small cart, sometimes paid with points. */
export const receipts: fc.Arbitrary<Receipt> = fc
  .tuple(fc.array(lines, { minLength: 1, maxLength: 5 }), requests)
  .map(([list, redeem]) => receiptOf(list, redeem));

/** A guest or a member with some points. */
export const members: fc.Arbitrary<Member | null> = fc.option(
  fc
    .integer({ min: -5, max: 60 })
    .map((spendable) =>
      memberSchema.parse({ id: 'm1', tier: 'one', wallets: { main: { spendable }, fine: { spendable: 0 } } }),
    ),
  { nil: null, freq: 3 },
);

import fc from 'fast-check';
import type { z } from 'zod';
import type { effectSchema } from '../../src/contracts/effects.ts';
import { type Member, memberSchema } from '../../src/contracts/member.ts';
import { type Program, programSchema } from '../../src/contracts/program.ts';
import { type QuoteContext, quoteContextSchema } from '../../src/contracts/quote-context.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { lines, programs, receiptOf, selectors, skus } from './random-loyalty.ts';

// Random programs, payers and receipts with all that asks who is buying and what was brought along: coupons and series,
// clubs, choices, gift cards, segments, limits.

type EffectInput = z.input<typeof effectSchema>;

const mostPromotions = 6;
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null, freq: 2 });
const few = fc.integer({ min: 0, max: 2 });

/** One more condition of a promotion. */
const conditions = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom({ coupon: 'SPRING' }, { coupon: 'autumn' }) },
  { weight: 3, arbitrary: fc.constantFrom({ coupon: { series: 'next' } }, { coupon: { series: 'far' } }) },
  { weight: 3, arbitrary: fc.constant({ clubs: ['vip'] }) },
  { weight: 3, arbitrary: fc.constant({ segments: ['lapsed'] }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...(['members', 'guests'] as const)).map((audience) => ({ audience })),
  },
  { weight: 3, arbitrary: fc.record({ min: few, max: few }).map((purchases) => ({ purchases })) },
);

/** One more effect: a coupon to hand out, or points onto a gift card. */
const effects: fc.Arbitrary<EffectInput> = fc.oneof(
  fc.record({
    type: fc.constant('coupon' as const),
    series: fc.constant('next'),
    validDays: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    type: fc.constant('points' as const),
    wallet: fc.constant('card'),
    of: selectors,
    fixed: fc.integer({ min: 1, max: 500 }),
  }),
  fc.record({
    type: fc.constant('points' as const),
    wallet: fc.constant('card'),
    of: selectors,
    percent: fc.constantFrom(100, 33.33),
  }),
);

const additions = fc.array(
  fc.record({
    when: fc.option(conditions, { nil: null, freq: 4 }),
    /** In place of the other conditions, so that this one decides. */
    only: fc.boolean(),
    effect: seldom(effects),
    alone: fc.boolean(),
    limit: seldom(fc.constantFrom({ perMember: 1 }, { total: 2 })),
  }),
  { minLength: mostPromotions, maxLength: mostPromotions },
);

const options = fc.array(
  fc.record({
    of: selectors,
    earnPercent: fc.constantFrom(1, 5, 12.34),
    wallet: fc.constantFrom(null, 'fine'),
  }),
  { minLength: 1, maxLength: 3 },
);

/** A random program with clubs, choices, a wallet of gift cards, and more conditions and effects. */
export const programsAsking: fc.Arbitrary<Program> = fc
  .tuple(programs, additions, options, fc.integer({ min: 1, max: 2 }))
  .map(([program, added, drawn, pick]) =>
    programSchema.parse({
      ...program,
      wallets: [
        ...program.wallets,
        { id: 'card', name: { ru: 'подарочная карта' }, value: 100, gift: true, redeem: { maxShare: 100 } },
      ],
      clubs: [{ id: 'vip', sku: 's5', periodDays: 30 }],
      couponSeries: [{ id: 'far' }],
      choices: [{ id: 'cashback', pick, options: drawn.map((option, i) => ({ ...option, id: `o${i}` })) }],
      promotions: program.promotions.map((promotion, i) => {
        const { when, only, effect, alone, limit } = added[i] ?? {
          when: null,
          only: false,
          effect: null,
          alone: false,
          limit: null,
        };
        const then = effect === null ? promotion.then : alone ? [effect] : [...promotion.then, effect];
        return {
          ...promotion,
          when: only && when !== null ? when : { ...promotion.when, ...when },
          then,
          limit: { ...promotion.limit, ...limit },
        };
      }),
    }),
  );

const wallets = fc.integer({ min: -5, max: 60 }).map((spendable) => ({
  main: { spendable },
  fine: { spendable: spendable * 101 },
  card: { spendable: spendable * 3 },
}));

const person = fc
  .record({
    wallets,
    tier: fc.constantFrom('one', null),
    clubs: fc.subarray(['vip', 'other']),
    clubsUntil: fc.constantFrom({}, { vip: '2026-12-05' }, { vip: '2027-06-01' }, { vip: '2020-01-01' }),
    segments: fc.subarray(['lapsed']),
    choices: fc.record({ cashback: fc.array(fc.constantFrom('o0', 'o1', 'o2', 'gone'), { maxLength: 4 }) }),
    purchases: few,
    used: fc.subarray(['p0', 'p1', 'p2']).map((ids) => Object.fromEntries(ids.map((id) => [id, 1]))),
  })
  .map((drawn) => memberSchema.parse({ id: 'm1', ...drawn }));
const giftCard = fc
  .integer({ min: 0, max: 900 })
  .map((spendable) => memberSchema.parse({ id: 'g1', kind: 'gift', wallets: { card: { spendable } } }));

/** A guest, a member, or a gift card. */
export const payers: fc.Arbitrary<Member | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: person },
  { weight: 2, arbitrary: giftCard },
);

const codes = ['SPRING', 'spring', 'Autumn', 'NEXT-1', 'next-2', 'FAR-1', 'nobody'];
const requests = fc.oneof(
  fc.constant(null),
  fc.constantFrom('main', 'card', 'fine').map((wallet) => ({ wallet, max: true as const })),
  fc.record({ wallet: fc.constantFrom('main', 'card', 'fine'), points: fc.integer({ min: 0, max: 200 }) }),
);

/** A cart with codes, sometimes with the goods of a club, sometimes paid with points or from a gift card. */
export const receiptsBringing: fc.Arbitrary<Receipt> = fc
  .tuple(
    fc.array(
      fc.tuple(lines, fc.constantFrom(...skus, 's5', 's5')).map(([line, sku]) => ({ ...line, sku })),
      { minLength: 1, maxLength: 5 },
    ),
    requests,
    fc.shuffledSubarray(codes, { maxLength: 4 }),
  )
  .map(([list, redeem, coupons]) => ({ ...receiptOf(list, redeem), coupons }));

const states = fc.oneof(
  fc.constantFrom('valid', 'valid', 'valid', 'used', 'void', 'unknown'),
  fc.record({
    state: fc.constantFrom('valid', 'valid', 'valid', 'used'),
    series: fc.constantFrom(null, 'next', 'far'),
    validUntil: fc.constantFrom(null, '2026-12-04', '2026-12-05', '2027-01-01'),
  }),
);

/** What is known of codes and of uses so far; every promotion is to be explained. */
export const contexts: fc.Arbitrary<QuoteContext> = fc
  .record({
    coupons: fc.record(
      { spring: states, 'NEXT-1': states, 'NEXT-2': states, 'far-1': states },
      { requiredKeys: [] },
    ),
    promotionUses: fc.record({ p0: few, p1: few }),
  })
  .map((drawn) => quoteContextSchema.parse({ explain: 'all', ...drawn }));

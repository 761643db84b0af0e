import { z } from 'zod';
import {
  amountSchema,
  discountPercentSchema,
  earnPercentSchema,
  idSchema,
  localTextSchema,
  pointsSchema,
  priceSchema,
  unitsSchema,
} from './scalars.ts';
import { selectorSchema } from './selector.ts';

// What a promotion does, one schema a kind. `of` says on which lines and is every line when left out.

const of = selectorSchema.default({});
const pick = z.enum(['cheapest', 'dearest']);
const times = unitsSchema.nullish();
const maxAmount = amountSchema.nullish();

/** Percent off what is left of each matching line; `maxAmount` caps all of it together. */
export const percentOffSchema = z.strictObject({
  type: z.literal('percentOff'),
  percent: discountPercentSchema,
  of,
  maxAmount,
});

/** A sum spread over matching lines, off each line, or off each whole unit (at most `units` of a line). */
export const amountOffSchema = z.strictObject({
  type: z.literal('amountOff'),
  amount: amountSchema,
  of,
  per: z.enum(['receipt', 'line', 'unit']).default('receipt'),
  units: unitsSchema.nullish(),
});

/** The unit price becomes `price` where that is lower. */
export const fixedPriceSchema = z.strictObject({ type: z.literal('fixedPrice'), price: priceSchema, of });

/** For every group bought, the got units cost `percent` less. */
export const buyGetSchema = z.strictObject({
  type: z.literal('buyGet'),
  buy: z.strictObject({ of, quantity: unitsSchema }),
  get: z.strictObject({ of, quantity: unitsSchema, percent: discountPercentSchema.default(100) }),
  times,
  partial: z.boolean().default(false),
  pick: pick.default('cheapest'),
});

/** The set costs `price` (minor units), at most `times` sets. */
export const bundleSchema = z.strictObject({
  type: z.literal('bundle'),
  items: z
    .array(z.strictObject({ of, quantity: unitsSchema }))
    .min(1)
    .max(50),
  price: amountSchema,
  times,
  pick: pick.default('dearest'),
});

/** Percent or a sum off that many units. */
export const unitsOffSchema = z
  .strictObject({
    type: z.literal('unitsOff'),
    units: unitsSchema,
    percent: discountPercentSchema.nullish(),
    amount: amountSchema.nullish(),
    of,
    pick: pick.default('cheapest'),
    maxAmount,
  })
  .refine((effect) => (effect.percent == null) !== (effect.amount == null), {
    error: 'Give either percent or amount.',
    params: { code: 'one-of', keys: ['percent', 'amount'] },
  });

/** The highest step reached, as a percent off. `from` is in minor units, or in units with `by: "quantity"`. */
export const ladderSchema = z.strictObject({
  type: z.literal('ladder'),
  by: z.enum(['amount', 'quantity']),
  of,
  steps: z
    .array(z.strictObject({ from: z.number().min(0).max(1e11), percent: discountPercentSchema }))
    .min(1)
    .max(100),
});

const pointsWays = ['multiply', 'percent', 'fixed', 'perUnit', 'per'] as const;

/**
 * Earning: exactly one of `multiply` (the tier's part, or with scope "all" the percent parts too), `percent` of the
 * base, `fixed` points, `perUnit` points for each whole unit, `per` full amount of all matching lines together.
 */
export const pointsEffectSchema = z
  .strictObject({
    type: z.literal('points'),
    wallet: idSchema,
    multiply: z
      .number()
      .gt(1)
      .max(100)
      .refine((value) => Math.round(value * 100) / 100 === value, {
        error: 'A multiplier has at most two decimals.',
        params: { code: 'too-many-decimals' },
      })
      .nullish(),
    scope: z.enum(['tier', 'all']).default('tier'),
    percent: earnPercentSchema.nullish(),
    fixed: pointsSchema.nullish(),
    perUnit: pointsSchema.nullish(),
    per: z.strictObject({ amount: amountSchema.min(1), points: pointsSchema }).nullish(),
    of,
  })
  .refine((effect) => pointsWays.filter((way) => effect[way] != null).length === 1, {
    error: 'Give exactly one of multiply, percent, fixed, perUnit, per.',
    params: { code: 'one-of', keys: [...pointsWays] },
  });

/** The cashier is told to add the goods; they cost 0 when they are on the receipt. */
export const giftSchema = z.strictObject({
  type: z.literal('gift'),
  sku: idSchema,
  quantity: unitsSchema.default(1),
});

/** A coupon of a series is issued with the receipt. */
export const couponEffectSchema = z.strictObject({
  type: z.literal('coupon'),
  series: idSchema,
  validDays: z.int().min(1).max(3660),
});

/** Stamps for a stamp card, once a receipt. */
export const stampSchema = z.strictObject({
  type: z.literal('stamp'),
  card: idSchema,
  count: z.int().min(1).max(1000).default(1),
});

/** A text for the slip, the cashier or the customer screen; may hold placeholders like `{member.firstName}`. */
export const messageSchema = z.strictObject({
  type: z.literal('message'),
  text: localTextSchema,
  where: z.enum(['receipt', 'cashier', 'display']).default('receipt'),
});

export const effectSchema = z.discriminatedUnion('type', [
  percentOffSchema,
  amountOffSchema,
  fixedPriceSchema,
  buyGetSchema,
  bundleSchema,
  unitsOffSchema,
  ladderSchema,
  pointsEffectSchema,
  giftSchema,
  couponEffectSchema,
  stampSchema,
  messageSchema,
]);
export type Effect = z.infer<typeof effectSchema>;
export type EffectType = Effect['type'];

/** What a reward or a full stamp card may give: the effects that lower a price. */
export const rewardEffectSchema = z.discriminatedUnion('type', [
  percentOffSchema,
  amountOffSchema,
  fixedPriceSchema,
  buyGetSchema,
  bundleSchema,
  unitsOffSchema,
  ladderSchema,
  giftSchema,
]);
export type RewardEffect = z.infer<typeof rewardEffectSchema>;

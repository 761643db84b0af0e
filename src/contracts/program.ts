import { z } from 'zod';
import { rewardEffectSchema } from './effects.ts';
import { promotionSchema } from './promotion.ts';
import {
  amountSchema,
  discountPercentSchema,
  earnPercentSchema,
  idSchema,
  localTextSchema,
  percentUpTo,
  pointsSchema,
} from './scalars.ts';
import { selectorSchema } from './selector.ts';

/** How points of a wallet pay: at most `maxShare` % of redeemable lines, whole `step`s, `minPayable` left on each line. */
export const redeemRuleSchema = z.strictObject({
  maxShare: percentUpTo(100).default(100),
  minReceipt: amountSchema.default(0),
  step: pointsSchema.min(1).default(1),
  minPayable: amountSchema.default(0),
  of: selectorSchema.default({}),
});

/** A points account. `value`: minor units one whole point pays for; `redeem: null`: points that never pay. */
export const walletSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema,
  scale: z.int().min(0).max(4).default(0),
  value: z.int().min(1).max(100_000_000),
  rounding: z.enum(['floor', 'half-up', 'half-even']).default('floor'),
  activateAfterDays: z.int().min(0).max(3660).default(0),
  expireAfterDays: z.int().min(1).max(36_600).nullable().default(null),
  earnOnPointsPaid: z.boolean().default(false),
  redeem: redeemRuleSchema.nullable().default(null),
  /** Value that was paid for: the wallet of gift cards, into which only promotions (the sale of a card) put points. */
  gift: z.boolean().optional(),
});
export type Wallet = z.infer<typeof walletSchema>;

/** A level of the program; `from` is counted as `tierRule.by` says. `wallet`: where it earns, the first one if absent. */
export const tierSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema,
  from: z.int().min(0).max(1_000_000_000_000_000).default(0),
  earnPercent: earnPercentSchema.default(0),
  discountPercent: discountPercentSchema.default(0),
  wallet: idSchema.nullish(),
});
export type Tier = z.infer<typeof tierSchema>;

/** What a member's points buy: `cost` points of `wallet` for one effect at the receipt stage. */
export const rewardSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema.nullish(),
  wallet: idSchema,
  cost: pointsSchema.min(1),
  then: rewardEffectSchema,
});
export type Reward = z.infer<typeof rewardSchema>;

/** Collect `target` stamps on goods of `of`; the full card gives `then` at the next purchase. */
export const stampCardSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema.nullish(),
  of: selectorSchema.default({}),
  target: z.int().min(1).max(10_000),
  then: rewardEffectSchema,
});
export type StampCard = z.infer<typeof stampCardSchema>;

/** A paid membership, bought as goods with `sku`, for `periodDays`. */
export const clubSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema.nullish(),
  sku: idSchema,
  periodDays: z.int().min(1).max(36_600),
});
export type Club = z.infer<typeof clubSchema>;

/** Options a member picks from (at most `pick`), each earning extra on its goods. */
export const choiceSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema.nullish(),
  pick: z.int().min(1).max(100),
  options: z
    .array(
      z.strictObject({
        id: idSchema,
        name: localTextSchema.nullish(),
        of: selectorSchema.default({}),
        earnPercent: earnPercentSchema,
        wallet: idSchema.nullish(),
      }),
    )
    .min(1)
    .max(500),
});
export type Choice = z.infer<typeof choiceSchema>;

/** The whole loyalty program of a chain: one document, published as a numbered pack. */
export const programSchema = z.strictObject({
  schema: z.literal(1),
  id: idSchema,
  name: localTextSchema.nullish(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone: z.string().min(1).max(64),
  locales: z.array(z.string().min(2).max(12)).min(1).max(50).default(['ru', 'en']),
  wallets: z.array(walletSchema).max(50).default([]),
  tiers: z.array(tierSchema).max(100).default([]),
  tierRule: z
    .strictObject({ by: z.enum(['spend', 'purchases']), windowDays: z.int().min(1).max(36_600).nullish() })
    .nullish(),
  promotions: z.array(promotionSchema).max(100_000).default([]),
  rewards: z.array(rewardSchema).max(1000).default([]),
  stampCards: z.array(stampCardSchema).max(100).default([]),
  clubs: z.array(clubSchema).max(100).default([]),
  choices: z.array(choiceSchema).max(100).default([]),
  /** Coupon series that something outside this program issues; those its promotions issue need no entry. */
  couponSeries: z
    .array(z.strictObject({ id: idSchema, name: localTextSchema.nullish() }))
    .max(1000)
    .default([]),
  receipt: z.strictObject({ roundTotalDownTo: z.int().min(1).max(1_000_000).default(1) }).default({
    roundTotalDownTo: 1,
  }),
  defaults: z.strictObject({ conflict: z.enum(['best', 'priority']).default('best') }).default({
    conflict: 'best',
  }),
  /** A return takes back points already spent: what is missing is kept from the refund, or becomes a debt. */
  clawback: z.enum(['withhold', 'debt']).default('withhold'),
  /**
   * How a return is settled when its caller does not say: by the exact share of what was paid, or by quoting what stays
   * anew, so that a broken threshold costs its discount.
   */
  returns: z.enum(['share', 'requote']).default('share'),
});
export type Program = z.infer<typeof programSchema>;
/** A program as a person writes it: fields with defaults may be left out. */
export type ProgramInput = z.input<typeof programSchema>;

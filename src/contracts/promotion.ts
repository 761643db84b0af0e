import { z } from 'zod';
import { effectSchema } from './effects.ts';
import { amountSchema, idSchema, localMinuteSchema, localTextSchema, MAX_QUANTITY } from './scalars.ts';
import { selectorSchema } from './selector.ts';

/** A local time of a day, 00:00 to 24:00. */
export const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const rangeSchema = z.strictObject({
  min: z.int().min(0).max(1_000_000).nullish(),
  max: z.int().min(0).max(1_000_000).nullish(),
});
const basketNumber = z.number().min(0).max(MAX_QUANTITY).nullish();

/** What must lie in the basket: amounts in minor units, quantities in units; `over` "gross" looks at shelf amounts. */
export const basketSchema = z.strictObject({
  of: selectorSchema.default({}),
  minAmount: amountSchema.nullish(),
  maxAmount: amountSchema.nullish(),
  minQuantity: basketNumber,
  maxQuantity: basketNumber,
  over: z.enum(['remaining', 'gross']).default('remaining'),
});
export type BasketCondition = z.infer<typeof basketSchema>;

/** Conditions of a promotion: all given ones must hold. Times are read in the program's time zone. */
export const whenSchema = z.strictObject({
  from: localMinuteSchema.nullish(),
  to: localMinuteSchema.nullish(),
  weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
  hours: z
    .array(z.tuple([clockSchema, clockSchema]))
    .max(24)
    .optional(),
  stores: z.array(idSchema).max(100_000).optional(),
  audience: z.enum(['anyone', 'members', 'guests']).default('anyone'),
  tiers: z.array(idSchema).max(100).optional(),
  segments: z.array(idSchema).max(1000).optional(),
  clubs: z.array(idSchema).max(100).optional(),
  birthday: z
    .strictObject({ before: z.int().min(0).max(180).default(0), after: z.int().min(0).max(180).default(0) })
    .nullish(),
  memberForDays: rangeSchema.nullish(),
  purchases: rangeSchema.nullish(),
  coupon: z.union([idSchema, z.strictObject({ series: idSchema })]).nullish(),
  basket: z.union([basketSchema, z.array(basketSchema).max(20)]).nullish(),
});
export type PromotionCondition = z.infer<typeof whenSchema>;

const countSchema = z.int().min(1).max(1_000_000_000).nullish();

/** How often a promotion may be used: groups in one receipt, uses of one member (in so many days), uses in all. */
export const limitSchema = z.strictObject({
  perReceipt: countSchema,
  perMember: countSchema,
  perMemberDays: z.int().min(1).max(3660).nullish(),
  total: countSchema,
});

export const promotionSchema = z.strictObject({
  id: idSchema,
  name: localTextSchema,
  priority: z.int().min(-1_000_000).max(1_000_000).default(100),
  group: idSchema.nullish(),
  exclusive: z.boolean().default(false),
  stage: z.enum(['line', 'receipt']).default('line'),
  when: whenSchema.default({ audience: 'anyone' }),
  then: z.array(effectSchema).min(1).max(50),
  limit: limitSchema.nullish(),
  text: z
    .strictObject({
      receipt: localTextSchema.nullish(),
      cashier: localTextSchema.nullish(),
      display: localTextSchema.nullish(),
    })
    .nullish(),
});
export type Promotion = z.infer<typeof promotionSchema>;

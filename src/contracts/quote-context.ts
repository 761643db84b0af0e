import { z } from 'zod';
import { dateSchema, idSchema, pointsSchema } from './scalars.ts';

const couponStateSchema = z.enum(['valid', 'used', 'void', 'unknown']);

/**
 * All a quote needs that is not in the program, the member or the receipt. `allowance`: offline, the most points each
 * wallet may spend here; null: the member's spendable points. `coupons`: state of given codes; a coupon of a series
 * names its series beside its state, and its last day in the program's time zone.
 */
export const quoteContextSchema = z.strictObject({
  offline: z.boolean().default(false),
  allowance: z.record(idSchema, pointsSchema).nullable().default(null),
  explain: z.enum(['touching', 'all']).default('touching'),
  coupons: z
    .record(
      idSchema,
      z.union([
        couponStateSchema,
        z.strictObject({
          state: couponStateSchema,
          series: idSchema.nullish(),
          validUntil: dateSchema.nullish(),
        }),
      ]),
    )
    .default({}),
  promotionUses: z.record(idSchema, z.int().min(0).max(Number.MAX_SAFE_INTEGER)).default({}),
});
export type QuoteContext = z.infer<typeof quoteContextSchema>;

import { z } from 'zod';
import { couponStateSchema } from './coupon.ts';
import { memberViewSchema } from './member-view.ts';
import { localTextSchema } from './scalars.ts';

/**
 * Everything a register may show of a member, as this till knows it. Points in 10^-scale points of their wallet;
 * instants ISO 8601 in UTC.
 */
export const memberDetailsSchema = memberViewSchema.extend({
  /** Points by the purchase they came from, soonest end first. `debt`: taken beyond what there was, below zero. */
  lots: z.array(
    z.strictObject({
      wallet: z.string(),
      points: z.int(),
      state: z.enum(['active', 'pending', 'debt']),
      earnedAt: z.iso.datetime(),
      /** Spendable from then on. */
      activeAt: z.iso.datetime(),
      /** First instant at which they are gone; null: never. */
      expiresAt: z.iso.datetime().nullable(),
    }),
  ),
  /** How far the member is: money (minor units) or purchases inside the tier rule's window. Null without a tier rule. */
  tierProgress: z
    .strictObject({ by: z.enum(['spend', 'purchases']), reached: z.int(), windowDays: z.int().nullable() })
    .nullable(),
  stampCards: z.array(
    z.strictObject({ id: z.string(), name: localTextSchema, count: z.int(), target: z.int() }),
  ),
  /** Promotions for members that this one meets here and now; `until` is the last minute in the program's time zone. */
  offers: z.array(z.strictObject({ id: z.string(), name: localTextSchema, until: z.string().nullable() })),
  /** Coupons issued to the member that are good today, soonest end first. */
  coupons: z.array(
    z.strictObject({
      code: z.string(),
      series: z.string(),
      name: localTextSchema,
      validUntil: z.iso.date().nullable(),
      state: couponStateSchema,
    }),
  ),
});
export type MemberDetails = z.infer<typeof memberDetailsSchema>;

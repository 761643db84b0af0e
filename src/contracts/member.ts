import { z } from 'zod';
import { birthdaySchema, dateSchema, idSchema, MAX_POINTS, textSchema } from './scalars.ts';

const countSchema = z.int().min(0).max(1_000_000_000);

/**
 * A member as the engine sees one. `spend` (minor units) and `purchases` are counted over the tier rule's window;
 * `used` counts uses of promotions inside their own windows; `spendable` may be below zero after a debt.
 */
export const memberSchema = z.strictObject({
  id: idSchema,
  /** `gift`: a gift card, which pays and is loaded, and is nobody's membership. A person where it is absent. */
  kind: z.enum(['person', 'gift']).optional(),
  tier: idSchema.nullish(),
  spend: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  purchases: countSchema.default(0),
  joinedAt: dateSchema.nullish(),
  birthday: birthdaySchema.nullish(),
  segments: z.array(idSchema).max(1000).default([]),
  clubs: z.array(idSchema).max(100).default([]),
  /** Last day of a paid club, where it has one: bought again, it goes on from there. */
  clubsUntil: z.record(idSchema, dateSchema).optional(),
  choices: z.record(idSchema, z.array(idSchema).max(100)).default({}),
  stamps: z.record(idSchema, countSchema).default({}),
  wallets: z
    .record(
      idSchema,
      z.strictObject({
        spendable: z.int().min(-MAX_POINTS).max(MAX_POINTS),
        expiringSoon: z.int().min(0).max(MAX_POINTS).default(0),
      }),
    )
    .default({}),
  used: z.record(idSchema, countSchema).default({}),
  firstName: textSchema.max(100).nullish(),
});
export type Member = z.infer<typeof memberSchema>;

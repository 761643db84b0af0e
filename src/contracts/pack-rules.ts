import { z } from 'zod';

/** How programs get to the tills of a chain. */
export const packRulesSchema = z.strictObject({
  /** A program is published only after another person than its author has approved it. */
  secondPerson: z.boolean(),
  /** Every promotion must have a last minute and a limit of uses, by member or in all. */
  needEnds: z.boolean(),
  /** A till that has not met the hub for so many hours keeps only the safe part of its program; null: all of it, for ever. */
  leaseHours: z
    .int()
    .min(1)
    .max(24 * 366)
    .nullable(),
});
export type PackRules = z.infer<typeof packRulesSchema>;

/** Of a chain that never changed them: one person may run it. */
export const usualPackRules: PackRules = { secondPerson: false, needEnds: false, leaseHours: null };

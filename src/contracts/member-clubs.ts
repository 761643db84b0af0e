import { z } from 'zod';

/**
 * The purchases of a paid club: `purchase` is the operation that booked it, `boughtOn` the day in the time of the
 * program, `days` what it bought and has not come back. `before`: the membership without them; null for none, `until`
 * null for one without an end.
 */
const clubPeriodsSchema = z.strictObject({
  before: z.strictObject({ until: z.iso.date().nullable() }).nullable(),
  bought: z.array(z.strictObject({ purchase: z.string(), boughtOn: z.iso.date(), days: z.int().positive() })),
});
export type ClubPeriods = z.infer<typeof clubPeriodsSchema>;

/** Fields of a member record: its clubs, what each is paid until, and what that is made of. */
export const memberClubs = {
  clubs: z.array(z.string().min(1).max(64)),
  /** Last day of a paid club, where it has one. */
  clubsUntil: z.record(z.string(), z.iso.date()).optional(),
  /** What `clubsUntil` is made of, so that a purchase that comes back takes back its own days and no others. */
  clubPeriods: z.record(z.string(), clubPeriodsSchema).optional(),
};

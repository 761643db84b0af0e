import { z } from 'zod';

/**
 * Accounts of the double-entry points ledger. Postings of one operation sum to 0 per wallet.
 * `issued` is where points come from (runs negative), `redeemed` and `expired` where they go.
 */
export const accountSchema = z.enum([
  'issued',
  'pending',
  'available',
  'leased',
  'redeemed',
  'expired',
  'debt',
]);
export type Account = z.infer<typeof accountSchema>;

/** One leg. `points` is signed, in 10^-scale points of the wallet. */
export const postingSchema = z.strictObject({
  memberId: z.string().min(1).max(64),
  wallet: z.string().min(1).max(64),
  account: accountSchema,
  lotId: z.string().min(1).max(160),
  points: z.int(),
});
export type Posting = z.infer<typeof postingSchema>;

/** Points that were earned together and expire together. Instants are ISO 8601 in UTC. */
export const lotSchema = z.strictObject({
  id: z.string().min(1).max(160),
  memberId: z.string().min(1).max(64),
  wallet: z.string().min(1).max(64),
  earnedAt: z.iso.datetime(),
  /** Spendable from then on. */
  activeAt: z.iso.datetime(),
  /** First instant at which they are gone; null: never. */
  expiresAt: z.iso.datetime().nullable(),
  /** 0: a lot known only by what was taken from it, so that its `remaining` is a debt. */
  points: z.int().nonnegative(),
  /** Below zero: more was taken offline than there was. Counts against the balance and never expires. */
  remaining: z.int(),
});
export type Lot = z.infer<typeof lotSchema>;

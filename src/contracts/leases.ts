import { z } from 'zod';

const name = z.string().min(1).max(64);

/**
 * The hub takes back leases of requests numbered up to `asOf` that are not held any more, once it has every operation up
 * to `lastSequence`: whatever was spent from them is among those.
 */
export const leaseReportSchema = z.strictObject({
  asOf: z.int().nonnegative(),
  /** The end of the till's journal. */
  lastSequence: z.int().nonnegative(),
});
export type LeaseReport = z.infer<typeof leaseReportSchema>;

/** Asks the hub to set points of a member aside for the asking unit (`POST /v1/leases`). The same id, the same answer. */
export const leaseRequestSchema = z.strictObject({
  protocol: z.int(),
  epoch: z.int().positive(),
  id: z.uuid(),
  /** Grows with every request of the unit, over its restarts too. */
  number: z.int().positive(),
  member: name,
});
export type LeaseRequest = z.infer<typeof leaseRequestSchema>;
export const leaseSchema = z.strictObject({
  id: z.string().min(1).max(64),
  wallet: name,
  /** In 10^-scale points. */
  points: z.int().positive(),
  /** From when the request was sent, on the unit's monotonic clock; a restart ends it earlier. */
  lifeMs: z.int().positive(),
  /** For this visit only: given back when the receipt is closed. */
  visit: z.boolean(),
});
export type Lease = z.infer<typeof leaseSchema>;
export const leaseResultSchema = z.strictObject({
  leases: z.array(leaseSchema).max(200),
  hubTimeMs: z.int(),
});
export type LeaseResult = z.infer<typeof leaseResultSchema>;

/** Members who may spend only while the hub answers. Canonical JSON, signed by the hub as it is. */
export const stopListSchema = z.strictObject({
  chain: name,
  /** A till keeps the highest it has seen. */
  number: z.int().nonnegative(),
  members: z.array(name),
});
export const signedStopListSchema = z.strictObject({
  list: z.string().min(2),
  signature: z.string(),
  keyId: z.string(),
});
export type SignedStopList = z.infer<typeof signedStopListSchema>;

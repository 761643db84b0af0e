import { z } from 'zod';

/**
 * A booked purchase whose quote the hub could not make again. `differs`: the engine says something else at `path`;
 * `refused`: the engine stops at it; `unknown-pack`: no pack of that number was ever published here.
 */
export const receiptFlagSchema = z.strictObject({
  operationId: z.string(),
  till: z.string(),
  epoch: z.int().positive(),
  sequence: z.int().positive(),
  purchaseId: z.string(),
  pack: z.int(),
  kind: z.enum(['differs', 'refused', 'unknown-pack']),
  /** Place in the quote, such as `lines[0].net`. */
  path: z.string(),
  /** JSON text of what was booked there and of what the engine says: minor units, points in 10^-scale points. */
  booked: z.string(),
  again: z.string(),
});
export type ReceiptFlag = z.infer<typeof receiptFlagSchema>;

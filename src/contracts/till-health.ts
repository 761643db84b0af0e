import { z } from 'zod';
import { modeSchema } from './till-status.ts';

/** Header of a till's questions about settings: what it says of itself, as JSON. A hub that does not know it leaves it aside. */
export const tillHealthHeader = 'x-kopilka-health';

/** For people who look after tills; nothing is decided by it. */
export const tillHealthSchema = z.strictObject({
  /** The rung of the ladder, as the cashier window shows it. */
  mode: modeSchema,
  /** Operations that the hub has not acknowledged yet. */
  backlog: z.int().nonnegative(),
  /** Hub time minus the till's own clock; null where it does not know. */
  clockOffsetMs: z.int().nullable(),
  /** The pack it works by; null: none. */
  pack: z.int().nullable(),
  /** Of the program that runs there now; tills before it existed leave it out. */
  version: z.string().max(64).optional(),
});
export type TillHealth = z.infer<typeof tillHealthSchema>;

import { z } from 'zod';
import { memberSchema } from './member.ts';
import { quoteContextSchema } from './quote-context.ts';

/**
 * What a quote rested on beside its program and its receipt, as the till knew it then: the engine's member and context.
 * Who the member is stands in the purchase; name and birthday are personal data and never come along. What is as usual
 * is left out.
 */
export const seenSchema = z.strictObject({
  member: memberSchema.omit({ id: true, firstName: true, birthday: true }).partial().optional(),
  /** The pack's lease had run out: only the safe part of the program was in use. */
  safe: z.literal(true).optional(),
  context: quoteContextSchema.omit({ explain: true }).partial().optional(),
});
export type Seen = z.infer<typeof seenSchema>;

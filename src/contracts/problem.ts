import { z } from 'zod';

/**
 * A refusal as RFC 9457 describes it. `code` is stable and meant for programs, `detail` is for the
 * integrator, `cashierText` is in the till's language and says what to do next.
 */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.string(),
  detail: z.string(),
  cashierText: z.string(),
  /** Where in the body each fault is, as a JSON path (`lines[2].price`). */
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

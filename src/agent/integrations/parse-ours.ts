import type { z } from 'zod';
import { describeIssues } from '../../contracts/describe-issues.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** Checks what a vendor sent, or what was made of it, by a schema; the refusal names the paths. */
export function parseOurs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, Refusal> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return err(refusal('invalid', 'The request does not fit.', describeIssues(parsed.error)));
}

import { z } from 'zod';
import type { Problem } from '../contracts/problem.ts';
import type { Program } from '../contracts/program.ts';
import { refusal, toProblem } from '../contracts/refusal.ts';
import { quantitySchema } from '../contracts/scalars.ts';
import { previewReturn, type ReturnPreview } from '../loyalty/return-preview.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { parse, quoteCase } from './evaluate.ts';

const linesSchema = z.array(z.strictObject({ id: z.string().min(1), quantity: quantitySchema })).max(1000);
const returnSchema = z.object({
  returned: linesSchema.default([]),
  return: linesSchema.min(1),
});

/** A preview, the currency its amounts are in, and which policy a till takes. */
export type ReturnCase = ReturnPreview & {
  readonly currency: string;
  /** The one the program names. */
  readonly policy: Program['returns'];
};

/**
 * What a return gives back. The file holds a case (`program`, `member`, `receipt`, `context`) and `return`: lines with
 * quantities; `returned`: what came back before.
 */
export function returnCase(value: unknown): Result<ReturnCase, Problem> {
  const quoted = quoteCase(value);
  if (!quoted.ok) return quoted;
  const parsed = parse('return', returnSchema, value);
  if (!parsed.ok) return parsed;
  const { program, receipt, quote } = quoted.value;
  const { returned, return: now } = parsed.value;
  const preview = previewReturn(program.program, { receipt, quote }, returned, now);
  if (preview.ok)
    return ok({ ...preview.value, currency: program.program.currency, policy: program.program.returns });
  const { code, line, returnable } = preview.error;
  const where = line === null ? '' : ` Line ${line}: ${returnable} can still come back.`;
  return err(toProblem(refusal('invalid', `The return is refused: ${code}.${where}`), 'en'));
}

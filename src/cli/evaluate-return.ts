import { z } from 'zod';
import type { Problem } from '../contracts/problem.ts';
import { refusal, toProblem } from '../contracts/refusal.ts';
import { quantitySchema } from '../contracts/scalars.ts';
import { previewReturn, type ReturnPreview } from '../loyalty/return-preview.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { parse, quoteCase, readContext, readMember } from './evaluate.ts';

const linesSchema = z.array(z.strictObject({ id: z.string().min(1), quantity: quantitySchema })).max(1000);
const returnSchema = z.object({
  member: z.unknown().optional(),
  context: z.unknown().optional(),
  returned: linesSchema.default([]),
  return: linesSchema.min(1),
});

/** A preview, and the currency its amounts are in. */
export type ReturnCase = ReturnPreview & { readonly currency: string };

/**
 * What a return gives back. The file holds a case (`program`, `member`, `receipt`, `context`) and `return`: lines with
 * quantities; `returned`: what came back before.
 */
export function returnCase(value: unknown): Result<ReturnCase, Problem> {
  const quoted = quoteCase(value);
  if (!quoted.ok) return quoted;
  const parsed = parse('return', returnSchema, value);
  if (!parsed.ok) return parsed;
  const member = readMember(parsed.value.member);
  if (!member.ok) return member;
  const context = readContext(parsed.value.context);
  if (!context.ok) return context;
  const { program, receipt, quote } = quoted.value;
  const situation = { program, member: member.value, context: context.value };
  const preview = previewReturn(situation, { receipt, quote }, parsed.value.returned, parsed.value.return);
  if (preview.ok) return ok({ ...preview.value, currency: program.program.currency });
  const { code, line, returnable } = preview.error;
  const where = line === null ? '' : ` Line ${line}: ${returnable} can still come back.`;
  return err(toProblem(refusal('invalid', `The return is refused: ${code}.${where}`), 'en'));
}

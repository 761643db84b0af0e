import { z } from 'zod';
import type { Problem } from '../contracts/problem.ts';
import type { Program } from '../contracts/program.ts';
import { refusal, toProblem } from '../contracts/refusal.ts';
import { quantitySchema } from '../contracts/scalars.ts';
import { previewReturn, type ReturnPreview } from '../loyalty/return-preview.ts';
import type { ReturnRefusal } from '../loyalty/returns.ts';
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

/** Why, as a sentence with what can be done. */
function refusedBecause({ code, line, returnable }: ReturnRefusal): string {
  const left = `${returnable} of it can still come back.`;
  switch (code) {
    case 'nothing-to-return':
      return 'no line is named. Name the lines that come back with their quantities.';
    case 'unknown-line':
      return `the purchase has no line "${line}". Take the id of a line of the receipt.`;
    case 'line-twice':
      return `line "${line}" is named twice. Name it once, with the whole quantity.`;
    case 'bad-quantity':
      return `the quantity of line "${line}" must be above zero, with at most three decimals; ${left}`;
    case 'part-of-unit':
      return `line "${line}" was bought by the piece and comes back in whole pieces; ${left}`;
    case 'more-than-bought':
      return `more of line "${line}" than is left of it; ${left}`;
    case 'other-policy':
      return 'earlier parts of this purchase came back by the other policy. Use that one.';
    case 'no-requote':
      return 'what stays cannot be quoted as the purchase was. Return by the share.';
  }
}

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
  return err(toProblem(refusal('invalid', `The return is refused: ${refusedBecause(preview.error)}`), 'en'));
}

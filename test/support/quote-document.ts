import { memberSchema } from '../../src/contracts/member.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { validateProgram } from '../../src/loyalty/program/validate.ts';
import { quote } from '../../src/loyalty/quote.ts';

/** The four documents of one quote as they are written in a file. */
export type QuoteDocument = Record<'program' | 'member' | 'receipt' | 'context', unknown>;

/** The quote of written documents, through the same doors as at a till: schemas, validation, compilation. */
export function quoteDocument(document: QuoteDocument): Quote {
  const checked = validateProgram(document.program);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return quote(
    compileProgram(checked.value.program, 1),
    memberSchema.nullable().parse(document.member),
    receiptSchema.parse(document.receipt),
    quoteContextSchema.parse(document.context),
  );
}

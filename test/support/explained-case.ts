import { memberSchema } from '../../src/contracts/member.ts';
import { programSchema } from '../../src/contracts/program.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { type Explanation, explainQuote } from '../../src/loyalty/explain.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { quote } from '../../src/loyalty/quote.ts';
import { caseProgram, caseReceipt, type LoyaltyCase, silverMember } from './loyalty-case.ts';

/** With plain spaces, as a person reads it. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

type Told = Readonly<Record<keyof Explanation, readonly string[]>>;

/** A hand-written case in words. */
export function explainedCase(shown: LoyaltyCase, language: 'ru' | 'en'): Told {
  const program = compileProgram(programSchema.parse(caseProgram(shown)));
  const member = shown.member == null ? null : memberSchema.parse({ ...silverMember, ...shown.member });
  const receipt = receiptSchema.parse(caseReceipt(shown));
  const context = quoteContextSchema.parse(shown.context ?? {});
  const quoted = { program, member, receipt, context, quote: quote(program, member, receipt, context) };
  const { lines, receipt: whole, hints, refused } = explainQuote(quoted, language);
  return {
    lines: lines.map(({ text }) => plain(text)),
    receipt: whole.map(plain),
    hints: hints.map(plain),
    refused: refused.map(plain),
  };
}

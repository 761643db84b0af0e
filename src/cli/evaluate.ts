import { z } from 'zod';
import { describeIssues } from '../contracts/describe-issues.ts';
import type { Language } from '../contracts/local-text.ts';
import { type Member, memberSchema } from '../contracts/member.ts';
import type { Problem } from '../contracts/problem.ts';
import { type QuoteContext, quoteContextSchema } from '../contracts/quote-context.ts';
import { type Receipt, receiptSchema } from '../contracts/receipt.ts';
import { refusal, toProblem } from '../contracts/refusal.ts';
import type { Sentence } from '../contracts/sentence.ts';
import type { Quoted } from '../loyalty/explain/quoted.ts';
import { type CompiledProgram, compileProgram } from '../loyalty/program/compile.ts';
import { type ProgramIssue, tellIssue, validateProgram } from '../loyalty/program/validate.ts';
import { quote } from '../loyalty/quote.ts';
import { err, ok, type Result } from '../shared/result.ts';

/** Programs and receipts without a pack number quote as pack 0. */
const NO_PACK = 0;

/** What a document is, as a sentence names it. */
const names = {
  case: { en: 'The case', ru: 'Набор для расчёта' },
  member: { en: 'The member', ru: 'Покупатель' },
  context: { en: 'The context', ru: 'Контекст' },
  receipt: { en: 'The receipt', ru: 'Чек' },
  return: { en: 'The return', ru: 'Возврат' },
} satisfies Readonly<Record<string, Sentence>>;

/** A document by its schema, or the problem document that names every fault's path. */
export function parse<T>(
  what: keyof typeof names,
  schema: z.ZodType<T>,
  value: unknown,
  language: Language,
): Result<T, Problem> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const faults = describeIssues(parsed.error, language);
  const name = names[what][language];
  const detail =
    language === 'ru' ? `${name}: не соответствует контракту.` : `${name} does not fit the contract.`;
  return err(toProblem(refusal('invalid', detail, faults), language));
}

/** A program ready to quote with, and what validation warns of. */
export type ReadyProgram = { readonly compiled: CompiledProgram; readonly warnings: readonly ProgramIssue[] };

/** A program document ready to quote with, or the problem document that names every fault's path. */
export function readProgram(value: unknown, language: Language): Result<ReadyProgram, Problem> {
  const checked = validateProgram(value);
  if (checked.ok) {
    const { program, warnings } = checked.value;
    return ok({ compiled: compileProgram(program, NO_PACK), warnings });
  }
  const faults = checked.error.map((issue) => ({ path: issue.path, message: tellIssue(issue, language) }));
  const detail =
    language === 'ru' ? 'В документе программы есть ошибки.' : 'The program document is not valid.';
  return err(toProblem(refusal('invalid-program', detail, faults), language));
}

export const readMember = (value: unknown, language: Language): Result<Member | null, Problem> =>
  value === null || value === undefined ? ok(null) : parse('member', memberSchema, value, language);

export const readContext = (value: unknown, language: Language): Result<QuoteContext, Problem> =>
  parse('context', quoteContextSchema, value ?? {}, language);

export const readReceipt = (value: unknown, language: Language): Result<Receipt, Problem> =>
  parse('receipt', receiptSchema, value, language);

/** One receipt through the engine alone. */
export function quoteReceipt(
  program: CompiledProgram,
  member: Member | null,
  receipt: unknown,
  context: QuoteContext,
  language: Language,
): Result<Quoted, Problem> {
  const parsed = readReceipt(receipt, language);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  return ok({ program, member, receipt: value, context, quote: quote(program, member, value, context) });
}

const caseSchema = z.object({
  program: z.unknown(),
  member: z.unknown(),
  receipt: z.unknown(),
  context: z.unknown(),
});

/** A file that holds `program`, `member`, `receipt` and `context`. */
export function quoteCase(value: unknown, language: Language): Result<Quoted, Problem> {
  const parsed = parse('case', caseSchema.partial({ member: true, context: true }), value, language);
  if (!parsed.ok) return parsed;
  const program = readProgram(parsed.value.program, language);
  if (!program.ok) return program;
  const member = readMember(parsed.value.member, language);
  if (!member.ok) return member;
  const context = readContext(parsed.value.context, language);
  if (!context.ok) return context;
  return quoteReceipt(program.value.compiled, member.value, parsed.value.receipt, context.value, language);
}

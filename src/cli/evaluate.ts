import { z } from 'zod';
import { describeIssues } from '../contracts/describe-issues.ts';
import type { Language } from '../contracts/local-text.ts';
import { type Member, memberSchema } from '../contracts/member.ts';
import type { Problem } from '../contracts/problem.ts';
import { type QuoteContext, quoteContextSchema } from '../contracts/quote-context.ts';
import { receiptSchema } from '../contracts/receipt.ts';
import { refusal, toProblem } from '../contracts/refusal.ts';
import type { Quoted } from '../loyalty/explain/quoted.ts';
import { type CompiledProgram, compileProgram } from '../loyalty/program/compile.ts';
import { type ProgramIssue, tellIssue, validateProgram } from '../loyalty/program/validate.ts';
import { quote } from '../loyalty/quote.ts';
import { err, ok, type Result } from '../shared/result.ts';

/** Programs and receipts without a pack number quote as pack 0. */
const NO_PACK = 0;

const invalid = (what: string, faults: readonly { path: string; message: string }[]): Problem =>
  toProblem(refusal('invalid', `The ${what} does not fit the contract.`, faults), 'en');

/** A document by its schema, or the problem document that names every fault's path. */
export function parse<T>(what: string, schema: z.ZodType<T>, value: unknown): Result<T, Problem> {
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(invalid(what, describeIssues(parsed.error)));
}

/** A program ready to quote with, and what validation warns of. */
export type ReadyProgram = { readonly compiled: CompiledProgram; readonly warnings: readonly ProgramIssue[] };

/** A program document ready to quote with, or the problem document that names every fault's path. */
export function readProgram(value: unknown, language: Language = 'en'): Result<ReadyProgram, Problem> {
  const checked = validateProgram(value);
  if (checked.ok) {
    const { program, warnings } = checked.value;
    return ok({ compiled: compileProgram(program, NO_PACK), warnings });
  }
  const faults = checked.error.map((issue) => ({ path: issue.path, message: tellIssue(issue, language) }));
  return err(toProblem(refusal('invalid-program', 'The program document is not valid.', faults), 'en'));
}

export const readMember = (value: unknown): Result<Member | null, Problem> =>
  value === null || value === undefined ? ok(null) : parse('member', memberSchema, value);

export const readContext = (value: unknown): Result<QuoteContext, Problem> =>
  parse('context', quoteContextSchema, value ?? {});

/** One receipt through the engine alone. */
export function quoteReceipt(
  program: CompiledProgram,
  member: Member | null,
  receipt: unknown,
  context: QuoteContext,
): Result<Quoted, Problem> {
  const parsed = parse('receipt', receiptSchema, receipt);
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
export function quoteCase(value: unknown): Result<Quoted, Problem> {
  const parsed = parse('case', caseSchema.partial({ member: true, context: true }), value);
  if (!parsed.ok) return parsed;
  const program = readProgram(parsed.value.program);
  if (!program.ok) return program;
  const member = readMember(parsed.value.member);
  if (!member.ok) return member;
  const context = readContext(parsed.value.context);
  if (!context.ok) return context;
  return quoteReceipt(program.value.compiled, member.value, parsed.value.receipt, context.value);
}

import { type Program, programSchema } from '../../contracts/program.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { inDocumentOrder } from './document-order.ts';
import { issueAt, type ProgramIssue } from './issue.ts';
import { namesOf } from './names.ts';
import { checkReferences } from './references.ts';
import { salvage } from './salvage.ts';
import { describeSchemaIssues } from './schema-issues.ts';
import { warningsOf } from './warnings/warnings-of.ts';

export { type ProgramIssue, tellIssue } from './issue.ts';

export type ValidProgram = { readonly program: Program; readonly warnings: ProgramIssue[] };

/** Deepest nesting of a document; a selector inside `except` inside `except` needs few levels. */
const MOST_LEVELS = 40;

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

const tooDeep = issueAt(
  'too-deep',
  '',
  {
    en: `The document is nested more than ${MOST_LEVELS} levels deep.`,
    ru: `В документе больше ${MOST_LEVELS} уровней вложенности.`,
  },
  {
    en: 'Write one "except" instead of many inside each other.',
    ru: 'Напишите одно «except» вместо многих вложенных друг в друга.',
  },
);

function faultsOf(input: unknown, issues: Parameters<typeof describeSchemaIssues>[0]): ProgramIssue[] {
  const rest = salvage(input);
  const faults = describeSchemaIssues(issues, input);
  const told = new Set(faults.map(({ path }) => path));
  const references = rest === null ? [] : checkReferences(rest, namesOf(input));
  return [...faults, ...references.filter(({ path }) => !told.has(path))];
}

/**
 * A program document that can be quoted with, defaults filled in, and warnings; or every fault with its JSON path, in
 * the order of the document. An unknown field, effect or reference is a fault, so that a till never meets one.
 * `inUseFromMs`: from when it is in use (milliseconds since 1970), to warn of what is over by then.
 */
export function validateProgram(input: unknown, inUseFromMs?: number): Result<ValidProgram, ProgramIssue[]> {
  if (isTooDeep(input, MOST_LEVELS)) return err([tooDeep]);
  const parsed = programSchema.safeParse(input);
  if (!parsed.success) return err(inDocumentOrder(faultsOf(input, parsed.error.issues), input));
  const faults = checkReferences(parsed.data, namesOf(parsed.data));
  if (faults.length > 0) return err(inDocumentOrder(faults, input));
  return ok({ program: parsed.data, warnings: inDocumentOrder(warningsOf(parsed.data, inUseFromMs), input) });
}

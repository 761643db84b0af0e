import { type Program, programSchema } from '../../contracts/program.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { issueAt, type ProgramIssue } from './issue.ts';
import { checkReferences } from './references.ts';
import { describeSchemaIssues } from './schema-issues.ts';
import { warningsOf } from './warnings.ts';

export type { ProgramIssue } from './issue.ts';

export type ValidProgram = { readonly program: Program; readonly warnings: ProgramIssue[] };

/** Deepest nesting of a document; a selector inside `except` inside `except` needs few levels. */
const MOST_LEVELS = 40;

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

/**
 * A program document that can be quoted with, defaults filled in, and warnings; or every fault with its JSON path. An
 * unknown field, effect or reference is a fault, so that a till never meets one.
 */
export function validateProgram(input: unknown): Result<ValidProgram, ProgramIssue[]> {
  if (isTooDeep(input, MOST_LEVELS)) {
    return err([issueAt('too-deep', '', `The document is nested more than ${MOST_LEVELS} levels deep.`)]);
  }
  const parsed = programSchema.safeParse(input);
  if (!parsed.success) return err(describeSchemaIssues(parsed.error.issues, input));
  const faults = checkReferences(parsed.data);
  return faults.length > 0 ? err(faults) : ok({ program: parsed.data, warnings: warningsOf(parsed.data) });
}

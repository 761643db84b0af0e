import type { Language } from '../contracts/local-text.ts';
import type { Problem } from '../contracts/problem.ts';
import type { Result } from '../shared/result.ts';
import { CommandFailure } from './command.ts';

/** The faults of a problem document, one a line with its place; an empty path is the document as a whole. */
function faultLines({ errors }: Problem, language: Language): string[] {
  const whole = language === 'ru' ? 'документ' : 'the document';
  return (errors ?? []).map(({ path, message }) => `  ${path === '' ? whole : path}: ${message}`);
}

/** A refusal in words: what it is about, then its faults one a line. */
export const problemLines = (problem: Problem, language: Language): string[] => [
  problem.detail,
  ...faultLines(problem, language),
];

/** What a file holds, or a `CommandFailure` with its faults one a line. */
export function orFail<T>(result: Result<T, Problem>, file: string, language: Language): T {
  if (result.ok) return result.value;
  throw new CommandFailure(`${file}: ${problemLines(result.error, language).join('\n')}`);
}

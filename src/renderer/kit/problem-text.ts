import type { TFunction } from 'i18next';
import type { Language } from '../../contracts/local-text.ts';
import type { Problem } from '../../contracts/problem.ts';
import { isProblemCode, problemCodes } from '../../contracts/problem-codes.ts';
import { isLocalProblemCode } from './local-problem.ts';

/**
 * A refusal in words for the cashier. The agent writes `cashierText` in the till's language; the window may show
 * another one, so known codes are looked up again here.
 */
export function problemText(problem: Problem, language: Language, t: TFunction): string {
  if (isLocalProblemCode(problem.code)) return t(`problem.${problem.code}`);
  if (isProblemCode(problem.code)) return problemCodes[problem.code][language];
  return problem.cashierText;
}

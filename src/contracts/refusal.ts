import type { Language } from './local-text.ts';
import type { Problem } from './problem.ts';
import { type ProblemCodeName, problemCodes } from './problem-codes.ts';

/** A refusal inside the product: which code, what exactly, and where in the input. */
export type Refusal = {
  readonly code: ProblemCodeName;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

export const refusal = (code: ProblemCodeName, detail: string, errors?: Refusal['errors']): Refusal =>
  errors === undefined ? { code, detail } : { code, detail, errors };

/** The refusal as the document that goes over the wire. */
export function toProblem(from: Refusal, language: Language): Problem {
  const entry = problemCodes[from.code];
  return {
    type: `https://kopilka.dev/problems/${from.code}`,
    title: entry.title,
    status: entry.status,
    code: from.code,
    detail: from.detail,
    cashierText: entry[language],
    ...(from.errors === undefined ? {} : { errors: from.errors.map((fault) => ({ ...fault })) }),
  };
}

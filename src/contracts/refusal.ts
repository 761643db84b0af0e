import type { Language } from './local-text.ts';
import type { Problem } from './problem.ts';
import { type ProblemCodeName, problemCodes } from './problem-codes.ts';
import type { Sentence } from './sentence.ts';

/** A refusal inside the product: which code, what exactly, and where in the input. */
export type Refusal = {
  readonly code: ProblemCodeName;
  readonly detail: string;
  /** The same in Russian, where managers read it; absent where only a program does. */
  readonly detailInRussian?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

export const refusal = (
  code: ProblemCodeName,
  detail: string | Sentence,
  errors?: Refusal['errors'],
): Refusal => ({
  code,
  ...(typeof detail === 'string' ? { detail } : { detail: detail.en, detailInRussian: detail.ru }),
  ...(errors === undefined ? {} : { errors }),
});

/** The refusal as the document that goes over the wire. */
export function toProblem(from: Refusal, language: Language): Problem {
  const entry = problemCodes[from.code];
  return {
    type: `https://kopilka.dev/problems/${from.code}`,
    title: entry.title,
    status: entry.status,
    code: from.code,
    detail: (language === 'ru' ? from.detailInRussian : undefined) ?? from.detail,
    cashierText: entry[language],
    ...(from.errors === undefined ? {} : { errors: from.errors.map((fault) => ({ ...fault })) }),
  };
}

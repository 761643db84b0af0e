import type { Problem } from '../../contracts/problem.ts';

/** What can go wrong between the window and the agent, where the agent itself cannot say so. */
export const localProblemCodes = ['disconnected', 'no-answer', 'unreadable'] as const;
export type LocalProblemCode = (typeof localProblemCodes)[number];

const titles: Readonly<Record<LocalProblemCode, string>> = {
  disconnected: 'The line to the agent is down',
  'no-answer': 'The agent did not answer in time',
  unreadable: 'The answer does not fit the contract',
};

/** A problem made by the window; its words for the cashier come from the window's own texts. */
export const localProblem = (code: LocalProblemCode): Problem => ({
  type: `https://kopilka.dev/problems/${code}`,
  title: titles[code],
  status: 503,
  code,
  detail: titles[code],
  cashierText: '',
});

export const isLocalProblemCode = (code: string): code is LocalProblemCode =>
  (localProblemCodes as readonly string[]).includes(code);

/** True where nobody knows whether the agent carried the call out: it must be asked again with the same id. */
export const isUncertain = (problem: Problem): boolean => isLocalProblemCode(problem.code);

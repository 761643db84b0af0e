import { type Refusal, toProblem } from '../../../contracts/refusal.ts';
import type { IntegrationParts } from '../parts.ts';

/** An answer of the adapter: its HTTP status, and the body where there is one. */
export type MoyskladAnswer = { readonly status: number; readonly body?: unknown };

/** The vendor's example of a refused request has this status; ours of other kinds keep their own. */
const refusedStatus = 412;
const ownStatus = new Set([401, 404, 413, 415, 429, 500, 503]);

/** A refusal as the vendor's list of errors: our code as the heading, and what to tell the cashier as the message. */
export function refusedAnswer(
  from: Refusal,
  language: ReturnType<IntegrationParts['language']>,
): MoyskladAnswer {
  const problem = toProblem(from, language);
  const parameter = from.errors?.[0]?.path;
  return {
    status: ownStatus.has(problem.status) ? problem.status : refusedStatus,
    body: {
      errors: [
        {
          error: `${problem.code}: ${problem.detail}`,
          ...(parameter === undefined ? {} : { parameter }),
          code: problem.status,
          error_message: problem.cashierText,
        },
      ],
    },
  };
}

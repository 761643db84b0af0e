import type { Language } from '../../contracts/local-text.ts';
import { type Refusal, refusal, toProblem } from '../../contracts/refusal.ts';
import { DatabaseFailure } from '../../sqlite/database-failure.ts';
import { ForeignBody } from './signed-calls.ts';

export type ProblemAnswer = { readonly status: number; readonly body: string };

/** A refusal as the answer that goes out: RFC 9457, `application/problem+json`. */
export function problemAnswer(from: Refusal, language: Language): ProblemAnswer {
  const problem = toProblem(from, language);
  return { status: problem.status, body: JSON.stringify(problem) };
}

const byFrameworkCode: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: refusal('too-large', 'The body is larger than 1 MB.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refusal('wrong-media-type', 'Send the body as "application/json".'),
  FST_ERR_CTP_EMPTY_JSON_BODY: refusal('malformed-json', 'The body is empty.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refusal('malformed-json', 'The body is not as long as announced.'),
};

/**
 * What a caller is told of a thrown error: bad input that the framework found, a disk that does not serve, or a fault
 * of ours, which alone is to be looked into.
 */
export function refusalOfError(error: unknown): Refusal {
  if (error instanceof DatabaseFailure) {
    return refusal('unavailable', `The till's disk does not serve: ${error.code}. Nothing was booked.`);
  }
  if (error instanceof ForeignBody) return refusal('unauthorized', error.message);
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const known = byFrameworkCode[code];
    if (known !== undefined) return known;
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (error instanceof SyntaxError || status === 400) {
      return refusal('malformed-json', `The request cannot be read: ${error.message}`);
    }
    if (status === 404 || status === 414) return refusal('not-found', 'There is no such address here.');
  }
  return refusal('internal', 'A fault inside the agent; its log tells more.');
}

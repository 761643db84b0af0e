import { z } from 'zod';
import { readTolerant } from '../contracts/read-tolerant.ts';
import { hubTimeHeader } from '../contracts/signature-text.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { HubAnswer } from './hub-request.ts';
import type { TransportFailure } from './ports.ts';

export const failure = (
  code: string,
  detail: string,
  retryAfterMs: number | null = null,
): TransportFailure => ({
  code,
  detail,
  retryAfterMs,
});

/** What a request ended with, in words. A name with several addresses fails with one error for each. */
export function describeNetworkError(error: unknown): TransportFailure {
  if (!(error instanceof Error)) return failure('unreachable', String(error));
  if (error.name === 'AbortError') return failure('aborted', 'The exchange was ended by the till.');
  if (error.name === 'TimeoutError') return failure('unreachable', 'The hub did not answer in time.');
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return failure('unreachable', first instanceof Error ? first.message : String(first));
}

/** The hub's time as its answer says it, or null. */
export function hubTimeOf(response: HubAnswer): number | null {
  const text = response.header(hubTimeHeader);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A good answer read by its schema, or the failure that a refusal or a foreign answer stands for. */
export async function readAnswer<Schema extends z.ZodType>(
  response: HubAnswer,
  schema: Schema,
  nowMs: number,
): Promise<Result<z.output<Schema>, TransportFailure>> {
  let body: unknown;
  try {
    body = JSON.parse(await response.text());
  } catch (error) {
    if (error instanceof SyntaxError) {
      return err(
        failure(
          'unreachable',
          `The answer (status ${response.status}) is not of a hub.`,
          retryAfter(response, nowMs),
        ),
      );
    }
    return err(describeNetworkError(error));
  }
  if (!response.isOk) return err(refusalOf(response, body, nowMs));
  // A newer hub may say more than this till knows of.
  const parsed = readTolerant(schema, body);
  return parsed.success
    ? ok(parsed.data)
    : err(failure('unreachable', 'The hub speaks another version of the protocol.'));
}

function refusalOf(response: HubAnswer, body: unknown, nowMs: number): TransportFailure {
  const problem = body as { code?: unknown; detail?: unknown } | null;
  const code = typeof problem?.code === 'string' ? problem.code : 'unreachable';
  const detail =
    typeof problem?.detail === 'string' ? problem.detail : `The hub answered ${response.status}.`;
  return failure(code, detail, retryAfter(response, nowMs));
}

/** What an answer that is not good says, of a call whose good answer is no JSON. */
export async function readRefusal(
  response: HubAnswer,
  nowMs: number,
): Promise<Result<never, TransportFailure>> {
  const answer = await readAnswer(response, z.never(), nowMs);
  return answer.ok ? err(failure('unreachable', 'The answer is not of a hub.')) : answer;
}

/** `Retry-After` as seconds or as a date (RFC 9110), in milliseconds from now. */
function retryAfter(response: HubAnswer, nowMs: number): number | null {
  const text = response.header('retry-after');
  if (text === null) return null;
  const dateMs = Date.parse(text);
  const waitMs = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : dateMs - nowMs;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
}

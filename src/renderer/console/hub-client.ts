import { z } from 'zod';
import { type Problem, problemSchema } from '../../contracts/problem.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** What can go wrong between the console and its hub, where the hub itself cannot say so. */
export const consoleProblemCodes = ['unreachable', 'unreadable'] as const;

const consoleProblem = (code: (typeof consoleProblemCodes)[number], detail: string): Problem => ({
  type: `https://kopilka.dev/problems/${code}`,
  title: detail,
  status: 503,
  code,
  detail,
  cashierText: '',
});

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/v1/manage/`. */
  readonly path: string;
  readonly body?: unknown;
};
export type HubClient = {
  readonly call: <Schema extends z.ZodType>(
    call: Call,
    schema: Schema,
  ) => Promise<Result<z.output<Schema>, Problem>>;
};

const timeoutMs = 30_000;

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/**
 * Calls of one token to the hub that served this page. The token goes into a header and nowhere else: neither cookies nor
 * addresses hold it. `onRefused` hears when the hub does not know it any more.
 */
export function createHubClient(token: string, onRefused: () => void): HubClient {
  return {
    async call({ method, path, body }, schema) {
      let response: Response;
      try {
        response = await fetch(`/v1/manage/${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          body: body === undefined ? null : JSON.stringify(body),
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch {
        return err(consoleProblem('unreachable', 'The hub does not answer'));
      }
      const document = await readJson(response);
      if (response.ok) {
        const answer = schema.safeParse(document);
        return answer.success
          ? ok(answer.data)
          : err(consoleProblem('unreadable', z.prettifyError(answer.error)));
      }
      if (response.status === 401) onRefused();
      const problem = problemSchema.safeParse(document);
      return err(problem.success ? problem.data : consoleProblem('unreachable', `HTTP ${response.status}`));
    },
  };
}

import type { z } from 'zod';
import { problemSchema } from '../../contracts/problem.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { type CommandContext, CommandFailure, type OptionSpec } from '../command.ts';

/** Options of every command that talks to a running hub. The token may come from the environment, unseen by `ps`. */
export const hubOptions = {
  hub: { help: 'address of the hub', value: 'URL', default: 'http://127.0.0.1:8787' },
  token: { help: 'manager token of "hub init" (or KOPILKA_TOKEN in the environment)', value: 'T' },
} as const satisfies Record<string, OptionSpec>;

export type HubBody = { readonly type: 'application/json' | 'application/x-ndjson'; readonly text: string };
export type HubCall = <Schema extends z.ZodType>(
  path: string,
  body: HubBody | null,
  schema: Schema,
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE',
) => Promise<z.output<Schema>>;

export const jsonBody = (value: unknown): HubBody => ({
  type: 'application/json',
  text: JSON.stringify(value),
});

const timeoutMs = 120_000;

const callWords = {
  noToken: {
    ru: 'Укажите --token T или переменную KOPILKA_TOKEN.',
    en: 'Give --token T, or set KOPILKA_TOKEN.',
  },
  noAddress: {
    ru: '--hub: нужен адрес, например http://127.0.0.1:8787.',
    en: '--hub must be an address such as http://127.0.0.1:8787.',
  },
  stopped: { ru: 'Остановлено.', en: 'Stopped.' },
  silent: (address: string, why: string): Sentence => ({
    ru: `Сервер сети ${address} не отвечает (${why}). Он запущен?`,
    en: `The hub at ${address} does not answer (${why}). Is it running?`,
  }),
  otherVersion: (address: string): Sentence => ({
    ru: `${address} отвечает не так, как сервер этой версии. Обновите то, что старше.`,
    en: `${address} answers like no hub of this version. Update the older of the two.`,
  }),
} as const;

/** A function that calls the hub's management API: GET without a body, POST with one, unless told otherwise. What the hub refuses becomes a `CommandFailure` with its reason. */
export function hubCall(context: CommandContext): HubCall {
  const address = context.must('hub');
  const token = context.text('token') ?? process.env.KOPILKA_TOKEN;
  if (token === undefined) throw new CommandFailure(callWords.noToken);
  if (!URL.canParse(address)) throw new CommandFailure(callWords.noAddress);
  return async (path, body, schema, method = body === null ? 'GET' : 'POST') => {
    let response: Response;
    try {
      response = await fetch(new URL(path, address), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === null ? {} : { 'content-type': body.type }),
        },
        body: body?.text ?? null,
        signal: AbortSignal.any([context.signal, AbortSignal.timeout(timeoutMs)]),
      });
    } catch (cause) {
      if (context.signal.aborted) throw new CommandFailure(callWords.stopped);
      throw new CommandFailure(callWords.silent(address, reasonOf(cause)));
    }
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) {
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      throw new CommandFailure(callWords.otherVersion(address));
    }
    throw new CommandFailure(describeRefusal(answer, response.status));
  };
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message || cause.message : cause.message;
}

function describeRefusal(answer: unknown, status: number): string {
  const problem = problemSchema.safeParse(answer);
  if (!problem.success) return `The hub answered ${status}.`;
  const { title, detail, errors = [] } = problem.data;
  return [`${title}: ${detail}`, ...errors.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
}

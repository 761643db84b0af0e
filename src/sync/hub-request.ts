import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { nodeHttp } from './node-http.ts';

export type HubRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; null for none. */
  readonly body: string | null;
  readonly signal: AbortSignal;
};

/** An answer whose head is there. Its body is read whole by `text`, any number of times, or bit by bit from `chunks`. */
export type HubAnswer = {
  readonly status: number;
  readonly isOk: boolean;
  readonly header: (name: string) => string | null;
  readonly text: () => Promise<string>;
  readonly chunks: AsyncIterable<Buffer>;
};

/**
 * One request over a connection that stays open between them. Redirects are not followed: they come back as they are.
 * Rejects with the signal's reason when it ends the exchange, else with what the network said.
 */
export function requestHub(url: URL, { method, headers, body, signal }: HubRequest): Promise<HubAnswer> {
  const request = url.protocol === 'https:' ? httpsRequest : nodeHttp.request;
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, ...length }, signal }, (incoming) =>
      resolve(answerOf(incoming, signal)),
    );
    outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    outgoing.end(body ?? undefined);
  });
}

function answerOf(incoming: IncomingMessage, signal: AbortSignal): HubAnswer {
  const status = incoming.statusCode ?? 0;
  let text: Promise<string> | null = null;
  return {
    status,
    isOk: status >= 200 && status <= 299,
    header: (name) => {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    text: () => {
      text ??= readText(incoming, signal);
      return text;
    },
    chunks: incoming,
  };
}

async function readText(incoming: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

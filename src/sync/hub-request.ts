import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { nodeHttp } from './node-http.ts';

export type HubRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent; null for none. */
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

/** An answer whose head is there. Its body is read whole by `text`, any number of times, or bit by bit from `chunks`. */
export type HubAnswer = {
  readonly status: number;
  readonly isOk: boolean;
  readonly header: (name: string) => string | null;
  readonly text: () => Promise<string>;
  /** The same before it is read as text. */
  readonly bytes: () => Promise<Buffer>;
  /** As they came: for answers that were not asked for packed. */
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
  let bytes: Promise<Buffer> | null = null;
  const header = (name: string): string | null => {
    const value = incoming.headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  };
  const read = (): Promise<Buffer> => {
    bytes ??= readBytes(incoming, signal).then((sent) => unpack(header('content-encoding'), sent));
    return bytes;
  };
  return {
    status,
    isOk: status >= 200 && status <= 299,
    header,
    bytes: read,
    text: async () => (await read()).toString('utf8'),
    chunks: incoming,
  };
}

async function readBytes(incoming: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return Buffer.concat(chunks);
}

/** What a till says it can unpack, best first. */
export const acceptedCodings = 'zstd, gzip';
/** A page of the longest stream is a part of this; more is no hub's answer. */
const mostBytes = 64 * 1024 * 1024;

function unpack(coding: string | null, sent: Buffer): Promise<Buffer> | Buffer {
  const limits = { maxOutputLength: mostBytes };
  if (coding === 'zstd') return promisify(zstdDecompress)(sent, limits);
  if (coding === 'gzip') return promisify(gunzip)(sent, limits);
  return sent;
}

import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readSignedCall } from '../../contracts/call-proof.ts';
import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { NonceMemory } from '../../shared/nonce-memory.ts';
import { hashToken } from './install-token.ts';

/** Where a person reads about the API in a browser. */
export const docsPath = `${POS_API_PREFIX}/docs`;

export type GuardOptions = {
  /** SHA-256 of the install token, hex. */
  readonly tokenHash: string;
  /** Names a caller may address the agent by, without port: `127.0.0.1`, `localhost`. */
  readonly allowedHosts: readonly string[];
};

/** What signed calls are judged by beside the token. */
export type SignedCalls = { readonly nonces: NonceMemory; readonly wallMs: () => number };

export type GuardedRequest = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

/**
 * Who may call, decided on the bare request before it is routed or its body read: no name but the agent's own (a page
 * that rebinds its name to loopback keeps its own Host), nothing that a browser sends for a page, the install token or a
 * signature made with it, and a body only as JSON (a form of a foreign page cannot be that). Null: let in.
 */
export function guardRefusal(
  request: GuardedRequest,
  options: GuardOptions,
  signed: SignedCalls,
): Refusal | null {
  const { headers } = request;
  if (!options.allowedHosts.includes(hostName(headers.host ?? ''))) {
    return refusal('foreign-caller', 'The Host header does not name this agent.');
  }
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return refusal(
      'foreign-caller',
      'Calls from web pages are refused: Origin and Sec-Fetch-Site may not be sent.',
    );
  }
  if (!holdsToken(headers.authorization, options.tokenHash)) {
    const fault = faultOfSignature(request, options.tokenHash, signed);
    if (fault !== null) return refusal('unauthorized', fault);
  }
  if (carriesBody(request) && !isJson(headers['content-type'])) {
    return refusal('wrong-media-type', 'Send the body as "Content-Type: application/json".');
  }
  return null;
}

/**
 * Whether this is a person who typed the address of the documentation into a browser. The page holds no secret and can do
 * nothing, so it needs no token; a page of another site may neither link to it nor frame it.
 */
export function opensDocs(
  request: GuardedRequest & { readonly url?: string | undefined },
  options: GuardOptions,
): boolean {
  const { headers } = request;
  return (
    request.method === 'GET' &&
    request.url === docsPath &&
    options.allowedHosts.includes(hostName(headers.host ?? '')) &&
    headers.origin === undefined &&
    ['none', undefined].includes(headers['sec-fetch-site']?.toString())
  );
}

const hostName = (host: string): string => host.toLowerCase().replace(/:\d{1,5}$/, '');

/** What is wrong with a signed call; null when nothing is, and then it will not be taken once more. */
function faultOfSignature(
  { headers, method = '', url = '' }: GuardedRequest,
  tokenHash: string,
  { nonces, wallMs }: SignedCalls,
): string | null {
  const call = readSignedCall(headers.authorization, { method, path: url }, tokenHash);
  if (call === null) return 'Send "Authorization: Bearer <install token>", or sign the call with it.';
  switch (nonces.take('', call.nonce, call.timeMs, wallMs())) {
    case 'fresh':
      return null;
    case 'used':
      return 'This signed call was taken already; sign it anew.';
    case 'expired':
      return 'The call was signed for another time, or before the agent started; sign it anew.';
  }
}

function holdsToken(authorization: string | undefined, tokenHash: string): boolean {
  const token = /^Bearer ([A-Za-z0-9_-]{1,256})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return false;
  return timingSafeEqual(Buffer.from(hashToken(token), 'hex'), Buffer.from(tokenHash, 'hex'));
}

const carriesBody = ({ method, headers }: GuardedRequest): boolean =>
  (method !== 'GET' && method !== 'HEAD') ||
  headers['content-length'] !== undefined ||
  headers['transfer-encoding'] !== undefined;

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test((contentType ?? '').trim());

import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { answerProof, proofHeader, sameHex, sha256Hex, signCall } from '../contracts/call-proof.ts';

/** Where an agent listens: an address, or a Unix socket or Windows pipe. */
export type AgentAddress = { readonly url: string } | { readonly socket: string };

export type Exchange = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Signs the call and proves the answer; it is not sent. */
  readonly token: string;
  /** JSON text; null sends none. */
  readonly body: string | null;
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
};

export type Exchanged =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  /** Who answered does not hold the token. */
  | { readonly kind: 'impostor'; readonly status: number }
  | { readonly kind: 'timeout' | 'unreachable' };

/** Where a request goes, for Node's `request`; its types are not ours to hand to whoever installs the client. */
export function target(
  address: AgentAddress,
): { host: string; port: string } | { host: string; socketPath: string } {
  if ('socket' in address) return { socketPath: address.socket, host: 'localhost' };
  const { hostname, port } = new URL(address.url);
  return { host: hostname, port };
}

/** One HTTP exchange over a connection of its own. Never rejects: a cash register goes on whatever happens. */
export function exchange(address: AgentAddress, call: Exchange): Promise<Exchanged> {
  const { method, path, token, body, timeoutMs } = call;
  return new Promise((resolve) => {
    const tokenHash = sha256Hex(token);
    const nonce = randomBytes(16).toString('hex');
    const bodySha256 = sha256Hex(body ?? '');
    const headers = {
      authorization: signCall(tokenHash, { method, path, timeMs: Date.now(), nonce, bodySha256 }),
      connection: 'close',
      ...(body === null
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const end = (outcome: Exchanged): void => {
      clearTimeout(timer);
      resolve(outcome);
      outgoing.destroy();
    };
    const outgoing = request({ ...target(address), method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => end({ kind: 'unreachable' }));
      incoming.on('aborted', () => end({ kind: 'unreachable' }));
      incoming.on('end', () => {
        const status = incoming.statusCode ?? 0;
        const text = Buffer.concat(chunks).toString();
        const proof = answerProof(tokenHash, nonce, status, text);
        const isProven = sameHex(String(incoming.headers[proofHeader] ?? ''), proof);
        end(isProven ? { kind: 'answered', status, text } : { kind: 'impostor', status });
      });
    });
    const timer = setTimeout(() => end({ kind: 'timeout' }), timeoutMs);
    outgoing.on('error', () => end({ kind: 'unreachable' }));
    outgoing.end(body ?? undefined);
  });
}

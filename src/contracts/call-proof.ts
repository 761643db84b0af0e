import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

// Caller and agent prove to each other that they hold the install token, and neither ever says it: a program that took
// the agent's port before it learns nothing and cannot answer. Never for a window: it needs Node.

/** Answer header: HMAC over the call's nonce, the status and the body, hex. */
export const proofHeader = 'x-kopilka-proof';

export type SignedCall = {
  readonly method: string;
  /** As sent, with its query. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** 16 random bytes, hex: never the same twice. */
  readonly nonce: string;
  /** SHA-256 of the body's bytes, hex; of nothing where there is none. */
  readonly bodySha256: string;
};

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The key both sides have: SHA-256 of the install token's text, as 32 bytes. */
const macOf = (tokenHash: string, lines: readonly (string | number)[]): string =>
  createHmac('sha256', Buffer.from(tokenHash, 'hex')).update(lines.join('\n'), 'utf8').digest('hex');

const requestMac = (tokenHash: string, call: SignedCall): string =>
  macOf(tokenHash, ['kopilka-request', call.method, call.path, call.timeMs, call.nonce, call.bodySha256]);

/** The `Authorization` of a signed call: `Kopilka time.nonce.body.mac`. */
export const signCall = (tokenHash: string, call: SignedCall): string =>
  `Kopilka ${call.timeMs}.${call.nonce}.${call.bodySha256}.${requestMac(tokenHash, call)}`;

const signedForm = /^Kopilka (\d{1,15})\.([0-9a-f]{32})\.([0-9a-f]{64})\.([0-9a-f]{64})$/i;

/** What an `Authorization` says of its call, believed or not; null where it is of another kind. */
export function claimsOf(
  authorization: string | undefined,
): (Pick<SignedCall, 'timeMs' | 'nonce' | 'bodySha256'> & { readonly mac: string }) | null {
  const [, time, nonce, bodySha256, mac] = signedForm.exec(authorization ?? '') ?? [];
  if (time === undefined || nonce === undefined || bodySha256 === undefined || mac === undefined) return null;
  return { timeMs: Number(time), nonce, bodySha256, mac };
}

/** The call an `Authorization` was made for; null where it is of another kind, or not signed with this token. */
export function readSignedCall(
  authorization: string | undefined,
  request: { readonly method: string; readonly path: string },
  tokenHash: string,
): SignedCall | null {
  const claims = claimsOf(authorization);
  if (claims === null) return null;
  const { mac, ...said } = claims;
  const call = { ...request, ...said };
  return sameHex(mac, requestMac(tokenHash, call)) ? call : null;
}

/** What proves an answer: nobody without the token can make it for this nonce. */
export const answerProof = (tokenHash: string, nonce: string, status: number, body: string): string =>
  macOf(tokenHash, ['kopilka-answer', nonce, status, sha256Hex(body)]);

export const sameHex = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8'));

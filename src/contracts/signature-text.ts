/** Headers of a signed request: Ed25519 (base64) over `METHOD\npath?query\nsha256(body) hex\ntime ms\nnonce`. */
export const signatureHeaders = {
  till: 'x-kopilka-till',
  time: 'x-kopilka-time',
  nonce: 'x-kopilka-nonce',
  signature: 'x-kopilka-signature',
} as const;

/** Header with the hub's wall time (ms) in every answer to a till: a till whose clock is wrong signs again with it. */
export const hubTimeHeader = 'x-kopilka-hub-time';

/**
 * What a till signs for one request. `target` is the path with its query exactly as sent, `bodySha256` lower-case hex
 * of the body bytes (of no bytes for GET), `timeMs` the till's estimate of hub time.
 */
export function requestSignatureText(request: {
  readonly method: string;
  readonly target: string;
  readonly bodySha256: string;
  readonly timeMs: number;
  readonly nonce: string;
}): string {
  return [request.method, request.target, request.bodySha256, String(request.timeMs), request.nonce].join(
    '\n',
  );
}

/** What the hub countersigns after a push: the till's journal head as the hub holds it. */
export function headSignatureText(head: {
  readonly chain: string;
  readonly till: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly head: string;
}): string {
  return `kopilka-head:${head.chain}:${head.till}:${head.epoch}:${head.sequence}:${head.head}`;
}

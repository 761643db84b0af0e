import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { requestSignatureText, signatureHeaders } from '../../contracts/signature-text.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { publicKeyOf, verifyText } from '../secrets/ed25519.ts';
import type { TillRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';
import { bodyBytes } from './read-body.ts';
import { notEnrolled, notSigned, otherTime, usedNonce } from './till-refusals.ts';

const headersSchema = z.object({
  [signatureHeaders.till]: z.string().min(1).max(64),
  [signatureHeaders.time]: z.string().regex(/^\d{1,15}$/),
  [signatureHeaders.nonce]: z.string().min(8).max(64),
  [signatureHeaders.signature]: z.string().min(80).max(100),
});

/**
 * Which till sent this. The signature is checked before time and nonce, so that a stranger can neither learn the hub's
 * view of a till nor use up nonces. A till signs with its estimate of hub time: a wrong clock alone gets
 * `request-expired` and the hub's time in a header, and the till signs again.
 */
export async function identifyTill(
  parts: HubParts,
  request: FastifyRequest,
): Promise<Result<TillRecord, Refusal>> {
  const headers = headersSchema.safeParse(request.headers);
  if (!headers.success) return err(refusal('signature-refused', notSigned));
  const till = await parts.store.till(headers.data[signatureHeaders.till]);
  const key = till?.publicKey == null ? null : publicKeyOf(till.publicKey);
  const timeMs = Number(headers.data[signatureHeaders.time]);
  const nonce = headers.data[signatureHeaders.nonce];
  const text = requestSignatureText({
    method: request.method,
    target: request.url,
    bodySha256: hash('sha256', bodyBytes(request.body), 'hex'),
    timeMs,
    nonce,
  });
  if (till === null || key === null || !verifyText(key, text, headers.data[signatureHeaders.signature])) {
    return err(refusal('signature-refused', notEnrolled));
  }
  switch (await parts.nonces.take(till.id, nonce, timeMs, parts.clock.wallMs())) {
    case 'expired':
      return err(refusal('request-expired', otherTime));
    case 'used':
      // Not the till's fault: a network may bring a request twice, and which answer comes back is chance.
      return err(refusal('request-replayed', usedNonce));
    case 'fresh':
      await parts.heard(till.id, parts.clock.wallMs());
      return ok(till);
  }
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerProof, claimsOf, proofHeader, sha256Hex } from '../../contracts/call-proof.ts';

/** The body of a signed call is not the one that was signed: somebody between changed it. */
export class ForeignBody extends Error {
  override readonly name = 'ForeignBody';
}

/**
 * What signed calls ask beyond the guard, which sees no bodies: the body must be the signed one, and the answer carries
 * its proof. Calls with the bare token pass as they are.
 */
export function addProofs(app: FastifyInstance, tokenHash: string): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const claims = claimsOf(request.headers.authorization);
    if (claims !== null && sha256Hex(String(body)) !== claims.bodySha256) {
      done(new ForeignBody('The body is not the one that was signed.'));
      return undefined;
    }
    return parseJson(request as FastifyRequest, String(body), done);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const claims = claimsOf(request.headers.authorization);
    if (claims !== null && (typeof payload === 'string' || payload === null)) {
      const proof = answerProof(tokenHash, claims.nonce, reply.statusCode, payload ?? '');
      reply.header(proofHeader, proof);
    }
    return payload;
  });
}

import fastify, { type FastifyInstance } from 'fastify';
import type { StoreRights } from '../../checkout/store-rights.ts';
import { signatureHeaders } from '../../contracts/signature-text.ts';
import {
  lanAnswerSignatureText,
  lanRequestSignatureText,
  type RightsAnswer,
  rightsPath,
  rightsRequestSchema,
} from '../../contracts/store-lan.ts';
import type { Signer } from '../../sync/ports.ts';
import { withoutSchemas } from '../without-schemas.ts';
import { type RosterReader, sha256Hex } from './roster.ts';

export type LanServerParts = {
  readonly till: string;
  readonly signer: Signer;
  readonly roster: RosterReader;
  readonly rights: StoreRights;
  readonly onFault: (cause: unknown) => void;
};

const bodyLimitBytes = 32 * 1024;

/**
 * Answers the other tills of the store and nobody else. A request that is sent once more gets the answer it got, so no
 * clock and no memory of requests is needed. No person is named here: members go by their id.
 */
export function createLanServer(parts: LanServerParts): FastifyInstance {
  const app = fastify({ ...withoutSchemas, bodyLimit: bodyLimitBytes, requestTimeout: 2_000 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((cause, _request, reply) => {
    const status = (cause as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) parts.onFault(cause);
    return reply.code(status).send({ code: status >= 500 ? 'internal' : 'invalid' });
  });
  app.post(rightsPath, (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const header = (name: string): string => request.headers[name]?.toString() ?? '';
    const from = header(signatureHeaders.till);
    const nonce = header(signatureHeaders.nonce);
    const text = lanRequestSignatureText({ till: from, nonce, bodySha256: sha256Hex(body) });
    if (nonce.length < 16 || !parts.roster.signedBy(from, text, header(signatureHeaders.signature)))
      return reply.code(401).send({ code: 'signature-refused' });
    const answer = answerOf(parts, from, body);
    if (answer === null) return reply.code(400).send({ code: 'invalid' });
    const json = JSON.stringify(answer);
    return reply
      .header(signatureHeaders.till, parts.till)
      .header(
        signatureHeaders.signature,
        parts.signer.sign(lanAnswerSignatureText({ nonce, bodySha256: sha256Hex(json) })),
      )
      .type('application/json')
      .send(json);
  });
  return app;
}

function answerOf(parts: LanServerParts, peer: string, body: Buffer): RightsAnswer | null {
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  const request = rightsRequestSchema.safeParse(document);
  if (!request.success) return null;
  return {
    given: request.data.transfers.flatMap((transfer) => {
      const points = parts.rights.give({ ...transfer, peer });
      return points.ok ? [{ transferId: transfer.transferId, points: points.value }] : [];
    }),
  };
}

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Language } from '../../contracts/local-text.ts';
import { type Refusal, refusal, toProblem } from '../../contracts/refusal.ts';
import type { HubLog } from '../log.ts';

export function sendRefusal(reply: FastifyReply, from: Refusal, language: Language): FastifyReply {
  const problem = toProblem(from, language);
  if (from.code === 'rate-limited') reply.header('retry-after', '60');
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

/** Every failure leaves as a problem document; what is inside a fault goes to the log only. */
export function answerFailures(app: FastifyInstance, languageNow: () => Language, log: HubLog): void {
  app.setNotFoundHandler((request, reply) => {
    sendRefusal(
      reply,
      refusal('not-found', `There is nothing at ${request.method} ${request.url}.`),
      languageNow(),
    );
  });
  app.setErrorHandler((error, request, reply) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return sendRefusal(
        reply,
        refusal('too-large', 'The body is larger than this address takes.'),
        languageNow(),
      );
    }
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
      return sendRefusal(reply, refusal('wrong-media-type', 'Send application/json.'), languageNow());
    }
    if (code.startsWith('FST_ERR_CTP') || code === 'FST_ERR_BAD_URL') {
      return sendRefusal(reply, refusal('malformed-json', 'The request cannot be read.'), languageNow());
    }
    log.error(
      { err: error, method: request.method, url: request.url, requestId: request.id },
      'request failed',
    );
    return sendRefusal(reply, refusal('internal', `See the hub log, request ${request.id}.`), languageNow());
  });
}

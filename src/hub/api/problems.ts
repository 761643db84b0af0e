import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Language } from '../../contracts/local-text.ts';
import { type Refusal, refusal, toProblem } from '../../contracts/refusal.ts';
import type { HubLog } from '../log.ts';
import { isDatabaseAway } from '../store/database-away.ts';

/** Callers come back then; each adds its own chance to it. */
const retryAfterSeconds: Readonly<Partial<Record<Refusal['code'], number>>> = {
  'rate-limited': 60,
  unavailable: 5,
};

export function sendRefusal(reply: FastifyReply, from: Refusal, language: Language): FastifyReply {
  const problem = toProblem(from, language);
  const waitSeconds = retryAfterSeconds[from.code];
  if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
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
    if (isDatabaseAway(error)) {
      log.error({ error: String(error), url: request.url, requestId: request.id }, 'the database is away');
      const detail = 'The database of the hub does not answer now. Repeat the request later.';
      return sendRefusal(reply, refusal('unavailable', detail), languageNow());
    }
    log.error(
      { err: error, method: request.method, url: request.url, requestId: request.id },
      'request failed',
    );
    return sendRefusal(reply, refusal('internal', `See the hub log, request ${request.id}.`), languageNow());
  });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { z } from 'zod';
import { answerProof, claimsOf, proofHeader } from '../../contracts/call-proof.ts';
import { describeIssues } from '../../contracts/describe-issues.ts';
import type { Language } from '../../contracts/local-text.ts';
import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { systemClock } from '../../drivers/system-clock.ts';
import { jsonText } from '../../shared/json-text.ts';
import { createNonceMemory } from '../../shared/nonce-memory.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { nodeHttp } from '../../sync/node-http.ts';
import { withoutSchemas } from '../without-schemas.ts';
import { docsPage, docsPagePolicy } from './docs-page.ts';
import { createEventStreams, type Subscribe } from './event-stream.ts';
import { docsPath, type GuardOptions, guardRefusal, opensDocs, type SignedCalls } from './guard.ts';
import { openApiDocument } from './openapi.ts';
import { problemAnswer, refusalOfError } from './problem-answer.ts';
import { JsonText, type PosRoute, type PosUseCases, posRoutes } from './routes.ts';
import { addProofs } from './signed-calls.ts';

/** A body of a million bytes or more is refused; a receipt of a thousand lines has about a third of it. */
const bodyLimitBytes = 999_999;
const requestTimeoutMs = 10_000;
const problemType = 'application/problem+json; charset=utf-8';

export type PosApiDependencies = GuardOptions &
  PosUseCases & {
    readonly events: { readonly subscribe: Subscribe };
    readonly language: () => Language;
    readonly version: string;
    /** Where the install token lies, for the page of documentation. */
    readonly tokenFile: string;
    /** Told of every call that is let in, before it is looked at. Absent: nobody asks. */
    readonly onCall?: () => void;
    /** Told of faults of ours, never of refusals. */
    readonly onFault: (where: string, cause: unknown) => void;
  };

/** The loopback API for cash registers, not listening yet. `close()` also ends the event streams. */
export function createPosApi(dependencies: PosApiDependencies): FastifyInstance {
  const { language, version, tokenFile } = dependencies;
  const signed = { nonces: createNonceMemory(systemClock.wallMs()), wallMs: systemClock.wallMs };
  const app = Fastify({
    ...withoutSchemas,
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error, _request, reply) => sendProblem(reply, refusalOfError(error), language()),
    clientErrorHandler: (_error, socket) => answerGarbage(socket, language()),
    serverFactory: (handler) =>
      nodeHttp.createServer((request, response) =>
        guarded(request, response, { ...dependencies, signed }, handler),
      ),
  });
  app.removeAllContentTypeParsers();
  addProofs(app, dependencies.tokenHash);
  app.setErrorHandler((error, request, reply) => {
    const refused = refusalOfError(error);
    if (refused.code === 'internal' || refused.code === 'unavailable') {
      dependencies.onFault(`${request.method} ${request.routeOptions.url ?? ''}`, error);
    }
    return sendProblem(reply, refused, language());
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, refusal('not-found', 'There is no such call in this API.'), language()),
  );

  const routes = posRoutes(dependencies);
  for (const route of routes) addRoute(app, route, language);
  // Made when it is first asked for: hardly any till ever is, and every till starts.
  let document: ReturnType<typeof openApiDocument> | null = null;
  app.get(`${POS_API_PREFIX}/openapi.json`, (_request, reply) => {
    document ??= openApiDocument(routes, version);
    return sendJson(reply, document);
  });
  app.get(docsPath, (request, reply) =>
    reply
      .header('content-security-policy', docsPagePolicy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(
        docsPage(routes, { language: language(), origin: `http://${request.headers.host ?? ''}`, tokenFile }),
      ),
  );
  addEvents(app, dependencies);
  return app;
}

/** The guard stands in front of the whole server: nothing of a refused request is routed or read. */
function guarded(
  request: IncomingMessage,
  response: ServerResponse,
  dependencies: PosApiDependencies & { readonly signed: SignedCalls },
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const refused = opensDocs(request, dependencies)
    ? null
    : guardRefusal(request, dependencies, dependencies.signed);
  if (refused === null) {
    dependencies.onCall?.();
    handler(request, response);
    return;
  }
  const { status, body } = problemAnswer(refused, dependencies.language());
  response.writeHead(status, {
    'content-type': problemType,
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(body);
}

/** What comes in is no HTTP at all, or too slow: one answer, and the line is closed. */
function answerGarbage(socket: Socket, language: Language): void {
  if (!socket.writable) return;
  const { body } = problemAnswer(refusal('malformed-json', 'The request is not readable HTTP.'), language);
  const length = Buffer.byteLength(body);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: ${problemType}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function addRoute(app: FastifyInstance, route: PosRoute, language: () => Language): void {
  app.route({
    method: route.method,
    url: POS_API_PREFIX + route.path,
    handler: async (request, reply) => {
      const outcome = await runRoute(route, request);
      return outcome.ok ? sendJson(reply, outcome.value) : sendProblem(reply, outcome.error, language());
    },
  });
}

function runRoute(
  route: PosRoute,
  request: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
): ReturnType<PosRoute['run']> {
  const parameters = parse(route.parameters, request.params, 'address');
  if (!parameters.ok) return parameters;
  const query = parse(route.query, request.query, 'query');
  if (!query.ok) return query;
  const body = route.body === null ? ok(null) : parse(route.body, request.body, 'body');
  if (!body.ok) return body;
  return route.run({ parameters: parameters.value, body: body.value });
}

function parse(schema: z.ZodType, input: unknown, part: string): Result<unknown, Refusal> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return err(refusal('invalid', `The ${part} does not fit the contract.`, describeIssues(parsed.error)));
}

function addEvents(app: FastifyInstance, { events, status, tokenHash }: PosApiDependencies): void {
  const streams = createEventStreams({ subscribe: events.subscribe, status, clock: systemClock });
  app.get(`${POS_API_PREFIX}/events`, (request, reply) => {
    reply.hijack();
    const claims = claimsOf(request.headers.authorization);
    // A stream has no end to prove: what is proven is that the token's holder began it.
    const proof: Record<string, string> =
      claims === null ? {} : { [proofHeader]: answerProof(tokenHash, claims.nonce, 200, '') };
    const last = request.headers['last-event-id'];
    streams.serve(reply.raw, proof, typeof last === 'string' ? last : null);
  });
  app.addHook('preClose', async () => streams.closeAll());
}

const sendJson = (reply: FastifyReply, value: unknown): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(value instanceof JsonText ? value.text : textOf(value));

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? jsonText(value) : JSON.stringify(value);

function sendProblem(reply: FastifyReply, from: Refusal, language: Language): FastifyReply {
  const { status, body } = problemAnswer(from, language);
  return reply.code(status).header('cache-control', 'no-store').type(problemType).send(body);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SnapshotState } from '../../contracts/member-snapshot.ts';
import { pushFormats, pushFormatsHeader } from '../../contracts/push-lines.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { hubTimeHeader } from '../../contracts/signature-text.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { sendRefusal } from './problems.ts';
import { readValue } from './read-body.ts';
import { identifyTill } from './signed-request.ts';

const chunkQuerySchema = z.strictObject({ chunk: z.coerce.number().int().nonnegative() });
const noFile = refusal('not-found', 'There is no file with all members for this till: pull the stream.');

/** `GET /v1/snapshot/members` and its pieces, for tills. */
export function addSnapshotRoutes(app: FastifyInstance, parts: HubParts): void {
  const refuse = (reply: FastifyReply, error: Refusal): FastifyReply =>
    sendRefusal(reply, error, parts.chain.config.language);
  const timed = (reply: FastifyReply): FastifyReply =>
    reply.header(hubTimeHeader, String(parts.clock.wallMs())).header(pushFormatsHeader, pushFormats);
  app.get('/v1/snapshot/members', async (request, reply) => {
    timed(reply);
    const till = await identifyTill(parts, request);
    if (!till.ok) return refuse(reply, till.error);
    const signed = await parts.snapshots.offer(till.value);
    return signed === null
      ? refuse(reply, noFile)
      : reply.send({ ...signed, hubTimeMs: parts.clock.wallMs() });
  });
  app.get<{ Params: { id: string } }>('/v1/snapshot/members/:id', async (request, reply) => {
    timed(reply);
    const found = await chunkFor(parts, request, request.params.id);
    return found.ok ? reply.type('application/octet-stream').send(found.value) : refuse(reply, found.error);
  });
}

async function chunkFor(
  parts: HubParts,
  request: FastifyRequest,
  id: string,
): Promise<Result<Buffer, Refusal>> {
  const till = await identifyTill(parts, request);
  if (!till.ok) return till;
  const query = readValue(chunkQuerySchema, request.query);
  if (!query.ok) return query;
  const chunk = await parts.snapshots.chunk(id, query.value.chunk);
  return chunk === null ? err(noFile) : ok(chunk);
}

/** A proxy in between may not wait longer. */
const answerWithinMs = 30_000;

/** `POST /v1/manage/snapshot` makes the file, before many tills are set up: the call is repeated until it is ready. */
export function addSnapshotManageRoute(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.post(
    '/v1/manage/snapshot',
    guarded('add-tills', async (): Promise<Result<SnapshotState, Refusal>> => {
      const made = await Promise.race([
        parts.snapshots.build(),
        pause(answerWithinMs, 'building' as const, { ref: false }),
      ]);
      if (made === 'building') return ok({ isBuilding: true });
      if (made === null) return err(refusal('not-found', 'A member was erased meanwhile: make it again.'));
      const { members, bytes, cursor } = made;
      return ok({ isBuilding: false, members, bytes, cursor });
    }),
  );
}

import type { FastifyInstance } from 'fastify';
import { ok } from '../../shared/result.ts';
import { addDraftRoutes } from './drafts.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { listPacks, publishProgram, republishPack, revokePack } from './publish-program.ts';

const programBodyBytes = 16 * 1024 * 1024;

/** Programs on their way to the tills, and back. */
export function addPackRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.post(
    '/v1/manage/programs',
    { bodyLimit: programBodyBytes },
    guarded('publish', (request, { name }) => publishProgram(parts, request.body, name)),
  );
  app.get(
    '/v1/manage/packs',
    guarded('read-chain', async () => ok({ packs: await listPacks(parts) })),
  );
  app.post<{ Params: { number: string } }>('/v1/manage/packs/:number/republish', async (request, reply) =>
    guarded('publish', (_call, { name }) =>
      republishPack(parts, Number(request.params.number), request.body, name),
    )(request, reply),
  );
  app.post<{ Params: { number: string } }>('/v1/manage/packs/:number/revoke', async (request, reply) =>
    guarded('publish', (_call, { name }) => revokePack(parts, Number(request.params.number), name))(
      request,
      reply,
    ),
  );
  addDraftRoutes(app, parts, guarded);
}

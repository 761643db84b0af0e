import type { FastifyInstance } from 'fastify';
import type { Erasure } from '../../contracts/manage.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { noMember } from './refusal-sentences.ts';

/** Forgetting a person, and which tills have done so. */
export function addErasureRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.delete<{ Params: { id: string } }>('/v1/manage/members/:id', async (request, reply) =>
    guarded('erase-members', () => erase(parts, request.params.id))(request, reply),
  );
  app.get(
    '/v1/manage/erasures',
    guarded('read-chain', async () => ok({ erasures: await listErasures(parts) })),
  );
}

async function erase(parts: HubParts, id: string): Promise<Result<Erasure, Refusal>> {
  const { store, doorbell, log } = parts;
  if (!(await store.eraseMember(id, parts.clock.wallMs()))) {
    return err(refusal('unknown-member', noMember(id)));
  }
  parts.snapshots.forget();
  const cursors = await store.cursors();
  doorbell.ring({ stream: 'members', cursor: cursors.members });
  doorbell.ring({ stream: 'coupons', cursor: cursors.coupons });
  log.info({ member: id }, 'member erased');
  const erasure = (await listErasures(parts)).find(({ member }) => member === id);
  return erasure === undefined ? err(refusal('unknown-member', noMember(id))) : ok(erasure);
}

const listErasures = async ({ store }: HubParts): Promise<Erasure[]> =>
  (await store.erasures()).map(({ memberId, atMs, tills }) => ({
    member: memberId,
    at: new Date(atMs).toISOString(),
    tills: tills.map(({ storeId, tillId, done }) => ({ store: storeId, till: tillId, done })),
  }));

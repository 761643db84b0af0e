import type { FastifyInstance } from 'fastify';
import { type Merge, type MergeList, mergeRequestSchema } from '../../contracts/merge.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import { decideMerge } from '../members/merge-members.ts';
import type { MergeRecord } from '../store/merge-store.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson } from './read-body.ts';
import { noMember, noMerge, ownMerge, waitingMerge } from './refusal-sentences.ts';

const shown = 200;

/** Two records of one person become one: proposed by one, carried out when another person approves. */
export function addMergeRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.get(
    '/v1/manage/merges',
    guarded('read-chain', async (): Promise<Result<MergeList, Refusal>> => {
      return ok({ merges: (await parts.store.merges(shown)).map(mergeOf) });
    }),
  );
  app.post(
    '/v1/manage/merges',
    guarded('merge-members', (request, { name }) => proposeMerge(parts, request.body, name)),
  );
  app.post<{ Params: { id: string } }>('/v1/manage/merges/:id/approve', async (request, reply) =>
    guarded('merge-members', (_call, { name }) => approveMerge(parts, request.params.id, name))(
      request,
      reply,
    ),
  );
  app.delete<{ Params: { id: string } }>('/v1/manage/merges/:id', async (request, reply) =>
    guarded('merge-members', () => dropMerge(parts, request.params.id))(request, reply),
  );
}

const mergeOf = ({ createdAtMs, doneAtMs, ...merge }: MergeRecord): Merge => ({
  ...merge,
  createdAt: new Date(createdAtMs).toISOString(),
  doneAt: doneAtMs === null ? null : new Date(doneAtMs).toISOString(),
});

async function proposeMerge(
  { store, clock, log }: HubParts,
  body: unknown,
  author: string,
): Promise<Result<Merge, Refusal>> {
  const request = readJson(mergeRequestSchema, body);
  if (!request.ok) return request;
  const { source, target } = request.value;
  for (const id of [source, target]) {
    if ((await store.member(id, 0)) === null) return err(refusal('unknown-member', noMember(id)));
  }
  const merge = { source, target, author, createdAtMs: Math.floor(clock.wallMs()) };
  if (!(await store.addMerge(merge))) {
    return err(refusal('invalid', waitingMerge(source)));
  }
  log.info({ source, target, author }, 'merge proposed');
  return ok(mergeOf({ ...merge, approvedBy: null, doneAtMs: null }));
}

async function approveMerge(
  parts: HubParts,
  source: string,
  approvedBy: string,
): Promise<Result<Merge, Refusal>> {
  const { store, clock, programs, doorbell, log } = parts;
  const nowMs = clock.wallMs();
  const program = await programs.activeAt(nowMs);
  const query = { source, approvedBy, nowMs, spendSinceMs: spendSinceMs(program, nowMs) };
  const done = await store.mergeMembers(
    query,
    (pair): ReturnType<typeof decideMerge> =>
      pair.merge.author === approvedBy
        ? err(refusal('second-person', ownMerge(approvedBy)))
        : decideMerge(pair, program),
  );
  if (done === null) return err(refusal('not-found', noMerge(source)));
  if (!done.ok) return done;
  const cursors = await store.cursors();
  for (const stream of ['members', 'coupons', 'config'] as const) {
    doorbell.ring({ stream, cursor: cursors[stream] });
  }
  const { target, author } = done.value;
  log.info({ source, target, author, approvedBy }, 'members merged');
  return ok(mergeOf(done.value));
}

async function dropMerge(
  { store, log }: HubParts,
  source: string,
): Promise<Result<{ dropped: string }, Refusal>> {
  if (!(await store.dropMerge(source))) return err(refusal('not-found', noMerge(source)));
  log.info({ source }, 'merge dropped');
  return ok({ dropped: source });
}

import type { FastifyInstance } from 'fastify';
import {
  type FoundMembers,
  findMemberRequestSchema,
  type PackContents,
  type SignedIn,
} from '../../contracts/console.ts';
import type { Role } from '../../contracts/manage.ts';
import { readPhone } from '../../contracts/phone.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { hashPhone } from '../members/phone-hash.ts';
import { packRulesOf } from './check-publish.ts';
import type { Guarded, Manager } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { listPacks } from './publish-program.ts';
import { readJson } from './read-body.ts';
import { noPack } from './refusal-sentences.ts';
import { rightsOf } from './roles.ts';

/** What the console asks for before and between the calls that everybody uses. */
export function addConsoleRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.get(
    '/v1/manage/me',
    guarded('know-oneself', async (_request, manager) => ok(await showSignedIn(parts, manager))),
  );
  app.get<{ Params: { number: string } }>('/v1/manage/packs/:number', async (request, reply) =>
    guarded('read-chain', () => showPack(parts, Number(request.params.number)))(request, reply),
  );
  app.post(
    '/v1/manage/find-member',
    guarded('read-member', (request) => findMember(parts, request.body)),
  );
}

async function showSignedIn(parts: HubParts, { name, role }: Manager): Promise<SignedIn> {
  const { chain, clock, programs, version } = parts;
  const nowMs = clock.wallMs();
  const program = await programs.activeAt(nowMs);
  return {
    name,
    // A role out of the database that this version does not know has no right to ask.
    role: role as Role,
    rights: rightsOf(role),
    chain: { id: chain.id, name: chain.name },
    language: chain.config.language,
    hubTime: new Date(nowMs).toISOString(),
    version,
    packs: packRulesOf(parts),
    currency: program?.currency ?? null,
    wallets: (program?.wallets ?? []).map(({ id, name: words, scale, value }) => ({
      id,
      name: words,
      scale,
      value,
    })),
  };
}

async function showPack(parts: HubParts, number: number): Promise<Result<PackContents, Refusal>> {
  const found = (await listPacks(parts)).find((pack) => pack.number === number);
  const stored = found === undefined ? null : await parts.store.pack(number);
  if (found === undefined || stored === null) {
    return err(refusal('not-found', noPack(number)));
  }
  return ok({ pack: found, program: JSON.parse(stored.program) });
}

/** Every member whom the text may mean: a card number may look like a phone of somebody else. */
async function findMember(parts: HubParts, body: unknown): Promise<Result<FoundMembers, Refusal>> {
  const request = readJson(findMemberRequestSchema, body);
  if (!request.ok) return request;
  const { text } = request.value;
  const phone = readPhone(text, parts.chain.config.phoneCountry);
  const hash = phone === null ? null : hashPhone(phone, parts.secrets.phoneKey);
  const found = await parts.store.importMembers(
    { ids: [text], phoneHashes: hash === null ? [] : [hash], cards: [text], spendSinceMs: 0 },
    ({ byId, phoneOwner, cardOwner }) => ({ upserts: [], answer: { byId, phoneOwner, cardOwner } }),
  );
  const ways = [
    ['id', text],
    ['card', found.cardOwner.get(text)],
    ['phone', hash === null ? undefined : found.phoneOwner.get(hash)],
  ] as const;
  const members: FoundMembers['members'] = [];
  for (const [by, id] of ways) {
    const core = id === undefined ? undefined : found.byId.get(id)?.core;
    if (core === undefined || members.some((one) => one.id === core.id)) continue;
    const { firstName, phoneLast4, tier } = core;
    members.push({ id: core.id, by, firstName, phoneLast4, tier });
  }
  return ok({ members });
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { enrolCodeRequestSchema, type ManagedMember, type ManagedTill } from '../../contracts/manage.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { balancesOf } from '../../loyalty/ledger/balances.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import { memberRecordOf } from '../members/member-record.ts';
import { ENROL_CODE_LIFE_MS, makeEnrolCode } from '../secrets/enrol-code.ts';
import { showAudit } from './audit.ts';
import { addConsoleRoutes } from './console-routes.ts';
import { addCouponRoutes } from './coupons.ts';
import { addErasureRoutes } from './erase-member.ts';
import type { Guarded, Handler } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { importGoods, importMembers } from './import-rows.ts';
import { addLeaseRoutes } from './leases.ts';
import { setLogLevel } from './log-level.ts';
import { identifyManager } from './manager-auth.ts';
import { addMergeRoutes } from './merges.ts';
import { addPackRoutes } from './pack-routes.ts';
import { sendRefusal } from './problems.ts';
import { readJson } from './read-body.ts';
import { showReceiptFlags } from './receipt-flags.ts';
import { noMember, noTill, tillElsewhere } from './refusal-sentences.ts';
import type { Right } from './roles.ts';
import { addToken, changeSettings, listTokens, revokeToken, showSettings } from './settings.ts';
import { showSettlement } from './settlement.ts';
import { addSnapshotManageRoute } from './snapshot-routes.ts';
import { listStaff, putStaff, removeStaff, unlockStaff } from './staff.ts';
import { readTillHealth, versionOf } from './till-health.ts';
import { gaugesOf } from './watch-hub.ts';

const importBodyBytes = 8 * 1024 * 1024;

/** The calls of managers and of the console, all behind a manager token. */
export function addManageRoutes(app: FastifyInstance, parts: HubParts): void {
  const guarded =
    (right: Right, handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
      const manager = await identifyManager(parts, request, right);
      const result = manager.ok ? await handler(request, manager.value) : manager;
      return result.ok
        ? reply.send(result.value)
        : sendRefusal(reply, result.error, parts.chain.config.language);
    };
  app.post(
    '/v1/manage/members',
    { bodyLimit: importBodyBytes },
    guarded('load-members', (request) => importMembers(parts, request)),
  );
  app.post(
    '/v1/manage/goods',
    { bodyLimit: importBodyBytes },
    guarded('load-goods', (request) => importGoods(parts, request)),
  );
  app.post(
    '/v1/manage/enrol-codes',
    guarded('add-tills', (request) => addEnrolCode(parts, request.body)),
  );
  app.get<{ Params: { id: string } }>('/v1/manage/members/:id', async (request, reply) =>
    guarded('read-member', () => showMember(parts, request.params.id))(request, reply),
  );
  app.get(
    '/v1/manage/tills',
    guarded('read-chain', () => listTills(parts)),
  );
  addCouponRoutes(app, parts, guarded);
  app.get(
    '/v1/manage/settlement',
    guarded('read-chain', (request) => showSettlement(parts, request.query)),
  );
  app.post<{ Params: { id: string } }>('/v1/manage/tills/:id/revoke', async (request, reply) =>
    guarded('add-tills', () => revokeTill(parts, request.params.id))(request, reply),
  );
  app.post<{ Params: { id: string } }>('/v1/manage/tills/:id/log-level', async (request, reply) =>
    guarded('add-tills', () => setLogLevel(parts, request.params.id, request.body))(request, reply),
  );
  addPackRoutes(app, parts, guarded);
  addSnapshotManageRoute(app, parts, guarded);
  addConsoleRoutes(app, parts, guarded);
  addSettingsRoutes(app, parts, guarded);
  addStaffRoutes(app, parts, guarded);
  app.get('/metrics', async (request, reply) => {
    const manager = await identifyManager(parts, request, 'read-chain');
    if (!manager.ok) return sendRefusal(reply, manager.error, parts.chain.config.language);
    const text = parts.metrics.text(await gaugesOf(parts));
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });
}

function addSettingsRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  addLeaseRoutes(app, parts, guarded);
  app.get(
    '/v1/manage/settings',
    guarded('read-chain', async () => ok(showSettings(parts))),
  );
  app.patch(
    '/v1/manage/settings',
    guarded('change-settings', (request) => changeSettings(parts, request.body)),
  );
  app.get(
    '/v1/manage/tokens',
    guarded('change-tokens', () => listTokens(parts)),
  );
  app.post(
    '/v1/manage/tokens',
    guarded('change-tokens', (request) => addToken(parts, request.body)),
  );
  app.delete<{ Params: { name: string } }>('/v1/manage/tokens/:name', async (request, reply) =>
    guarded('change-tokens', () => revokeToken(parts, request.params.name))(request, reply),
  );
}

/** Who works here, what was asked of them, and whom the chain forgets. */
function addStaffRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  addErasureRoutes(app, parts, guarded);
  addMergeRoutes(app, parts, guarded);
  app.get(
    '/v1/manage/audit',
    guarded('read-chain', (request) => showAudit(parts, request.query)),
  );
  app.get(
    '/v1/manage/receipt-flags',
    guarded('read-chain', (request) => showReceiptFlags(parts, request.query)),
  );
  app.get(
    '/v1/manage/staff',
    guarded('read-chain', async () => ok(listStaff(parts))),
  );
  app.post(
    '/v1/manage/staff',
    guarded('change-staff', (request) => putStaff(parts, request.body)),
  );
  app.delete<{ Params: { id: string } }>('/v1/manage/staff/:id', async (request, reply) =>
    guarded('change-staff', () => removeStaff(parts, request.params.id))(request, reply),
  );
  app.post<{ Params: { id: string } }>('/v1/manage/staff/:id/unlock', async (request, reply) =>
    guarded('change-staff', () => unlockStaff(parts, request.params.id))(request, reply),
  );
}

async function addEnrolCode(parts: HubParts, body: unknown): Promise<Result<unknown, Refusal>> {
  const request = readJson(enrolCodeRequestSchema, body);
  if (!request.ok) return request;
  const { store, till, storeName, tillName } = request.value;
  const nowMs = parts.clock.wallMs();
  let code = '';
  const added = await parts.store.addEnrolCode(
    { storeId: store, storeName: storeName ?? null, tillId: till, tillName: tillName ?? null },
    (selectorTaken) => {
      const made = makeEnrolCode(till, nowMs, selectorTaken);
      code = made.code;
      return made.record;
    },
    nowMs,
  );
  if (!added) return err(refusal('till-elsewhere', tillElsewhere(till)));
  parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
  return ok({ code, expiresAt: new Date(nowMs + ENROL_CODE_LIFE_MS).toISOString(), store, till });
}

async function showMember(parts: HubParts, id: string): Promise<Result<ManagedMember, Refusal>> {
  const nowMs = parts.clock.wallMs();
  const program = await parts.programs.activeAt(nowMs);
  const member = await parts.store.member(id, spendSinceMs(program, nowMs));
  if (member === null) return err(refusal('unknown-member', noMember(id)));
  const { state, postingsSum, operations } = member;
  return ok({
    record: memberRecordOf(state),
    wallets: Object.fromEntries(
      Object.entries(balancesOf(state.lots, nowMs)).map(([key, value]) => [key, { ...value }]),
    ),
    lots: [...state.lots],
    postingsSum: { ...postingsSum },
    operations,
  });
}

/** A stolen or lost till: its key opens nothing from now on. Its journal and its place stay for the machine after it. */
async function revokeTill(parts: HubParts, id: string): Promise<Result<{ revoked: string }, Refusal>> {
  if (!(await parts.store.revokeTill(id))) return err(refusal('not-found', noTill(id)));
  parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
  parts.log.warn({ till: id }, 'till revoked');
  return ok({ revoked: id });
}

async function listTills(parts: HubParts): Promise<Result<{ tills: ManagedTill[] }, Refusal>> {
  const tills = await parts.store.tills();
  return ok({
    tills: tills.map((till) => ({
      id: till.id,
      name: till.name,
      store: till.storeId,
      storeName: till.storeName,
      enrolled: till.publicKey !== null,
      epoch: till.epoch,
      headSequence: till.headSequence,
      machine: till.machine,
      version: versionOf(till),
      stagedPack: till.stagedPack,
      health: readTillHealth(till.health),
      lastSeenAt: till.lastSeenAtMs === null ? null : new Date(till.lastSeenAtMs).toISOString(),
      quarantine: till.quarantine,
    })),
  });
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { leaseRequestSchema } from '../../contracts/leases.ts';
import { pushFormats, pushFormatsHeader } from '../../contracts/push-lines.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { hubTimeHeader } from '../../contracts/signature-text.ts';
import {
  type EnrolResult,
  enrolRequestSchema,
  type PullResult,
  type PurchaseBody,
  type PurchaseLookup,
  SYNC_PROTOCOL,
  streamSchema,
} from '../../contracts/sync.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { purchaseInNameOf } from '../ledger/in-name-of.ts';
import { publicKeyOf } from '../secrets/ed25519.ts';
import { judgeEnrolCode, normalizeCode, selectorOf } from '../secrets/enrol-code.ts';
import type { TillRecord } from '../store/records.ts';
import { grantLeases } from './grant-leases.ts';
import type { HubParts } from './hub-parts.ts';
import { sendRefusal } from './problems.ts';
import { pullStream } from './pull-stream.ts';
import { pushOperations } from './push-operations.ts';
import { readJson, readValue } from './read-body.ts';
import { pushBodyBytes, readPush } from './read-push.ts';
import { identifyTill } from './signed-request.ts';
import { noteTillHealth } from './till-health.ts';
import { codeRefused, otherProtocol, tooManyCodes, twoPurchases } from './till-refusals.ts';

const enrolBodyBytes = 4 * 1024;

const pullQuerySchema = z.strictObject({
  stream: streamSchema,
  cursor: z.coerce.number().int().nonnegative(),
  limit: z.coerce.number().int().min(1).max(2000).default(500),
  /** With `packs`: the highest pack the till has checked and keeps. */
  pack: z.coerce.number().int().nonnegative().optional(),
});

/** The calls of tills: `/v1/enrol`, `/v1/push`, `/v1/pull`, `/v1/leases`, `/v1/purchase`, `/v1/doorbell`. */
export function addTillRoutes(app: FastifyInstance, parts: HubParts): void {
  const answer = (reply: FastifyReply, result: Result<unknown, Refusal>): FastifyReply => {
    reply.header(hubTimeHeader, String(parts.clock.wallMs())).header(pushFormatsHeader, pushFormats);
    return result.ok
      ? reply.send(result.value)
      : sendRefusal(reply, result.error, parts.chain.config.language);
  };
  app.post('/v1/enrol', { bodyLimit: enrolBodyBytes }, async (request, reply) =>
    answer(reply, await enrol(parts, request)),
  );
  app.post('/v1/push', { bodyLimit: pushBodyBytes }, async (request, reply) => {
    const till = await identifyTill(parts, request);
    if (!till.ok) return answer(reply, till);
    const body = await readPush(request);
    return answer(reply, body.ok ? await pushOperations(parts, till.value, body.value) : body);
  });
  app.get('/v1/pull', async (request, reply) => {
    const till = await identifyTill(parts, request);
    return answer(reply, till.ok ? await pull(parts, till.value, request) : till);
  });
  app.post('/v1/leases', async (request, reply) => {
    const till = await identifyTill(parts, request);
    if (!till.ok) return answer(reply, till);
    const body = readJson(leaseRequestSchema, request.body);
    return answer(reply, body.ok ? await grantLeases(parts, till.value, body.value) : body);
  });
  app.get('/v1/purchase', async (request, reply) => {
    const till = await identifyTill(parts, request);
    return answer(reply, till.ok ? await lookUpPurchase(parts, request) : till);
  });
  app.get('/v1/doorbell', async (request, reply) => {
    const till = await identifyTill(parts, request);
    if (!till.ok) return answer(reply, till);
    const cursors = await parts.store.cursors();
    reply.hijack();
    parts.doorbell.listen(reply.raw, cursors);
    return reply;
  });
}

async function enrol(parts: HubParts, request: FastifyRequest): Promise<Result<EnrolResult, Refusal>> {
  const nowMs = parts.clock.wallMs();
  if (!parts.enrolAttempts.mayTry(request.ip, nowMs)) {
    return err(refusal('rate-limited', tooManyCodes));
  }
  const body = readJson(enrolRequestSchema, request.body);
  if (!body.ok) return body;
  const { protocol, publicKey, machine, version, afterEpoch = 0 } = body.value;
  if (protocol !== SYNC_PROTOCOL) {
    return err(refusal('protocol-unsupported', otherProtocol));
  }
  if (publicKeyOf(publicKey) === null) {
    return err(refusal('invalid', 'The key is not a raw Ed25519 public key in base64.'));
  }
  const code = normalizeCode(body.value.code);
  const till = await parts.store.takeEnrolCode(
    selectorOf(code),
    (record) => judgeEnrolCode(code, record, nowMs),
    {
      publicKey,
      machine,
      version,
      afterEpoch,
      nowMs,
    },
  );
  if (till === null) {
    parts.enrolAttempts.failed(request.ip, nowMs);
    return err(refusal('enrol-code-refused', codeRefused));
  }
  parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
  parts.log.info({ till: till.id, store: till.storeId, epoch: till.epoch, machine }, 'till enrolled');
  return ok({
    chain: parts.chain.id,
    store: till.storeId,
    till: till.id,
    epoch: till.epoch,
    hubKeys: (await parts.store.signingKeys()).map((key) => ({ ...key })),
    phoneKey: parts.secrets.phoneKey.toString('base64'),
    hubTimeMs: parts.clock.wallMs(),
  });
}

const purchaseQuerySchema = z.strictObject({ id: z.string().min(1).max(64) });

/** A purchase of any till, for its return at another. */
async function lookUpPurchase(
  parts: HubParts,
  request: FastifyRequest,
): Promise<Result<PurchaseLookup, Refusal>> {
  const query = readValue(purchaseQuerySchema, request.query);
  if (!query.ok) return query;
  const [purchase, another] = await parts.store.purchases(query.value.id);
  if (another !== undefined) {
    return err(refusal('return-refused', twoPurchases(query.value.id)));
  }
  const hubTimeMs = parts.clock.wallMs();
  if (purchase === undefined) return ok({ purchase: null, hubTimeMs });
  const returns = purchase.returns.map(({ operationId, lines, requoted }) => ({
    operationId,
    lines: [...lines],
    ...(requoted == null ? {} : { requoted }),
  }));
  const body = await inNameOfOwner(parts, purchase.body);
  return ok({ purchase: { ...purchase, body, returns }, hubTimeMs });
}

/** A purchase of somebody who was merged into another is told as that one's: so its points come back to who has them now. */
async function inNameOfOwner({ store }: HubParts, body: PurchaseBody): Promise<PurchaseBody> {
  const { member } = body;
  if (member === null || (await store.member(member, 0)) !== null) return body;
  const owner = await store.importMembers(
    { ids: [member], phoneHashes: [], cards: [], spendSinceMs: 0 },
    ({ aliases }) => ({ upserts: [], answer: aliases.get(member) ?? member }),
  );
  return owner === member ? body : purchaseInNameOf(body, owner);
}

async function pull(
  parts: HubParts,
  till: TillRecord,
  request: FastifyRequest,
): Promise<Result<PullResult, Refusal>> {
  const query = readValue(pullQuerySchema, request.query);
  if (query.ok) await noteTillHealth(parts, till.id, request);
  return query.ok ? ok(await pullStream(parts, till, query.value)) : query;
}

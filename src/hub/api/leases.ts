import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  type Exposure,
  type ManagedLeases,
  type StopList,
  stopRequestSchema,
  type WriteOffResult,
  writeOffRequestSchema,
} from '../../contracts/manage.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { exposureOf, SILENT_AFTER_MS } from '../ledger/exposure.ts';
import type { LeaseRecord } from '../store/records.ts';
import type { Guarded } from './guarded.ts';
import type { HubParts } from './hub-parts.ts';
import { readJson, readValue } from './read-body.ts';
import { noMember, noTill } from './refusal-sentences.ts';

/** A lease that was written off may be spent by its till for so long at most; afterwards only its delivery is late. */
const writtenOffCountsMs = 7 * 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const listQuerySchema = z.strictObject({
  till: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});

/** What units hold, what could be overspent, and what an operator decides about both. */
export function addLeaseRoutes(app: FastifyInstance, parts: HubParts, guarded: Guarded): void {
  app.get(
    '/v1/manage/exposure',
    guarded('read-chain', async () => ok(await showExposure(parts))),
  );
  app.get(
    '/v1/manage/leases',
    guarded('read-chain', (request) => listLeases(parts, request.query)),
  );
  app.post(
    '/v1/manage/leases/write-off',
    guarded('write-off', (request) => writeOff(parts, request.body)),
  );
  app.get(
    '/v1/manage/stop-list',
    guarded('read-chain', async () => ok(await showStopList(parts))),
  );
  app.post(
    '/v1/manage/stop-list',
    guarded('write-off', (request) => changeStopList(parts, request.body)),
  );
}

/** How much could be overspent right now, by wallet of the program in use. */
export async function showExposure(parts: HubParts): Promise<Exposure> {
  const { store, programs, chain, clock } = parts;
  const nowMs = clock.wallMs();
  const [program, tills, sums, uncovered] = await Promise.all([
    programs.activeAt(nowMs),
    store.tills(),
    store.leaseSums(nowMs - writtenOffCountsMs),
    store.uncoveredLeases(nowMs),
  ]);
  const units = tills
    .filter(({ publicKey }) => publicKey !== null)
    .map(({ id, lastSeenAtMs }) => ({ unit: id, heardAtMs: lastSeenAtMs }));
  const wallets = (program?.wallets ?? []).map(({ id }) => id);
  const isSilent = (heardAtMs: number | null): boolean =>
    heardAtMs === null || nowMs - heardAtMs > SILENT_AFTER_MS;
  return {
    at: iso(nowMs),
    leases: chain.config.offline.leases !== undefined,
    wallets: exposureOf(chain.config.offline, wallets, units, { sums, uncovered }, nowMs),
    units: units.map(({ unit, heardAtMs }) => ({
      unit,
      heardAt: heardAtMs === null ? null : iso(heardAtMs),
      silent: isSilent(heardAtMs),
      leased: Object.fromEntries(
        sums
          .filter((sum) => sum.unit === unit && sum.state === 'open')
          .map((sum) => [sum.wallet, sum.points]),
      ),
    })),
  };
}

async function listLeases(parts: HubParts, query: unknown): Promise<Result<ManagedLeases, Refusal>> {
  const asked = readValue(listQuerySchema, query);
  if (!asked.ok) return asked;
  const leases = await parts.store.openLeases(asked.value.till ?? null, asked.value.limit);
  return ok({ leases: leases.map(shown) });
}

const shown = (lease: LeaseRecord): ManagedLeases['leases'][number] => ({
  id: lease.id,
  unit: lease.unit,
  member: lease.member,
  wallet: lease.wallet,
  points: lease.points,
  remaining: lease.remaining,
  grantedAt: iso(lease.grantedAtMs),
  visit: lease.visit,
});

async function writeOff(parts: HubParts, body: unknown): Promise<Result<WriteOffResult, Refusal>> {
  const asked = readJson(writeOffRequestSchema, body);
  if (!asked.ok) return asked;
  const { till, member } = asked.value;
  if ((await parts.store.till(till)) === null) return err(refusal('not-found', noTill(till)));
  const lost = await parts.store.writeOffLeases({ unit: till, member: member ?? null }, parts.clock.wallMs());
  const points: Record<string, number> = {};
  for (const { wallet, remaining } of lost) points[wallet] = (points[wallet] ?? 0) + remaining;
  parts.log.warn({ till, leases: lost.length, points }, 'leases written off');
  return ok({ leases: lost.length, points });
}

const showStopList = async ({ store }: HubParts): Promise<StopList> => ({
  members: (await store.stopList()).map(({ member, sinceMs, reason }) => ({
    member,
    since: iso(sinceMs),
    reason,
  })),
});

async function changeStopList(parts: HubParts, body: unknown): Promise<Result<StopList, Refusal>> {
  const asked = readJson(stopRequestSchema, body);
  if (!asked.ok) return asked;
  const { member, stopped } = asked.value;
  const changed = await parts.store.setStopped(member, stopped, parts.clock.wallMs());
  const list = await showStopList(parts);
  if (!changed && stopped !== list.members.some((one) => one.member === member)) {
    return err(refusal('unknown-member', noMember(member)));
  }
  if (changed) {
    parts.doorbell.ring({ stream: 'config', cursor: (await parts.store.cursors()).config });
    parts.log.warn({ member, stopped }, 'stop-list changed');
  }
  return ok(list);
}
